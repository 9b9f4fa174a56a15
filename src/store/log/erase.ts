import type pg from 'pg'
import { type Actor, problem } from '../../model/index.ts'
import { noteErasures } from '../erasure/erasureNotes.ts'
import type { Span } from '../erasure/spans.ts'
import { toIso, toMicros } from '../instants.ts'
import { inOrganisation, run, sql } from '../sql.ts'
import { appendEntry } from '../write/append.ts'
import { lockHead } from './lockHead.ts'

/** A version that was replaced by a later one and may be erased. */
export interface ErasableVersion {
  readonly id: string
  readonly version: number
  readonly register: string
  readonly ref: string
}

export interface Erasure {
  readonly actor: Actor
  /** Why, for the log: a request of the person concerned, a retention period. It holds no personal data itself. */
  readonly reason: string
  readonly requestId?: string | null
  readonly pseudonym?: string
}

/** A version that is to go, and where in it a person stands. */
export interface WantedErasure extends Pick<ErasableVersion, 'id' | 'version'> {
  readonly spans?: readonly Span[]
}

export interface Erased extends ErasableVersion {
  /** The entry that says so. */
  readonly seq: number
}

/**
 * Erases bodies, salts and search words of versions and leaves their digests: the log still verifies, and an entry says
 * for each who erased it and why. Versions that still stand are left alone: what a record says now is changed by an
 * edit first, so that nobody works with a record that says nothing.
 */
export async function eraseVersions(
  pool: pg.Pool,
  org: string,
  wanted: readonly WantedErasure[],
  { actor, reason, requestId = null, pseudonym }: Erasure,
): Promise<Erased[]> {
  if (reason.trim() === '') throw problem('erasure/reason-needed')
  return inOrganisation(pool, org, async (client) => {
    let { head, lastAt } = await lockHead(client, org)
    const found = await run<ErasableVersion & { digest: string; standing: boolean; erased: boolean }>(
      client,
      sql`select v.id, v.version, v.register, v.ref, encode(v.digest, 'hex') as digest, v.valid_to is null as standing, v.erased_by is not null as erased
        from unnest(${wanted.map((w) => w.id)}::uuid[], ${wanted.map((w) => w.version)}::int[]) as x(id, version)
        join record_version v on v.org_id = ${org} and v.id = x.id and v.version = x.version order by v.seq`,
    )
    const standing = found.find((v) => v.standing)
    if (standing)
      throw problem(
        'erasure/still-standing',
        `${standing.ref} version ${standing.version} is what the record says now.`,
      )
    const spansOf = new Map(wanted.map((w) => [`${w.id} ${w.version}`, w.spans]))
    const digests = new Map(found.map((v) => [`${v.id} ${v.version}`, v.digest]))
    const erased: Erased[] = []
    for (const v of found.filter((each) => !each.erased)) {
      const { id, version, register, ref, digest } = v
      const [row] = await run<{ at: string }>(client, sql`select clock_timestamp() as at`)
      lastAt = toIso(Math.max(toMicros(row?.at ?? lastAt), toMicros(lastAt) + 1))
      erased.push({ id, version, register, ref, seq: head.edge.size })
      const parts = { at: lastAt, action: 'erase', actor, object: { id, ref, register, version }, digest }
      head = await appendEntry(client, org, head, { ...parts, requestId, reason: reason.trim() })
    }
    if (erased.length > 0)
      await run(
        client,
        sql`select erase_versions(${org}, ${erased.map((e) => e.seq)}::bigint[], ${erased.map((e) => e.id)}::uuid[], ${erased.map((e) => e.version)}::int[])`,
      )
    await noteErasures(
      client,
      org,
      reason.trim(),
      erased.map(({ id, version }) => {
        const [spans, digest] = [spansOf.get(`${id} ${version}`), digests.get(`${id} ${version}`)]
        return {
          kind: 'version' as const,
          what: id,
          version,
          ...(digest === undefined ? {} : { digest }),
          ...(spans ? { spans } : {}),
          ...(pseudonym === undefined ? {} : { pseudonym }),
        }
      }),
    )
    return erased
  })
}

/** Versions of a record that later ones have replaced and that are not erased yet. */
export const erasableVersions = (pool: pg.Pool, org: string, id: string): Promise<ErasableVersion[]> =>
  inOrganisation(
    pool,
    org,
    (client) =>
      run<ErasableVersion & pg.QueryResultRow>(
        client,
        sql`select id, version, register, ref from record_version
          where org_id = ${org} and id = ${id} and valid_to is not null and erased_by is null order by version`,
      ),
    'read',
  )
