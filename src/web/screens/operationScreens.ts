import { t } from '../app/i18n.ts'
import type { ScreenRoute } from '../app/screenRoute.ts'

/** How the installation runs, for those who look after it. */
export const operationScreens: readonly ScreenRoute[] = [
  {
    path: 'settings/operation',
    area: 'settings',
    label: () => t('Operation'),
    words: 'backup restore jobs version health',
    load: () => import('./operation/OperationScreen.tsx'),
  },
]
