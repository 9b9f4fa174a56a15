import type { Actor } from '../../model/index.ts'
import { canonicalJson } from '../log/canonicalJson.ts'
import type { Row } from '../rows.ts'

export type Action = 'create' | 'edit' | 'move' | 'archive' | 'unarchive' | 'restore'

/** How somebody showed who they are before they signed, in words for people, and when. */
export interface Proof {
  readonly method: string
  readonly at: string | null
}

/** A signature as it stands in the entry of the log that says what was done. */
export interface SignOff {
  /** The version that was signed, and its digest as its own entry has it. */
  readonly version: number
  readonly digest: string
  /** The sentence that was shown. */
  readonly wording: string
  readonly name: string
  readonly roles: readonly string[]
  readonly method: string
  readonly provedAt: string | null
}

export interface Signature {
  readonly actor: Actor
  readonly reason: string | null
  readonly requestId: string | null
  readonly proof?: Proof | null
  /** Under the version before, for a move that signs. */
  readonly signOff?: SignOff
}

/** A new version of a record, ready to be written. */
export interface Version {
  readonly row: Row
  readonly previous: Row | null
  readonly action: string
  readonly sign: Signature
  /** The document of the row as canonical JSON. */
  readonly data: string
  readonly salt: Buffer
  readonly digest: Buffer
  /** Its search vector in binary. */
  readonly words: Buffer
}

/** What the digest of a version covers. */
export function bodyOf(row: Row): Record<string, unknown> {
  const { id, register, ref, title, state, version, shape, archived, data } = row
  return { id, register, ref, title, state, owner: row.owner_id, version, shape, archived, data }
}

/** The canonical JSON of `bodyOf`, made of the document's, which is needed by itself too. */
export function bodyText(row: Row, data: string): string {
  const { id, register, ref, title, state, version, shape, archived } = row
  const owner = canonicalJson(row.owner_id)
  return `{"archived":${archived},"data":${data},"id":"${id}","owner":${owner},"ref":${canonicalJson(ref)},"register":${canonicalJson(register)},"shape":${shape},"state":${canonicalJson(state)},"title":${canonicalJson(title)},"version":${version}}`
}
