import type { ComponentType } from 'react'
import type { AreaName } from './areas.ts'

/** A screen that no register describes. */
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
  /** Register whose list it takes the place of in navigation. */
  readonly inPlaceOf?: string
  /** Register whose records it is about, or `any`: their pages link to it, with the number for `$ref`. */
  readonly about?: string
  /** Where the person a record names does what it asks of them: for others there is nothing to do. */
  readonly forPerson?: boolean
  readonly load: () => Promise<{ default: ComponentType }>
}
