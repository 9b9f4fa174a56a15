import type { ComponentType } from 'react'
import type { AreaName } from './areas.ts'
import { t } from './i18n.ts'

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
  readonly load: () => Promise<{ default: ComponentType }>
}

/**
 * Screens that no register describes; each is loaded when it is first opened. An area's own address (`programme`,
 * `systems`, … or '' for home) may be given here and then replaces the plain list of its registers.
 */
export const screenRoutes: readonly ScreenRoute[] = [
  { path: '', area: 'home', label: () => t('Home'), load: () => import('../screens/home/Home.tsx') },
]
