import type { ReactNode } from 'react'

export interface DataColumn<T> {
  readonly id: string
  readonly header: string
  readonly cell: (row: T) => ReactNode
  /** Pixels; columns without one share what is left. */
  readonly width?: number
  readonly align?: 'start' | 'end'
  readonly sortable?: boolean
  /** Runs over several lines instead of being cut; rows are then as high as they need. */
  readonly wraps?: boolean
}

export interface Sort {
  /** Id of a column. */
  readonly by: string
  readonly descending: boolean
}
