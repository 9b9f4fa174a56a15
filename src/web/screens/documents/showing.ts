import type { NeededDocument } from '../../../programme/documents/neededDocuments.ts'
import { t } from '../../app/i18n.ts'

const shows = ['all', 'missing', 'begun', 'review', 'there', 'notNeeded'] as const
export type Show = (typeof shows)[number]

export const isShow = (text: string | undefined): text is Show => shows.some((show) => show === text)

interface Shown {
  readonly value: Show
  readonly label: string
  readonly holds: (needed: NeededDocument) => boolean
}

/** Ways to narrow the list of needed documents down. */
export const showing = (): readonly Shown[] => [
  { value: 'all', label: t('All'), holds: (d) => d.standing !== 'notNeeded' },
  { value: 'missing', label: t('Missing'), holds: (d) => d.standing === 'missing' },
  { value: 'begun', label: t('Begun'), holds: (d) => d.standing === 'draft' || d.standing === 'inReview' },
  { value: 'review', label: t('To be reviewed'), holds: (d) => d.standing === 'due' || d.standing === 'overdue' },
  { value: 'there', label: t('There'), holds: (d) => ['inForce', 'due', 'overdue'].includes(d.standing) },
  { value: 'notNeeded', label: t('Not needed here'), holds: (d) => d.standing === 'notNeeded' },
]
