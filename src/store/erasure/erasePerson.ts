import type { Problem } from '../../model/index.ts'
import { eraseVersions } from '../log/erase.ts'
import { readRefs } from '../read/record.ts'
import { inOrganisation, run, sql } from '../sql.ts'
import type { makeCommit } from '../write/commit.ts'
import {
  type Erasing,
  eraseAccount,
  eraseAnswers,
  eraseDelivery,
  eraseDirectoryUser,
  eraseFile,
  eraseInvitation,
  eraseJobs,
  eraseMemberships,
  noteDecision,
} from './eraseMore.ts'
import { findVersions, type Sought } from './findVersions.ts'
import type { Looking } from './places.ts'

export interface ErasureOrder {
  readonly sought: Sought
  /** Places that are erased, by their ids; all others stay. */
  readonly places: readonly string[]
  /** Places that stay, and why. */
  readonly kept: readonly { readonly place: string; readonly reason: string }[]
}

/** What was erased: counts, and records that could not be. */
export interface ErasureDone {
  readonly records: number
  readonly versions: number
  readonly memberships: number
  readonly files: number
  readonly others: number
  readonly undone: readonly { readonly ref: string; readonly why: string }[]
}

export interface Working extends Looking {
  readonly commit: ReturnType<typeof makeCommit>
  readonly signal?: AbortSignal
  /** The job this runs in, which is not erased under itself. */
  readonly job?: string
  progress(done: number, total: number, step: 'records' | 'versions' | 'others'): void
}

const versionsAtOnce = 200

/**
 * Erases a person at the chosen places: takes them out of what records say now, then erases every version, entry and file
 * that named them. Each step may be done again, so a job that died goes on where it was.
 */
export async function erasePerson(working: Working, order: ErasureOrder, erasing: Erasing): Promise<ErasureDone> {
  const { pool, org, blobs, job } = working
  const { sought } = order
  const chosen = new Set(order.places)
  const ids = idsOf('record', chosen)
  const done = await eraseRecords(working, order.sought, ids, erasing)
  let files = 0
  let others = 0
  for (const hash of idsOf('file', chosen)) if (await eraseFile(pool, blobs, org, hash, erasing)) files += 1
  const memberships = chosen.has('memberships') ? await eraseMemberships(pool, org, sought, erasing) : 0
  for (const id of idsOf('invitation', chosen)) if (await eraseInvitation(pool, org, id, erasing)) others += 1
  for (const id of idsOf('directory', chosen)) if (await eraseDirectoryUser(pool, org, id, erasing)) others += 1
  for (const id of idsOf('delivery', chosen)) if (await eraseDelivery(pool, org, id, erasing)) others += 1
  // After the memberships: what the account is called stands in none of them any more.
  for (const id of idsOf('account', chosen)) if (await eraseAccount(pool, org, id, erasing)) others += 1
  if (chosen.has('jobs')) others += await eraseJobs(pool, org, sought, job ?? null)
  await eraseAnswers(pool, org, sought.terms)
  const result = { ...done, memberships, files, others }
  await noteDecision(pool, org, erasing, {
    type: 'erasure',
    pseudonym: erasing.pseudonym,
    erased: { records: done.records, versions: done.versions, memberships, files, others },
    kept: await keptSaid(working, order.kept),
  })
  return result
}

async function eraseRecords(working: Working, sought: Sought, ids: readonly string[], erasing: Erasing) {
  const { pool, org, registry, commit, signal, progress } = working
  const undone: { ref: string; why: string }[] = []
  let records = 0
  let versions = 0
  if (ids.length === 0) return { records, versions, undone }
  const visible = new Set((await readRefs(pool, org, registry, working.actor, ids, null)).map((ref) => ref.id))
  for (const [at, id] of ids.entries()) {
    signal?.throwIfAborted()
    progress(at, ids.length, 'records')
    if (!visible.has(id)) continue
    for await (const found of findVersions(pool, org, registry, sought, [id])) {
      if (!found.stands) continue
      const { register, record, spans } = found
      const change = { do: 'pseudonymise', register: register.name, id, version: record.version, spans } as const
      const { actor, reason, requestId, pseudonym } = erasing
      try {
        await commit({ actor, org, changes: [{ ...change, pseudonym }], reason, ...(requestId ? { requestId } : {}) })
        records += 1
      } catch (error) {
        undone.push({ ref: record.ref, why: (error as Problem).message })
      }
    }
    let due = []
    for await (const { record, stands, spans } of findVersions(pool, org, registry, sought, [id]))
      if (!stands) due.push({ id, version: record.version, spans })
    for (; due.length > 0; due = due.slice(versionsAtOnce))
      versions += (await eraseVersions(pool, org, due.slice(0, versionsAtOnce), erasing)).length
  }
  progress(ids.length, ids.length, 'others')
  return { records, versions, undone }
}

const idsOf = (kind: string, chosen: ReadonlySet<string>): string[] =>
  [...chosen].filter((place) => place.startsWith(`${kind}:`)).map((place) => place.slice(kind.length + 1))

/** What stays, by ref rather than id, with the reason given; never by a name. */
async function keptSaid({ pool, org }: Looking, kept: ErasureOrder['kept']) {
  const ids = kept.map(({ place }) => place).filter((place) => place.startsWith('record:'))
  const rows = await inOrganisation(
    pool,
    org,
    (client) =>
      run<{ id: string; ref: string }>(
        client,
        sql`select id, ref from record where org_id = ${org} and id = any(${ids.map((place) => place.slice(7))}::uuid[])`,
      ),
    'read',
  )
  const refs = new Map(rows.map(({ id, ref }) => [`record:${id}`, ref]))
  return kept.map(({ place, reason }) => ({ place: refs.get(place) ?? place, reason }))
}
