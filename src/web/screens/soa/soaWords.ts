import type { ReasonKind } from '../../../programme/applicabilityReasons.ts'
import type { SoaLine } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import type { ShownTone } from '../../ui/tones.ts'

/** The four reasons for which a control is included, in the order auditors ask for them. */
export const reasonKinds: readonly ReasonKind[] = ['law', 'contract', 'practice', 'risk']

export const reasonWord = (kind: ReasonKind): string =>
  ({ law: t('Law'), contract: t('Contract'), practice: t('Good practice'), risk: t('Risk') })[kind]

type Implementation = SoaLine['implementation']

export const implementationStates = ['not_started', 'planned', 'partial', 'implemented'] as const

export const implementationWord = (state: Implementation): string =>
  state === null
    ? t('Not said')
    : {
        not_started: t('Not started'),
        planned: t('Planned'),
        partial: t('Partly'),
        implemented: t('In place'),
      }[state]

export function implementationTone({ implementation, plannedFor }: SoaLine, today: string): ShownTone {
  if (implementation === 'implemented') return 'inForce'
  if (plannedFor !== null && plannedFor < today) return 'overdue'
  return implementation === 'partial' ? 'due' : implementation === 'planned' ? 'draft' : 'missing'
}
