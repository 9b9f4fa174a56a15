import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { migrate } from '../../src/store/migrate.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'

const open = async (url: string) => {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=openaims' })
  await client.connect()
  return client
}

/** Columns that are written, of every table that is kept, by table. */
async function columnsOf(client: pg.Client): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'openaims'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and c.relname <> 'schema_version'
      group by 1`,
  )
  return new Map(rows.map(({ name, columns }) => [name, columns]))
}

/**
 * A database as an earlier OpenAIMS left it: its schema, with the rows of today in every table and column it knew.
 * `sourceUrl` signs in as one who sees every row.
 */
export async function databaseAt(sourceUrl: string, version: number): Promise<FreshDatabase> {
  const database = await freshDatabase()
  const [from, to] = await Promise.all([open(sourceUrl), open(database.superuserUrl)])
  try {
    await to.query('drop schema openaims cascade')
    await migrate(database.adminUrl, false, version)
    await to.query('set session_replication_role = replica')
    const [present, known] = [await columnsOf(from), await columnsOf(to)]
    for (const [table, columns] of known) {
      const both = (present.get(table) ?? []).filter((column) => columns.includes(column))
      if (both.length === 0) continue
      const list = both.map((column) => `"${column}"`).join(', ')
      // What a migration put there itself comes from the source, too.
      await to.query(`delete from "${table}"`)
      const rows = buffer(from.query(copyTo(`copy (select ${list} from "${table}") to stdout`)))
      await pipeline(Readable.from([await rows]), to.query(copyFrom(`copy "${table}" (${list}) from stdin`)))
    }
    return database
  } catch (error) {
    await database.drop()
    throw error
  } finally {
    await Promise.all([from.end(), to.end()])
  }
}
