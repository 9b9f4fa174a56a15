import type pg from 'pg'
import { type Actor, type AnyRecord, type Register, toldFields, withhold } from '../../model/index.ts'
import { type Row, rowColumns, toRecord } from '../rows.ts'
import { inOrganisation, raw, run, sql } from '../sql.ts'
import type { AsOf } from './time.ts'

export interface VersionRead {
  readonly record: AnyRecord
  readonly at: string
  readonly actor: string
  readonly via: string
  readonly action: string
  readonly reason: string | null
  readonly seq: number
  readonly digest: string
}

/** Every version of a record up to a time, oldest first. The caller has checked that the record may be read. */
export async function readVersions(
  pool: pg.Pool,
  org: string,
  register: Register,
  actor: Actor,
  current: AnyRecord,
  asOf: AsOf,
): Promise<VersionRead[]> {
  const rows = await inOrganisation(
    pool,
    org,
    (client) =>
      run<Row & Omit<VersionRead, 'record'> & pg.QueryResultRow>(
        client,
        sql`select ${raw(rowColumns.replace(/(\w+)/g, 'r.$1'))}, e.at, e.actor_name as actor, e.via, e.action, e.reason, r.seq, encode(r.digest, 'hex') as digest
          from record_version r join log_entry e on e.org_id = r.org_id and e.seq = r.seq
          where r.org_id = ${org} and r.id = ${current.id} and r.register = ${register.name}
            and (${asOf}::timestamptz is null or r.valid_from <= ${asOf}::timestamptz) order by r.version`,
      ),
    'read',
  )
  return rows.map((row) => ({
    record: withhold(register, actor, toRecord(register, row), current),
    at: row.at,
    actor: row.actor,
    via: row.via,
    action: row.action,
    reason: row.reason,
    seq: row.seq,
    digest: row.digest,
  }))
}

export interface FieldChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** What changed from one version to the next, field by field, state, archiving and own fields (`custom.<key>`) included. */
export function differences(register: Register, before: AnyRecord | null, after: AnyRecord): FieldChange[] {
  const own = [...new Set([...Object.keys(before?.custom ?? {}), ...Object.keys(after.custom)])]
  const told = toldFields(register.fields).map(([name]) => name)
  const names = ['state', 'archived', ...told, ...Object.keys(register.links), ...own.map((key) => `custom.${key}`)]
  return names.flatMap((field) => {
    const of = (record: AnyRecord | null) =>
      (field.startsWith('custom.') ? record?.custom[field.slice('custom.'.length)] : record?.[field]) ?? null
    const was = of(before)
    const is = of(after)
    if (before === null && (isBlank(is) || field === 'archived')) return []
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ field, before: was, after: is }]
  })
}

const isBlank = (value: unknown) =>
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
