import pg from 'pg'
import { lead } from '../data/organisation.ts'
import { type Line, perSecond } from '../support/line.ts'
import type { Organisation, Place } from '../support/place.ts'
import { closeRaw, openRaw, type Rate, repeat } from '../support/raw.ts'
import type { Measure } from './measure.ts'

const seconds = 5
const writers = 10

export const change: Measure = {
  name: 'change',
  async run(place) {
    const one = await place.makeOrganisation('One')
    const sixteen = await Promise.all(Array.from({ length: 16 }, (_, n) => place.makeOrganisation(`Of sixteen ${n}`)))
    const writersOf = (orgs: readonly Organisation[]) =>
      Promise.all(Array.from({ length: writers }, (_, n) => writer(place, orgs[n % orgs.length] as Organisation)))
    const raw = await rawInserts(place)
    const alone = await repeatWrites(await writersOf([one]))
    const spread = await repeatWrites(await writersOf(sixteen))
    const line = (where: string, { perSecond: rate }: Rate, share: number): Line => ({
      work: `one change (record, version, links, search, log), ${writers} writers, ${where}`,
      measured: perSecond(rate),
      raw: perSecond(raw.perSecond),
      ratio: rate / raw.perSecond,
      toReach: `≥ ${share * 100} % of raw`,
      holds: rate / raw.perSecond >= share,
    })
    return [line('one organisation', alone, 0.3), line('over 16', spread, 0.5)]
  },
}

interface Writer {
  readonly place: Place
  readonly org: Organisation
  readonly system: string
  readonly person: string
}

/** Who writes, and a system and a person for the risks to link to. */
async function writer(place: Place, org: Organisation): Promise<Writer> {
  const made = await place.store.commit({
    actor: lead,
    org: org.id,
    changes: [
      { do: 'create', register: 'person', values: { title: 'Ada Birch' } },
      { do: 'create', register: 'aiSystem', values: { title: 'Ranking', purpose: 'Sorts.', stage: 'operation' } },
    ],
  })
  const [person, system] = made.records.map((r) => r.id) as [string, string]
  return { place, org, system, person }
}

/** Each change adds one risk with a story, ratings and two links. */
async function repeatWrites(all: readonly Writer[]): Promise<Rate> {
  const add = ({ place, org, system, person }: Writer, n: number) =>
    place.store.commit({
      actor: lead,
      org: org.id,
      changes: [{ do: 'create', register: 'risk', values: { ...values(n), owner: person, systems: [system] } }],
    })
  await repeat(all, 1, add)
  return repeat(all, seconds, add)
}

const values = (n: number) => ({
  title: `Older applicants are ranked too low ${n}`,
  type: 'risk',
  scenario: 'Few applicants over 55 are in the training data, so the model rates their careers worse.',
  likelihood: 1 + (n % 5),
  consequenceIndividuals: 1 + (n % 4),
  assessedOn: '2026-01-19',
})

/** The least PostgreSQL can do for the same: one row with one key, made durable, ten connections at once. */
async function rawInserts(place: Place): Promise<Rate> {
  const admin = new pg.Client({ connectionString: place.server.adminUrl, options: '-c search_path=openaims' })
  await admin.connect()
  const clients = await openRaw(place.server.appUrl, place.main.id, writers)
  try {
    await admin.query('create table bench_raw (id bigint primary key, org_id uuid, data jsonb)')
    await admin.query('grant insert on bench_raw to openaims_app')
    const text = 'insert into bench_raw (id, org_id, data) values ($1, $2, $3)'
    let id = 0
    const insert = (client: pg.Client, n: number) =>
      client.query({ name: 'insert', text, values: [++id, place.main.id, JSON.stringify(values(n))] })
    await repeat(clients, 1, insert)
    return await repeat(clients, seconds, insert)
  } finally {
    await closeRaw(clients)
    await admin.query('drop table if exists bench_raw')
    await admin.end()
  }
}
