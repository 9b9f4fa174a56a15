import type { Actor } from '../../model/index.ts'
import type { Store } from '../index.ts'
import { eraseVersions } from '../log/erase.ts'
import { inOrganisation, run, sql } from '../sql.ts'
import {
  type Erasing,
  eraseAccount,
  eraseDelivery,
  eraseDirectoryUser,
  eraseFile,
  eraseInvitation,
  eraseMemberships,
} from './eraseMore.ts'
import type { ErasureKind } from './erasureNotes.ts'
import type { Span } from './spans.ts'

/** A line of the list of erasures, which is kept beside the backups. */
export interface ListedErasure {
  readonly org: string
  readonly kind: ErasureKind
  readonly what: string
  readonly version: number | null
  readonly digest: string | null
  readonly spans: readonly Span[] | null
  readonly pseudonym: string | null
  readonly reason: string
  readonly at: string
}

export interface Reapplied {
  readonly done: number
  /** What a restored backup holds again and could not be erased: in words. */
  readonly left: readonly string[]
}

const restorer: Actor = {
  kind: 'system',
  id: 'restore',
  name: 'Restore of a backup',
  person: null,
  roles: ['administrator', 'aimsLead', 'concernHandler'],
  via: 'system',
}

/** Everything that was ever erased, of all organisations, oldest first. */
export async function* listedErasures(store: Pick<Store, 'pool' | 'directory'>): AsyncGenerator<ListedErasure> {
  for (const { id } of await store.directory.organisations()) {
    const rows = await inOrganisation(
      store.pool,
      id,
      (client) =>
        run<ListedErasure & Record<string, unknown>>(
          client,
          sql`select org_id as org, kind, what, version, digest, spans, pseudonym, reason, at from erasure where org_id = ${id} order by at, id`,
        ),
      'read',
    )
    yield* rows
  }
}

/**
 * Erases again what a restored backup brought back. Every line is compared with what is there: a version is touched only
 * where it has the digest that was erased, so a list of another installation changes nothing.
 */
export async function reapplyErasures(store: Store, list: readonly ListedErasure[]): Promise<Reapplied> {
  const known = new Set((await store.directory.organisations()).map(({ id }) => id))
  const left: string[] = []
  let done = 0
  for (const line of list) {
    if (!known.has(line.org)) continue
    const erasing = { actor: restorer, reason: line.reason, pseudonym: line.pseudonym ?? 'Former person ERASED' }
    const outcome = await again(store, line, erasing)
    if (outcome === true) done += 1
    else if (outcome !== false) left.push(outcome)
  }
  return { done, left }
}

/** True: erased again; false: it is not there, or erased; a sentence: it is there and stays. */
async function again(store: Store, line: ListedErasure, erasing: Erasing): Promise<boolean | string> {
  const { pool, blobs } = store
  const { org, what } = line
  switch (line.kind) {
    case 'version':
      return versionAgain(store, line, erasing)
    case 'membership':
      return (await eraseMemberships(pool, org, { seqs: [Number(what)], digest: line.digest }, erasing)) > 0
    case 'file':
      return eraseFile(pool, blobs, org, what, erasing)
    case 'account':
      return eraseAccount(pool, org, what, erasing)
    case 'invitation':
      return eraseInvitation(pool, org, what, erasing)
    case 'directory':
      return eraseDirectoryUser(pool, org, what, erasing)
    case 'delivery':
      return eraseDelivery(pool, org, what, erasing)
  }
}

async function versionAgain(store: Store, line: ListedErasure, erasing: Erasing): Promise<boolean | string> {
  const { org, what: id, version, digest, spans } = line
  if (version === null || digest === null) return false
  const [found] = await inOrganisation(
    store.pool,
    org,
    (client) =>
      run<{ register: string; ref: string; stands: boolean }>(
        client,
        sql`select register, ref, valid_to is null as stands from record_version where org_id = ${org} and id = ${id}
          and version = ${version} and erased_by is null and digest = decode(${digest}, 'hex')`,
      ),
    'read',
  )
  if (!found) return false
  const { register, ref, stands } = found
  if (stands) {
    if (spans === null)
      return `${ref} stands in version ${version} again, which was erased after a later one had replaced it. Edit it, then erase that version.`
    const change = { do: 'pseudonymise', register, id, version, spans, pseudonym: erasing.pseudonym } as const
    await store.commit({ actor: erasing.actor, org, changes: [change], reason: erasing.reason })
  }
  const { pseudonym, ...plain } = erasing
  const again = spans === null ? plain : { ...plain, pseudonym }
  return (await eraseVersions(store.pool, org, [{ id, version, ...(spans ? { spans } : {}) }], again)).length > 0
}
