import { rowColumns } from '../../src/store/rows.ts'
import { load } from '../support/http.ts'
import { type Line, perSecond } from '../support/line.ts'
import { closeRaw, openRaw, repeat } from '../support/raw.ts'
import type { Measure } from './measure.ts'

const target = 0.5
const seconds = 5

export const readOne: Measure = {
  name: 'read-one',
  async run(place) {
    const clients = await openRaw(place.server.appUrl, place.main.id, 10)
    try {
      const { rows } = await clients[0]!.query<{ id: string }>(
        `select id from record where org_id = $1 and register = 'risk' order by id limit 20000`,
        [place.main.id],
      )
      const all = rows.map((r) => r.id)
      const ids = all.slice(0, 500)
      const text = `select ${rowColumns} from record where org_id = $1 and id = $2`
      const read = (seconds: number) =>
        repeat(clients, seconds, (client, n) =>
          client.query({ name: 'one', text, values: [place.main.id, ids[n % ids.length]] }),
        )
      await read(1)
      const raw = await read(seconds)
      const base = `/api/v1/o/${place.main.slug}/records/risks`
      const ours = await load(
        place,
        ids.map((id) => `${base}/${id}?view=record`),
        seconds,
      )
      // Far more than the server has at hand.
      const anew = all.map((id) => `${base}/${id}?view=record`)
      const cold = await load(place, anew, seconds, true)
      const ratio = ours.perSecond / raw.perSecond
      return [
        {
          work: 'read one record over HTTP, 10 connections',
          measured: perSecond(ours.perSecond),
          raw: perSecond(raw.perSecond),
          ratio,
          toReach: `≥ ${target * 100} % of raw`,
          holds: ratio >= target,
        } satisfies Line,
        {
          work: 'the same, each a record that was not read lately',
          measured: perSecond(cold.perSecond),
          raw: '',
          ratio: cold.perSecond / raw.perSecond,
          toReach: '',
          holds: null,
        } satisfies Line,
      ]
    } finally {
      await closeRaw(clients)
    }
  },
}
