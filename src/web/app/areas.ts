import {
  IconBooks,
  IconChecklist,
  IconClipboardCheck,
  IconCompass,
  IconHome,
  IconRobot,
  IconScale,
  IconSettings,
  IconShieldCheck,
  type TablerIcon,
} from '@tabler/icons-react'
import { t } from './i18n.ts'

export type AreaName =
  | 'home'
  | 'programme'
  | 'systems'
  | 'risks'
  | 'controls'
  | 'documents'
  | 'audit'
  | 'explore'
  | 'settings'

export interface AreaShown {
  readonly name: AreaName
  /** Address below the organisation; home is empty. */
  readonly path: string
  readonly label: () => string
  /** What the area is for, as one sentence. */
  readonly standing: () => string
  readonly icon: TablerIcon
}

/** Navigation by the work, in the order the work is done. */
export const areas: readonly AreaShown[] = [
  {
    name: 'home',
    path: '',
    icon: IconHome,
    label: () => t('Home'),
    standing: () => t('What needs you, and where the management system stands.'),
  },
  {
    name: 'programme',
    path: 'programme',
    icon: IconChecklist,
    label: () => t('Programme'),
    standing: () => t('The way to certification and everything that keeps it: scope, parties, objectives and plans.'),
  },
  {
    name: 'systems',
    path: 'systems',
    icon: IconRobot,
    label: () => t('AI systems'),
    standing: () => t('Every AI system you build, provide or use, with its data, models and suppliers.'),
  },
  {
    name: 'risks',
    path: 'risks',
    icon: IconScale,
    label: () => t('Risks & impacts'),
    standing: () => t('What could go wrong for the organisation and for people, and what is done about it.'),
  },
  {
    name: 'controls',
    path: 'controls',
    icon: IconShieldCheck,
    label: () => t('Controls & SoA'),
    standing: () => t('Which controls apply, why, and what shows that they work.'),
  },
  {
    name: 'documents',
    path: 'documents',
    icon: IconBooks,
    label: () => t('Documents & people'),
    standing: () => t('Policies and procedures, and the people who know and follow them.'),
  },
  {
    name: 'audit',
    path: 'audit',
    icon: IconClipboardCheck,
    label: () => t('Audit & improve'),
    standing: () => t('Audits, findings, reviews, incidents and concerns, and what was learnt.'),
  },
  {
    name: 'explore',
    path: 'explore',
    icon: IconCompass,
    label: () => t('Explore'),
    standing: () => t('How records, clauses and controls hang together.'),
  },
  {
    name: 'settings',
    path: 'settings',
    icon: IconSettings,
    label: () => t('Settings'),
    standing: () => t('The organisation, its people and this browser.'),
  },
]

/** Registers of the organisation's own arrangements, which stand in no area of the work. */
const inSettings = new Set(['customField', 'savedView', 'importRun'])

/** The area whose pages a register belongs to; undefined for what is shown beside other records only. */
export const areaOf = (register: { readonly name: string; readonly area: string }): AreaShown | undefined =>
  areas.find((area) => area.name === (inSettings.has(register.name) ? 'settings' : register.area))
