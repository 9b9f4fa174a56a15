import type { Tone } from '../../../model/index.ts'
import { t } from '../../app/i18n.ts'
import type { ShownTone } from '../../ui/tones.ts'

/** How a clause or control stands, in words that fit a requirement rather than a document. */
export const statusWords = (): Readonly<Record<Tone, string>> => ({
  missing: t('Nothing yet'),
  draft: t('Begun'),
  inReview: t('In review'),
  inForce: t('Holds'),
  due: t('Gaps'),
  overdue: t('Overdue'),
  retired: t('Left out'),
  conforms: t('Holds fully'),
  opportunity: t('Opportunity'),
  minor: t('Minor'),
  major: t('Major'),
})

/** The face of a standing: gaps are a matter of conformity, not of a date, and so bear its icon. */
export const statusTone = (status: Tone): ShownTone => (status === 'due' ? 'minor' : status)
