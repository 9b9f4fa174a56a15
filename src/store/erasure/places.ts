import type pg from 'pg'
import type { Actor } from '../../model/index.ts'
import type { BlobStore } from '../blobs.ts'
import type { Registry } from '../registry.ts'

export type PlaceKind =
  | 'record'
  | 'memberships'
  | 'account'
  | 'invitation'
  | 'directory'
  | 'delivery'
  | 'jobs'
  | 'file'
  | 'entries'

/** Somewhere a person is kept. */
export interface Place {
  /** `record:<id>`, `file:<hash>`, `memberships`: names the place when it is chosen. */
  readonly id: string
  readonly kind: PlaceKind
  /** Records: where it stands and what it is called. */
  readonly record: {
    readonly id: string
    readonly register: string
    readonly ref: string
    readonly title: string
    readonly archived: boolean
    /** It is about the person alone. */
    readonly isAbout: boolean
    /** The person stands in what the record says now. */
    readonly stands: boolean
  } | null
  /** A file's name, an address: what tells one place of a kind from another. */
  readonly name: string | null
  /** How many versions, entries or jobs. */
  readonly count: number
  /** Files: records that carry it. */
  readonly refs: readonly string[]
  /** Files: whether the name or the text of the file names the person, rather than the record alone. */
  readonly isNamed: boolean
  /** Why it cannot be erased here; null when it can. */
  readonly blocked: 'isMember' | 'isElsewhere' | 'isEvidence' | null
  /** What the text says and what it will say. */
  readonly samples: readonly { readonly field: string; readonly before: string; readonly after: string }[]
}

/** An audit pack kept here that holds what it says of the person. */
export interface PackHolding {
  /** The job that made it. */
  readonly id: string
  readonly asOf: string
  readonly madeAt: string
  readonly by: string
}

/** A file whose text cannot be read here, so that a person has to look into it. */
export interface UnreadFile {
  readonly hash: string
  readonly name: string
}

export interface Found {
  readonly places: readonly Place[]
  /** Files whose text was looked through, and those of kinds that cannot be, or too large, the first of them by name. */
  readonly files: { readonly read: number; readonly unread: number; readonly unreadFiles: readonly UnreadFile[] }
  /** Newest first. */
  readonly packs: readonly PackHolding[]
}

export interface Looking {
  readonly pool: pg.Pool
  readonly blobs: BlobStore
  readonly registry: Registry
  readonly org: string
  readonly actor: Actor
  /** A file as the actor sees it; null when no record that they may read carries it. */
  fileFor(hash: string): Promise<{ readonly name: string } | null>
}
