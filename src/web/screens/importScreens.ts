import { t } from '../app/i18n.ts'
import type { ScreenRoute } from '../app/screenRoute.ts'

/** Reading tables in, and what came of it. */
export const importScreens: readonly ScreenRoute[] = [
  {
    path: 'settings/import',
    area: 'settings',
    label: () => t('Import a table'),
    words: 'csv xlsx xls spreadsheet upload inventory',
    load: () => import('./import/ImportScreen.tsx'),
  },
  {
    path: 'settings/import/$ref',
    area: 'settings',
    label: () => t('Result and undo'),
    about: 'importRun',
    load: () => import('./import/ImportResult.tsx'),
  },
]
