import type { Role } from '../../model/index.ts'

export interface Organisation {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly kind: 'own' | 'example'
}

/** GET /api/v1/session */
export interface Session {
  readonly setUp: boolean
  /** True when this browser came with a set-up link that still works. */
  readonly maySetUp: boolean
  readonly signedIn: boolean
  readonly name: string | null
  readonly organisations: readonly (Organisation & {
    readonly roles: readonly Role[]
    readonly person: string | null
  })[]
  readonly today: string
  readonly version: string
}
