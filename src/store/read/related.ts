import type { AnyRecord, Register } from '../../model/index.ts'
import type { Registry } from '../registry.ts'
import { type Row, rowColumns, toRecord } from '../rows.ts'
import { type Queryable, raw, run, sql } from '../sql.ts'

/** Live records linked from a record by a link's name, or to it by an inverse's name. */
export async function relatedRecords(
  client: Queryable,
  org: string,
  registry: Registry,
  register: Register,
  record: AnyRecord,
  name: string,
): Promise<AnyRecord[]> {
  const columns = raw(rowColumns)
  if (name in register.links) {
    const value = record[name]
    const ids = Array.isArray(value) ? (value as string[]) : typeof value === 'string' ? [value] : []
    if (ids.length === 0) return []
    const rows = await run<Row & Record<string, unknown>>(
      client,
      sql`select ${columns} from record where org_id = ${org} and id = any(${ids}::uuid[]) and not archived`,
    )
    return read(registry, rows)
  }
  const inverse = registry.inverses(register.name).find((i) => i.name === name)
  if (!inverse) throw new Error(`${register.name} has neither a link nor an inverse "${name}"`)
  const rows = await run<Row & Record<string, unknown>>(
    client,
    sql`select ${columns} from record r where r.org_id = ${org} and not r.archived and r.id in (
      select l.from_id from link l where l.org_id = ${org} and l.to_id = ${record.id} and l.from_register = ${inverse.from.name}
        and l.name = ${inverse.link} and l.valid_to is null)`,
  )
  return read(registry, rows)
}

function read(registry: Registry, rows: readonly Row[]): AnyRecord[] {
  return rows.flatMap((row) => {
    const register = registry.get(row.register)
    return register ? [toRecord(register, row)] : []
  })
}
