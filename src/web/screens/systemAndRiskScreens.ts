import { t } from '../app/i18n.ts'
import type { ScreenRoute } from '../app/screenRoute.ts'

/** Controls, risks, AI systems and the ways between records. */
export const systemAndRiskScreens: readonly ScreenRoute[] = [
  {
    path: 'systems',
    area: 'systems',
    label: () => t('Inventory'),
    words: 'ai systems inventory',
    load: () => import('./systems/InventoryScreen.tsx'),
  },
  {
    path: 'systems/roles',
    area: 'systems',
    label: () => t('Our roles'),
    words: 'provider producer user deployer 4.1 ai act',
    load: () => import('./systems/RolesScreen.tsx'),
  },
  {
    path: 'systems/$ref',
    area: 'systems',
    label: () => t('The whole story'),
    about: 'aiSystem',
    load: () => import('./systems/SystemScreen.tsx'),
  },
  {
    path: 'risks',
    area: 'risks',
    label: () => t('Risk matrix'),
    words: 'heat map appetite likelihood consequence',
    load: () => import('./risks/RisksScreen.tsx'),
  },
  {
    path: 'risks/proposals',
    area: 'risks',
    label: () => t('Proposed risks'),
    words: 'catalogue starter risks',
    load: () => import('./risks/RiskProposalsScreen.tsx'),
  },
  {
    path: 'risks/triage',
    area: 'risks',
    label: () => t('Impact triage'),
    words: 'impact assessment 6.1.4',
    load: () => import('./risks/TriageScreen.tsx'),
  },
  {
    path: 'risks/$ref/treatment',
    area: 'risks',
    label: () => t('Propose treatment'),
    about: 'risk',
    load: () => import('./risks/TreatmentScreen.tsx'),
  },
  {
    path: 'controls',
    area: 'controls',
    label: () => t('Statement of applicability'),
    words: 'soa controls annex a 6.1.3',
    load: () => import('./soa/SoaScreen.tsx'),
  },
  {
    path: 'controls/proposals',
    area: 'controls',
    label: () => t('Proposed decisions'),
    words: 'soa propose applicability',
    load: () => import('./soa/ProposedDecisions.tsx'),
  },
  {
    path: 'controls/versions',
    area: 'controls',
    label: () => t('Versions of the statement'),
    words: 'soa freeze approve compare diff changes',
    inPlaceOf: 'soaVersion',
    load: () => import('./soa/VersionsScreen.tsx'),
  },
  {
    path: 'explore',
    area: 'explore',
    label: () => t('Search everything'),
    words: 'find full text',
    load: () => import('./explore/SearchScreen.tsx'),
  },
  {
    path: 'explore/trace',
    area: 'explore',
    label: () => t('Traceability'),
    words: 'graph links relations',
    load: () => import('./explore/TraceScreen.tsx'),
  },
  {
    path: 'explore/trace/$ref',
    area: 'explore',
    label: () => t('Trace'),
    about: 'any',
    load: () => import('./explore/TraceScreen.tsx'),
  },
]
