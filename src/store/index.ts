import type pg from 'pg'
import { type Actor, type AnyRecord, type Fields, type Register, withholdFromAll } from '../model/index.ts'
import type { Said } from '../model/say.ts'
import { makeAccess } from './access.ts'
import { makeApiKeys } from './apiKeys.ts'
import type { BlobStore } from './blobs.ts'
import { makeCases } from './cases.ts'
import { makeLanguages } from './languages.ts'
import { makeMembers } from './members.ts'
import { makeDirectory } from './organisations.ts'
import { readableAnySql } from './read/access.ts'
import { readVersions, type VersionRead } from './read/history.ts'
import { type Listed, type ListQuery, listRecords } from './read/list.ts'
import type { Ref } from './read/names.ts'
import { type LinkedGroup, readLinked, readRecord, readRefs, streamRecords } from './read/record.ts'
import { relatedRecords } from './read/related.ts'
import { type ActivityRow, type Hit, readActivity, searchRecords } from './read/search.ts'
import { readSignatures, type SignatureRead } from './read/signatures.ts'
import { type AsOf, parseAsOf, settle, stateAt } from './read/time.ts'
import { type CustomFieldSource, makeRegistry, type Registry } from './registry.ts'
import { type Row, rowColumns, toRecord } from './rows.ts'
import { makeSignIns } from './signIns.ts'
import { inOrganisation, join as joinSql, openPool, raw, run, sql } from './sql.ts'
import { makeWorkAllowances } from './workAllowances.ts'
import { makeCommit } from './write/commit.ts'
import { whyNot } from './write/whyNot.ts'

export interface StoreOptions {
  readonly appUrl: string
  readonly registers: readonly Register[]
  readonly customFields?: CustomFieldSource
  readonly blobs: BlobStore
  readonly poolSize?: number
  /** Set when connections pass through a pooler that lends them for one transaction at a time. */
  readonly pooler?: 'transaction'
  /** How long the database may take for an answer before the connection counts as lost. */
  readonly patienceMs?: number
  /** Replaces the database clock, for histories told afterwards (the example organisation). */
  readonly clock?: () => string
}

