import { computeReadiness } from '../../src/programme/readiness/index.ts'
import { registers } from '../../src/registers/index.ts'
import { makeSnapshots } from '../../src/server/snapshots.ts'
import { rowColumns } from '../../src/store/rows.ts'
import { lead } from '../data/organisation.ts'
import { ask } from '../support/http.ts'
import { type Line, megabytes, millis } from '../support/line.ts'
import { closeRaw, openRaw } from '../support/raw.ts'
import type { Measure } from './measure.ts'

export const readiness: Measure = {
  name: 'readiness',
  async run(place) {
    const { store, main } = place
    const [client] = await openRaw(place.server.appUrl, main.id, 1)
    const began = performance.now()
    await client!.query(`select ${rowColumns} from record where org_id = $1`, [main.id])
    const raw = performance.now() - began
    await closeRaw([client!])

    const snapshots = makeSnapshots(store)
    const before = performance.now()
    const { full } = await snapshots.standing(main.id, null)
    const cold = performance.now() - before
    const computing = performance.now()
    computeReadiness(full, registers)
    const computed = performance.now() - computing

    const [some] = full.all('risk')
    if (!some) throw new Error('The main organisation has no risks; run the import first.')
    let version = some.version
    const after: number[] = []
    for (let n = 0; n < 5; n++) {
      const values = { likelihood: 1 + (n % 5) }
      const made = await store.commit({
        actor: lead,
        org: main.id,
        changes: [{ do: 'edit', register: 'risk', id: some.id, version, values }],
      })
      version = made.records[0]?.version ?? version
      const changed = performance.now()
      await snapshots.standing(main.id, null)
      after.push(performance.now() - changed)
    }
    const again = after.toSorted((a, b) => a - b)[2] ?? Number.NaN
    // In the server too, so that its memory shows what this takes.
    const base = `/api/v1/o/${main.slug}/readiness`
    const first = await ask(place, base)
    const summary = await ask(place, base)
    const page = await ask(place, `${base}/findings?limit=50&count=true`)
    const file = await ask(place, `${base}/export/findings.csv`)
    return [
      {
        work: 'readiness of 1,000 AI systems and 100,000 records, all rules over records at hand',
        measured: millis(computed),
        raw: '',
        ratio: null,
        toReach: '≤ 1 s',
        holds: computed <= 1000,
      },
      {
        work: 'the same, reading every record first (once after a start)',
        measured: millis(cold),
        raw: millis(raw),
        ratio: cold / raw,
        toReach: '',
        holds: null,
      },
      {
        work: 'readiness after one change',
        measured: millis(again),
        raw: '',
        ratio: null,
        toReach: '≤ 50 ms',
        holds: again <= 50,
      },
      told('first readiness over HTTP, reading every record', first),
      told('readiness over HTTP, with the count of each rule', summary),
      told('a page of 50 findings, and the count of all', page),
      told('all findings as CSV', file),
    ] satisfies Line[]
  },
}

const told = (work: string, { ms, bytes }: { ms: number; bytes: number }): Line => ({
  work,
  measured: `${millis(ms)}, ${bytes < 1_048_576 ? `${Math.round(bytes / 1024)} KB` : megabytes(bytes)}`,
  raw: '',
  ratio: null,
  toReach: '',
  holds: null,
})
