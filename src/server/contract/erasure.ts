/** Somewhere a person is kept, and what becomes of it. */
export interface ErasurePlace {
  /** Names the place when it is chosen: `record:<id>`, `file:<hash>`, `memberships`. */
  readonly id: string
  readonly kind:
    | 'record'
    | 'memberships'
    | 'account'
    | 'invitation'
    | 'directory'
    | 'delivery'
    | 'jobs'
    | 'file'
    | 'entries'
  readonly record: {
    readonly id: string
    readonly register: string
    readonly ref: string
    readonly title: string
    readonly archived: boolean
    readonly isAbout: boolean
    readonly stands: boolean
  } | null
  readonly name: string | null
  /** How many versions, entries or jobs. */
  readonly count: number
  readonly refs: readonly string[]
  readonly isNamed: boolean
  /** Why it cannot be erased here: still a member, needed by another organisation, or evidence of who did what. */
  readonly blocked: 'isMember' | 'isElsewhere' | 'isEvidence' | null
  readonly samples: readonly { readonly field: string; readonly before: string; readonly after: string }[]
}

export interface ErasureFound {
  /** What was looked for: names and addresses of the person's record, now and before, and those that were added. */
  readonly terms: readonly string[]
  /** What stands in the place of the name afterwards. */
  readonly pseudonym: string
  readonly places: readonly ErasurePlace[]
  readonly files: { readonly read: number; readonly unread: number }
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
