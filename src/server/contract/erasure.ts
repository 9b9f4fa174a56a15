import type { Found, Place } from '../../store/erasure/places.ts'

/** Somewhere a person is kept. */
export type ErasurePlace = Place

export interface ErasureFound extends Found {
  /** What was looked for: names and addresses of the person's record, now and before, and those that were added. */
  readonly terms: readonly string[]
  /** What stands in the place of the name afterwards. */
  readonly pseudonym: string
}

/** Whom to look for: a record of the register of people, names and addresses, or both. */
export interface PersonSought {
  readonly person?: string | undefined
  readonly terms?: readonly string[] | undefined
}

export interface ErasureAsked extends PersonSought {
  readonly pseudonym: string
  readonly reason: string
  readonly places: readonly string[]
  readonly kept?: readonly { readonly place: string; readonly reason: string }[] | undefined
}

/** Erasing what is kept about a person. */
export interface ErasureRoutes {
  'POST log/people/places': { body: PersonSought; answer: ErasureFound }
  'POST log/people/erasures': { body: ErasureAsked; answer: { readonly job: string } }
}
