import { risk } from '../../src/registers/risk/risk.ts'
import { copyRisks } from '../data/copies.ts'
import { load } from '../support/http.ts'
import { count, type Line, millis, quantile } from '../support/line.ts'
import type { Organisation, Place } from '../support/place.ts'
import { closeRaw, openRaw, repeat } from '../support/raw.ts'
import type { Measure } from './measure.ts'

const p99Target = 10
const flatTarget = 1.3
const seconds = 4
const categories = ['fairness', 'safety', 'security', 'privacy']

/** What the web client asks for: the columns its table shows. */
const fields = risk.list.columns

/** A page of 50 risks of one category that are still being worked on, the worst first. */
const paths = (org: Organisation, more = `&fields=${fields}`) =>
  categories.map(
    (c) =>
      `/api/v1/o/${org.slug}/records/risks?filter=state:is:identified&filter=category:is:${c}&sort=-inherentScore&limit=50${more}`,
  )

export const page: Measure = {
  name: 'page',
  async run(place) {
    const ours = await load(place, paths(place.main), seconds)
    const raw = await rawPage(place, place.main)
    const whole = await load(place, paths(place.main, ''), seconds)
    const small = await copied(place, 'Small', 1000)
    const large = await copied(place, 'Large', place.full ? 1_000_000 : 100_000)
    await place.settle()
    const sizes = place.full ? '1 k to 1 M' : '1 k to 100 k'
    const atSmall = await load(place, paths(small), seconds)
    const atLarge = await load(place, paths(large), seconds)
    const flat = atLarge.median / atSmall.median
    const flatRate = atSmall.perSecond / atLarge.perSecond
    // Between the day the records were made and the day a fifth of them changed.
    const day = new Date(Date.now() - 200 * 86_400_000).toISOString().slice(0, 10)
    const then = await load(place, paths(large, `&fields=${fields}&asOf=${day}`), seconds)
    const slower = atLarge.perSecond / then.perSecond
    return [
      {
        work: 'page of 50 of 50,000 risks, filtered and sorted, the columns of the list, 10 connections: p99',
        measured: millis(ours.p99),
        raw: millis(raw.p99),
        ratio: ours.p99 / raw.p99,
        toReach: `≤ ${p99Target} ms`,
        holds: ours.p99 <= p99Target,
      },
      {
        work: 'the same: pages a second',
        measured: `${Math.round(ours.perSecond)}/s`,
        raw: `${Math.round(raw.perSecond)}/s`,
        ratio: ours.perSecond / raw.perSecond,
        toReach: '',
        holds: null,
      },
      {
        work: 'the same with all values of each risk: pages a second',
        measured: `${Math.round(whole.perSecond)}/s`,
        raw: '',
        ratio: null,
        toReach: '',
        holds: null,
      },
      {
        work: `the same from ${sizes} records: times slower (median ${millis(atSmall.median)} to ${millis(atLarge.median)})`,
        measured: `${flatRate.toFixed(2)}×`,
        raw: '',
        ratio: null,
        toReach: `≤ ${flatTarget}×`,
        holds: flatRate <= flatTarget && (Number.isNaN(flat) || flat <= flatTarget * 1.5),
      },
      {
        work: `the same as of a past date, ${count(place.full ? 1_200_000 : 120_000)} versions: times slower`,
        measured: `${slower.toFixed(2)}×`,
        raw: '',
        ratio: null,
        toReach: '≤ 2×',
        holds: slower <= 2,
      },
    ] satisfies Line[]
  },
}

async function copied(place: Place, name: string, records: number): Promise<Organisation> {
  const org = await place.makeOrganisation(name)
  await copyRisks(place.server.adminUrl, place.main, org, records)
  return org
}

const shared = 'id, ref, title, state, owner_id, version, archived, created_at, updated_at'

/** The page's SELECT by the bare driver: what all records share and the same values, JSON parsed as the driver does. */
async function rawPage(place: Place, org: Organisation): Promise<{ p99: number; perSecond: number }> {
  const clients = await openRaw(place.server.appUrl, org.id, 10)
  const values = fields.filter((name) => name in risk.fields || name in risk.computed).map((name) => `data->'${name}'`)
  const text = `select ${[shared, ...values]} from record where org_id = $1 and register = 'risk' and not archived and state = any($2::text[])
    and data->>'category' = any($3::text[]) and ((data->>'inherentScore')::numeric) is not null
    order by ((data->>'inherentScore')::numeric) desc, id desc limit 51`
  try {
    const read = (seconds: number) =>
      repeat(clients, seconds, (client, n) =>
        client.query({ name: 'page', text, values: [org.id, ['identified'], [categories[n % categories.length]]] }),
      )
    await read(1)
    const { times, perSecond } = await read(seconds)
    return { p99: quantile(times, 0.99), perSecond }
  } finally {
    await closeRaw(clients)
  }
}
