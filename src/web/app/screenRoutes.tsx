import type { ComponentType } from 'react'
import { importScreens } from '../screens/importScreens.ts'
import { programmeAndAuditScreens } from '../screens/programmeAndAuditScreens.ts'
import { systemAndRiskScreens } from '../screens/systemAndRiskScreens.ts'
import type { AreaName } from './areas.ts'

export interface ScreenRoute {
  /** Address below the organisation, `controls/soa` or `systems/$ref/card`; an empty path is home. */
  readonly path: string
  readonly area: AreaName
  /** Name in navigation and palette, through `t`; screens with parameters in their path are left out of both. */
  readonly label: () => string
  /** Words the palette also finds it by. */
  readonly words?: string
  /** False keeps it out of navigation. */
  readonly inNavigation?: boolean
  /** Register whose records it is about, or `any`: their pages link to it, with the number for `$ref`. */
  readonly about?: string
  readonly load: () => Promise<{ default: ComponentType }>
}

/**
 * Screens that no register describes; each is loaded when it is first opened. An area's own address (`programme`,
 * `systems`, … or '' for home) may be given here and then replaces the plain list of its registers.
 */
export const screenRoutes: readonly ScreenRoute[] = [
  ...programmeAndAuditScreens,
  ...systemAndRiskScreens,
  ...importScreens,
]
