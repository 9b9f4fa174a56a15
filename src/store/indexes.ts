import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Field, Register } from '../model/index.ts'
import { fieldExpression } from './read/filters.ts'
import { takeLock } from './takeLock.ts'

interface Index {
  readonly name: string
  readonly ddl: string
}

/** The partial expression indexes that the registers' sortable fields call for, now and as of any date. */
function wanted(registers: readonly Register[]): Index[] {
  return registers.flatMap((register) => {
    const fields: [string, Field][] = [
      ...Object.entries(register.fields),
      ...Object.entries(register.computed).map(([name, c]): [string, Field] => [name, c.field]),
    ]
    return fields
      .filter(([name, field]) => field.sortable && field.type.index !== 'none' && name !== 'title')
      .flatMap(([name, field]) =>
        ['record', 'record_version'].map((table) => {
          const on = `${table} (org_id, ${fieldExpression(name, field, '')}, id) where register = '${register.name}'`
          const hash = createHash('sha1').update(on).digest('hex').slice(0, 20)
          return { name: `field_${hash}`, ddl: `create index concurrently if not exists field_${hash} on ${on}` }
        }),
      )
  })
}

/**
 * From how many records of a register in one organisation on its field indexes pay. Fewer are sorted in a millisecond
 * without; and every index of the table costs each write and each plan, whatever register it is about: with all of them
 * a small change took five times as long.
 */
export const indexesPayFrom = 1000

/**
 * Brings the field indexes in line with the registers, as the owner of the tables: those of registers that hold at least
 * `from` records in some organisation. New ones are built without blocking writers; those not called for any longer go.
 */
export async function syncIndexes(adminUrl: string, registers: readonly Register[], from = 0): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, options: '-c search_path=openaims' })
  // Kept in step while the server runs: a database that goes away must not end the process.
  client.on('error', () => {})
  await client.connect()
  try {
    await takeLock(client, 420_012_027)
    // PostgreSQL builds an index of a partitioned table only while writers wait.
    const whole = await client.query(`select from pg_class where oid = to_regclass('record') and relkind = 'r'`)
    const isWhole = whole.rowCount !== 0
    const ddlOf = (ddl: string) => (isWhole ? ddl : ddl.replace(' concurrently', ''))
    const { rows } = await client.query<{ name: string; valid: boolean }>(
      `select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
       join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'openaims' and c.relname like 'field\\_%'`,
    )
    const large = from === 0 ? null : await largeRegisters(client, from)
    const indexes = wanted(large === null ? registers : registers.filter((r) => large.has(r.name)))
    const keep = new Set(indexes.map((i) => i.name))
    // A build that was interrupted leaves an invalid index of the same name: drop it and build again.
    for (const { name, valid } of rows)
      if (!keep.has(name) || !valid) await client.query(`drop index ${isWhole ? 'concurrently ' : ''}if exists ${name}`)
    const present = new Set(rows.filter((r) => r.valid).map((r) => r.name))
    for (const index of indexes) if (!present.has(index.name)) await client.query(ddlOf(index.ddl))
  } finally {
    await client.end()
  }
}

/** Registers that hold many records in some organisation. Row-level security binds the owner too, so each is asked in turn. */
async function largeRegisters(client: pg.Client, from: number): Promise<ReadonlySet<string>> {
  const { rows: organisations } = await client.query<{ id: string }>('select id from organisation')
  const large = new Set<string>()
  for (const { id } of organisations) {
    await client.query(`select set_config('app.org', $1, false)`, [id])
    const { rows } = await client.query<{ register: string }>(
      'select register from ref_counter where org_id = $1 and last >= $2',
      [id, from],
    )
    for (const { register } of rows) large.add(register)
  }
  return large
}
