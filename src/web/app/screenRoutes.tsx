import { accountScreens } from '../screens/accountScreens.ts'
import { importScreens } from '../screens/importScreens.ts'
import { learnScreens } from '../screens/learnScreens.ts'
import { operationScreens } from '../screens/operationScreens.ts'
import { programmeAndAuditScreens } from '../screens/programmeAndAuditScreens.ts'
import { systemAndRiskScreens } from '../screens/systemAndRiskScreens.ts'
import type { ScreenRoute } from './screenRoute.ts'

/**
 * Screens that no register describes; each is loaded when it is first opened. An area's own address (`programme`,
 * `systems`, … or '' for home) may be given here and then replaces the plain list of its registers.
 */
export const screenRoutes: readonly ScreenRoute[] = [
  ...programmeAndAuditScreens,
  ...systemAndRiskScreens,
  ...importScreens,
  ...learnScreens,
  ...accountScreens,
  ...operationScreens,
]
