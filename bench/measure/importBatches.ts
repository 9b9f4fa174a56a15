import pg from 'pg'
import { count, type Line, perSecond } from '../support/line.ts'
import { importBatch } from '../support/place.ts'
import type { Measure } from './measure.ts'

const target = 20_000
const records = 100_000

/** Filling the main organisation through the one write path is the measurement; what follows works on its records. */
export const importBatches: Measure = {
  name: 'import',
  async run(place) {
    const { seconds, records: made } = await place.fill(place.main, records, 1)
    const raw = await rawInserts(place.server.adminUrl, place.main.id)
    await place.settle()
    const rate = made / seconds
    return [
      {
        work: `import ${count(made)} records in batches of ${count(importBatch)}`,
        measured: perSecond(rate),
        raw: perSecond(raw),
        ratio: rate / raw,
        toReach: `≥ ${perSecond(target)}`,
        holds: rate >= target,
      } satisfies Line,
    ]
  },
}

/** The same rows once more by plain multi-row INSERTs of the same size into a bare table with its key. */
async function rawInserts(adminUrl: string, org: string): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl, options: '-c search_path=openaims' })
  await client.connect()
  try {
    await client.query('create table bench_raw (org_id uuid, id uuid, data jsonb, primary key (org_id, id))')
    await client.query(`select set_config('app.org', $1, false)`, [org])
    const { rows } = await client.query<{ id: string; data: unknown }>(
      'select id, data from record where org_id = $1 limit 40000',
      [org],
    )
    const began = performance.now()
    for (let from = 0; from < rows.length; from += importBatch) {
      await client.query(
        'insert into bench_raw select $1, x.id, x.data from jsonb_to_recordset($2::jsonb) as x(id uuid, data jsonb)',
        [org, JSON.stringify(rows.slice(from, from + importBatch))],
      )
    }
    return rows.length / ((performance.now() - began) / 1000)
  } finally {
    await client.query('drop table if exists bench_raw')
    await client.end()
  }
}
