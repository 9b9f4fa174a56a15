import type { Said } from '../../model/index.ts'

/** GET /jobs/{id}; DELETE cancels. */
export interface Job {
  readonly id: string
  readonly kind: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly done: number
  readonly total: number | null
  readonly step: Said
  readonly problem: Said | null
  /** Address of the result, once done. */
  readonly result: string | null
}
