import pg from 'pg'
import type { Organisation } from '../support/place.ts'

/**
 * Fills an organisation with copies of another's risks, straight in the database: a million records through the write
 * path would take longer than all measurements. Rows of `record`, `record_version` and `link` are consistent; there are
 * no log entries. Every fifth record has an older version, so that a past date differs from the present.
 */
export async function copyRisks(
  adminUrl: string,
  from: Organisation,
  to: Organisation,
  records: number,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, options: '-c search_path=openaims' })
  await client.connect()
  try {
    // Row-level security shows one organisation at a time, so the risks to copy wait in a table of this connection.
    await client.query(`select set_config('app.org', $1, false)`, [from.id])
    await client.query(
      `create temporary table source as select row_number() over (order by id) as n, register, title, state, owner_id, shape, data
        from record where org_id = '${from.id}' and register = 'risk' limit 50000`,
    )
    await client.query(
      `create temporary table words as select s.n, to_tsvector('simple', s.title) as words from source s`,
    )
    // What risks link to comes along, so that names are found as they would be.
    const linked = `org_id = '${from.id}' and register in ('person', 'aiSystem', 'controlDecision')`
    await client.query(`create temporary table linked as select * from record where ${linked}`)
    await client.query(`create temporary table linked_version as select * from record_version where ${linked}`)
    await client.query(`update linked set org_id = '${to.id}'`)
    await client.query(
      `update linked_version set org_id = '${to.id}', valid_from = now() - interval '400 days' where valid_to is null`,
    )
    await client.query('analyze source')
    await client.query(`select set_config('app.org', $1, false)`, [to.id])
    // These rows have no entries in the log, which the tables refuse; their owner may look away for data made up to measure.
    for (const table of ['record', 'record_version']) await client.query(`alter table ${table} disable trigger user`)
    await client.query('insert into record select * from linked')
    await client.query('insert into record_version select * from linked_version where valid_to is null')
    const { rows } = await client.query<{ n: string }>('select count(*) as n from source')
    const each = Number(rows[0]?.n)
    const ids = `('0197a000-0000-7000-8000-' || lpad(to_hex(g.n), 12, '0'))::uuid`
    const shared = `select '${to.id}'::uuid, ${ids}, s.register, 'RISK-' || g.n, g.n, s.title, s.state, s.owner_id`
    const source = (where = '') =>
      `from generate_series(1, ${records}) g(n) join source s on s.n = 1 + (g.n * 7919::bigint) % ${each} ${where}`
    const columns = 'org_id, id, register, ref, ref_no, title, state, owner_id'
    const rest = 'version, shape, archived, created_at, created_by, updated_at, data'
    const past = `now() - interval '400 days' + g.n * interval '10 seconds'`
    const changed = `now() - interval '100 days' + g.n * interval '1 second'`
    const isChanged = 'g.n % 5 = 0'
    const version = `case when ${isChanged} then 2 else 1 end`
    const updated = `case when ${isChanged} then ${changed} else ${past} end`
    await client.query(
      `insert into record (${columns}, ${rest}) ${shared}, ${version}, s.shape, false, ${past}, 'bench', ${updated}, s.data ${source()}`,
    )
    const versions = `insert into record_version (${columns}, ${rest}, valid_from, valid_to, seq, salt, digest, words) ${shared}`
    const proof = `g.n, '\\x00', '\\x00', w.words`
    await client.query(
      `${versions}, ${version}, s.shape, false, ${past}, 'bench', ${updated}, s.data, ${updated}, null, ${proof}
        ${source('join words w on w.n = s.n')}`,
    )
    await client.query(
      `${versions}, 1, s.shape, false, ${past}, 'bench', ${past}, s.data, ${past}, ${changed}, ${proof}
        ${source('join words w on w.n = s.n')} where ${isChanged}`,
    )
    for (const table of ['record', 'record_version']) await client.query(`alter table ${table} enable trigger user`)
    await client.query(`insert into ref_counter (org_id, register, last) values ($1, 'risk', $2)`, [to.id, records])
  } finally {
    await client.end()
  }
}
