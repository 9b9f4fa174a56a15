import pg from 'pg'
import { databaseName } from './secrets.ts'

/**
 * What conditions on records are made of. Under row-level security PostgreSQL lets a condition choose rows by an index
 * only when its functions are known to give nothing away (LEAKPROOF): one that raised an error or wrote to a log could
 * tell of another organisation's row before the policy hides it. These are not marked so, with the effect that filters,
 * page marks and full-text search read every record of the organisation. None of them has side effects; `numeric_in`
 * quotes what is no number, but it only ever meets values that were validated as numbers, and nobody sends SQL of
 * their own to this role.
 */
const trusted = [
  'jsonb_object_field_text(jsonb, text)',
  'jsonb_object_field(jsonb, text)',
  'jsonb_exists_any(jsonb, text[])',
  'lower(text)',
  'numeric_in(cstring, oid, integer)',
  'textout(text)',
  'numeric_eq(numeric, numeric)',
  'numeric_lt(numeric, numeric)',
  'numeric_le(numeric, numeric)',
  'numeric_gt(numeric, numeric)',
  'numeric_ge(numeric, numeric)',
  'ts_match_vq(tsvector, tsquery)',
]

/**
 * The statements a superuser has still to run in the database of the records; none when all is marked. The marks belong
 * to the database, so a restored copy needs them anew.
 */
export async function missingTrust(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select f as name from unnest($1::text[]) as f join pg_proc p on p.oid = f::regprocedure where not p.proleakproof',
      [trusted.map((f) => `pg_catalog.${f}`)],
    )
    return rows.map(({ name }) => `alter function ${name} leakproof`)
  })
}

/** Marks them in the database that came with OpenAIMS. A database of somebody else's is theirs to change. */
export async function trustComparisons(url: string): Promise<void> {
  const statements = await missingTrust(url)
  if (statements.length > 0) await withClient(url, (client) => client.query(statements.join(';')))
}

/** The superuser's sign-in, to the database that holds the records. */
export function recordsDatabase(superuserUrl: string): string {
  const url = new URL(superuserUrl)
  url.pathname = `/${databaseName}`
  return url.href
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
