import type { GroupId } from '../../../programme/systemStory.ts'
import { t } from '../../app/i18n.ts'

interface Gap {
  /** What the gap means, as a sentence. */
  readonly says: string
  readonly action: string
  /** Where it is filled: a screen, or a register in which a record of this system is made. */
  readonly to: { readonly path: string } | { readonly register: string; readonly link: string } | 'edit'
}

/** Parts of the story that every system needs; an empty one among the others is no gap. */
export const gaps: Readonly<Partial<Record<GroupId, () => Gap>>> = {
  people: () => ({ says: t('Nobody answers for it.'), action: t('Name an owner'), to: 'edit' }),
  data: () => ({ says: t('No data set is linked.'), action: t('Link its data'), to: 'edit' }),
  models: () => ({ says: t('No model is linked.'), action: t('Link its models'), to: 'edit' }),
  lifecycle: () => ({
    says: t('No gate, validation or deployment is on record.'),
    action: t('Plan a gate'),
    to: { register: 'lifecycleGate', link: 'system' },
  }),
  impacts: () => ({
    says: t('Nobody asked yet how deep its effects on people must be assessed.'),
    action: t('Go to the triage'),
    to: { path: 'risks/triage' },
  }),
  risks: () => ({
    says: t('No risk is on record.'),
    action: t('See what the catalogue proposes'),
    to: { path: 'risks/proposals' },
  }),
  controls: () => ({
    says: t('No control is tied to it or to its risks.'),
    action: t('Go to the statement of applicability'),
    to: { path: 'controls' },
  }),
  documents: () => ({
    says: t('Nothing is written down about it.'),
    action: t('Add a document'),
    to: { register: 'systemDocument', link: 'system' },
  }),
  monitoring: () => ({
    says: t('Nothing about it is watched.'),
    action: t('Add a monitor'),
    to: { register: 'monitor', link: 'system' },
  }),
  obligations: () => ({
    says: t('No law or contract is linked.'),
    action: t('Add an obligation'),
    to: { register: 'obligation', link: 'systems' },
  }),
}
