import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconArchive,
  IconBulb,
  IconCalendarDue,
  IconCheck,
  IconCircleCheck,
  IconCircleDashed,
  IconClockExclamation,
  IconEye,
  IconHelpCircle,
  IconPencil,
  type TablerIcon,
} from '@tabler/icons-react'
import type { Severity, Tone } from '../../model/index.ts'
import { t } from '../app/i18n.ts'

/** Colour families of `theme.css`: ink, ground and meaning. */
export type Hue = 'quiet' | 'info' | 'good' | 'warn' | 'bad' | 'past'
export type ShownTone = Tone | 'notAssessed'

interface ToneFace {
  readonly hue: Hue
  readonly icon: TablerIcon
  readonly word: () => string
}

/** The one vocabulary of states: each has one colour, one icon and a word. */
export const toneFaces: Readonly<Record<ShownTone, ToneFace>> = {
  missing: { hue: 'quiet', icon: IconCircleDashed, word: () => t('Missing') },
  draft: { hue: 'quiet', icon: IconPencil, word: () => t('Draft') },
  inReview: { hue: 'info', icon: IconEye, word: () => t('In review') },
  inForce: { hue: 'good', icon: IconCircleCheck, word: () => t('In force') },
  due: { hue: 'warn', icon: IconCalendarDue, word: () => t('Due') },
  overdue: { hue: 'bad', icon: IconClockExclamation, word: () => t('Overdue') },
  retired: { hue: 'quiet', icon: IconArchive, word: () => t('Retired') },
  conforms: { hue: 'good', icon: IconCheck, word: () => t('Conforms') },
  opportunity: { hue: 'info', icon: IconBulb, word: () => t('Opportunity') },
  minor: { hue: 'warn', icon: IconAlertTriangle, word: () => t('Minor') },
  major: { hue: 'bad', icon: IconAlertOctagon, word: () => t('Major') },
  notAssessed: { hue: 'quiet', icon: IconHelpCircle, word: () => t('Not assessed') },
}

export const severityTone: Readonly<Record<Severity, ShownTone>> = {
  major: 'major',
  minor: 'minor',
  ofi: 'opportunity',
}

/** Ink of a colour family and, unless plain, its ground; to be set as style. */
export const hueStyle = (hue: Hue, plain = false) => ({
  color: `var(--${hue}-ink)`,
  ...(plain ? {} : { background: `var(--${hue}-ground)` }),
})