/** Opens the store of the application role: the one write path, the one read path, and the directory. */
export function openStore(options: StoreOptions) {
  const pool = openPool(options.appUrl, options.poolSize, options)
  const registry: Registry = makeRegistry(options.registers, options.customFields ?? null)
  const commit = makeCommit(pool, registry, options.clock ?? null)

  async function now(): Promise<string> {
    const [row] = await run<{ at: string }>(pool, sql`select clock_timestamp() as at`)
    if (!row) throw new Error('the database gave no time')
    return row.at
  }

  /**
   * The instant that is now for an organisation: what the clock says, or its last change where the clock was set back
   * since. Read as of it, nothing that stands is missing.
   */
  async function present(org: string): Promise<string> {
    if (options.clock) return options.clock()
    const [row] = await inOrganisation(
      pool,
      org,
      (client) =>
        run<{ at: string }>(
          client,
          sql`select greatest(clock_timestamp(), last_at) as at from log_head where org_id = ${org}`,
        ),
      'read',
    )
    return row?.at ?? now()
  }

  return {
    registry,
    pool,
    /** How another store on the same address has to be opened. */
    pooler: options.pooler,
    blobs: options.blobs,
    directory: makeDirectory(pool),
    members: makeMembers(pool),
    access: makeAccess(pool),
    cases: makeCases(pool),
    keys: makeApiKeys(pool),
    signIns: makeSignIns(pool),
    workAllowances: makeWorkAllowances(pool),
    languages: makeLanguages(pool),
    commit,
    now,

    present,

    /** Makes a time to read at out of what was asked; waits until that time can no longer change. */
    async asOf(org: string, text: string | undefined): Promise<AsOf> {
      if (text === undefined || text === '') return null
      const at = await present(org)
      const asOf = parseAsOf(text, at)
      await settle(pool, org, asOf, at)
      return asOf
    },

    list: (
      org: string,
      register: Register,
      custom: Fields,
      actor: Actor,
      query: ListQuery,
      asOf: AsOf,
    ): Promise<Listed> => listRecords(pool, org, registry.all, register, custom, actor, query, asOf),
    record: (org: string, register: Register, actor: Actor, idOrRef: string, asOf: AsOf): Promise<AnyRecord | null> =>
      readRecord(pool, org, registry.all, register, actor, idOrRef, asOf),
    refs: (org: string, actor: Actor, ids: readonly string[], asOf: AsOf, change?: number): Promise<Ref[]> =>
      readRefs(pool, org, registry, actor, ids, asOf, change),
    linked: (org: string, register: Register, actor: Actor, id: string, asOf: AsOf): Promise<LinkedGroup[]> =>
      readLinked(pool, org, registry, register, actor, id, asOf),
    versions: (org: string, register: Register, actor: Actor, record: AnyRecord, asOf: AsOf): Promise<VersionRead[]> =>
      readVersions(pool, org, register, actor, record, asOf),
    signatures: (org: string, register: Register, id: string, asOf: AsOf): Promise<SignatureRead[]> =>
      readSignatures(pool, org, register, id, asOf),
    search: (org: string, actor: Actor, text: string, limit: number, asOf: AsOf): Promise<Hit[]> =>
      searchRecords(pool, org, registry, actor, text, limit, asOf),
    activity: (
      org: string,
      actor: Actor,
      query: { before: number | null; since: string | null; limit: number },
      asOf: AsOf,
    ): Promise<ActivityRow[]> => readActivity(pool, org, registry.all, actor, query, asOf),
    stream: (org: string, registers: readonly string[], asOf: AsOf, archived = false) =>
      streamRecords(pool, org, registry, registers, asOf, archived),

    /** Which moves a record allows now and why not, for the actor; permission is judged by the caller. */
    async moveRefusals(
      org: string,
      register: Register,
      record: AnyRecord,
      actor: Actor,
    ): Promise<Map<string, Said | null>> {
      const at = await now()
      return inOrganisation(
        pool,
        org,
        async (client) => {
          const refusals = new Map<string, Said | null>()
          for (const [name, move] of Object.entries(register.workflow.moves)) {
            const related: Record<string, readonly AnyRecord[]> = {}
            if (move.from.includes(record.state)) {
              for (const link of move.looksAt ?? [])
                related[link] = await relatedRecords(client, org, registry, register, record, link)
            }
            refusals.set(
              name,
              whyNot(register, name, record, { actor, today: at.slice(0, 10), now: at, related })?.reason ?? null,
            )
          }
          return refusals
        },
        'read',
      )
    },

    /** The fields an organisation added to a register, by key. */
    async customFields(org: string, register: string): Promise<Fields> {
      const source = options.customFields
      const definition = source ? registry.get(source.register) : undefined
      if (!source || !definition) return {}
      const rows = await inOrganisation(
        pool,
        org,
        (client) =>
          run<Row & pg.QueryResultRow>(
            client,
            sql`select ${raw(rowColumns)} from record where org_id = ${org} and register = ${source.register} and not archived order by ref_no`,
          ),
        'read',
      )
      const own = rows.flatMap((row) => source.toField(toRecord(definition, row)) ?? [])
      return Object.fromEntries(own.filter((o) => o.register === register).map((o) => [o.key, o.field]))
    },

    /** Where the organisation's log stands: its size is the change number of everything that is read. */
    async logHead(org: string): Promise<{ size: number; lastAt: string; peaks: Buffer[] } | null> {
      return inOrganisation(
        pool,
        org,
        async (client) => {
          const [row] = await run<{ size: number; last_at: string; peaks: Buffer[] }>(
            client,
            sql`select size, last_at, peaks from log_head where org_id = ${org}`,
          )
          return row ? { size: row.size, lastAt: row.last_at, peaks: row.peaks } : null
        },
        'read',
      )
    },

    /** Whether something was erased from a place in the log on. */
    async erasedSince(org: string, seq: number): Promise<boolean> {
      const rows = await inOrganisation(
        pool,
        org,
        (client) =>
          run(
            client,
            sql`select 1 as one from log_entry where org_id = ${org} and seq >= ${seq} and action = 'erase' limit 1`,
          ),
        'read',
      )
      return rows.length > 0
    },

    /** The newest state of every record that changed from a place in the log on, archived ones included. */
    async changedSince(org: string, seq: number): Promise<AnyRecord[]> {
      const rows = await inOrganisation(
        pool,
        org,
        (client) =>
          run<Row & pg.QueryResultRow>(
            client,
            sql`select ${raw(rowColumns)} from record where org_id = ${org} and id in (select record_id from log_entry where org_id = ${org} and seq >= ${seq})`,
          ),
        'read',
      )
      return rows.flatMap((row) => {
        const register = registry.get(row.register)
        return register ? [withholdFromAll(register, toRecord(register, row))] : []
      })
    },

    /** Log entries in order, up to a time, in pieces. */
    async *log(org: string, asOf: AsOf): AsyncGenerator<{ seq: number; entry: string; leaf: Buffer }[]> {
      for (let from = 0; ; from += 5000) {
        const rows = await inOrganisation(
          pool,
          org,
          (client) =>
            run<{ seq: number; entry: string; leaf: Buffer }>(
              client,
              sql`select seq, entry, leaf from log_entry where org_id = ${org} and seq >= ${from} and seq < ${from + 5000}
                and (${asOf}::timestamptz is null or at <= ${asOf}::timestamptz) order by seq`,
            ),
          'read',
        )
        if (rows.length > 0) yield rows
        if (rows.length < 5000) return
      }
    },

    /** Notes a file that was stored, so that it can be served to those who see a record that carries it. */
    async noteBlob(org: string, blob: { hash: string; size: number; mediaType: string; by: string }): Promise<void> {
      await inOrganisation(pool, org, (client) =>
        run(
          client,
          sql`insert into blob (org_id, hash, size, media_type, created_at, created_by) values (${org}, ${blob.hash}, ${blob.size}, ${blob.mediaType}, now(), ${blob.by})
            on conflict (org_id, hash) do update set erased_by = null where blob.erased_by is not null`,
        ),
      )
    },

    /** Files whose content was erased, by hash. */
    async erasedFiles(org: string): Promise<ReadonlySet<string>> {
      const rows = await inOrganisation(
        pool,
        org,
        (client) =>
          run<{ hash: string }>(client, sql`select hash from blob where org_id = ${org} and erased_by is not null`),
        'read',
      )
      return new Set(rows.map(({ hash }) => hash))
    },

    /** Whether the content of a file was erased. */
    async isErasedFile(org: string, hash: string): Promise<boolean> {
      const rows = await inOrganisation(
        pool,
        org,
        (client) =>
          run(
            client,
            sql`select 1 as one from blob where org_id = ${org} and hash = ${hash} and erased_by is not null`,
          ),
        'read',
      )
      return rows.length > 0
    },

    async hasBlob(org: string, hash: string): Promise<boolean> {
      const rows = await inOrganisation(
        pool,
        org,
        (client) => run(client, sql`select 1 as one from blob where org_id = ${org} and hash = ${hash}`),
        'read',
      )
      return rows.length > 0
    },

    /** A stored file as one of the records the actor may read names it, or as its uploader sees it before saving. */
    async fileFor(
      org: string,
      actor: Actor,
      hash: string,
      asOf: AsOf,
    ): Promise<{ name: string; mediaType: string } | null> {
      if (!/^[0-9a-f]{64}$/.test(hash)) return null
      return inOrganisation(
        pool,
        org,
        async (client) => {
          const [noted] = await run<{ mediaType: string; by: string }>(
            client,
            sql`select media_type as "mediaType", created_by as by from blob where org_id = ${org} and hash = ${hash}`,
          )
          if (!noted) return null
          const holders = registry.all.flatMap((register) =>
            Object.entries(register.fields)
              .filter(([, field]) => field.type.kind === 'files')
              .map(
                ([name]) =>
                  sql`(r.register = ${register.name} and r.data->${name} @> ${JSON.stringify([{ hash }])}::jsonb)`,
              ),
          )
          const [found] = await run<{ data: Record<string, unknown> }>(
            client,
            sql`select r.data from ${stateAt(org, asOf)} and (${joinSql(holders, ' or ')}) and ${readableAnySql(registry.all, actor)} limit 1`,
          )
          if (found) {
            const named = Object.values(found.data)
              .flat()
              .find((v) => typeof v === 'object' && v !== null && 'hash' in v && v.hash === hash) as
              | { name?: string }
              | undefined
            return { name: named?.name ?? hash, mediaType: noted.mediaType }
          }
          return noted.by === actor.id ? { name: hash, mediaType: noted.mediaType } : null
        },
        'read',
      )
    },

    async close(): Promise<void> {
      await pool.end()
    },
  }
}

export type Store = ReturnType<typeof openStore>
export { folderBlobs } from './blobs.ts'
export { append as appendLeaf, emptyEdge, rootOf } from './log/merkle.ts'
export { parseFilter } from './read/filters.ts'
export { differences } from './read/history.ts'
export type { AsOf } from './read/time.ts'
export type { Change } from './write/changes.ts'
export { v7 as newId } from './write/ids.ts'
export { wordingOf } from './write/signOff.ts'
