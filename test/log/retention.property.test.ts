import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { checkRows } from '../../src/store/log/checkRows.ts'
import { decideRetention, proposeErasures, readRetention, setRetention } from '../../src/store/log/retention.ts'
import { lead } from '../support/actors.ts'
import { makeRandom, type Random } from '../support/random.ts'
import { type TestStore, testStore } from '../support/store.ts'

let t: TestStore
let teller: Store
/** Histories are told with a clock of their own, years of them in a moment. */
const clock = { at: '' }
beforeAll(async () => {
  t = await testStore(registers)
  teller = openStore({ appUrl: t.appUrl, registers, blobs: t.store.blobs, poolSize: 2, clock: () => clock.at })
})
afterAll(async () => {
  await teller.close()
  await t.close()
})

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
const hour = 3_600_000
const actor: Actor = { ...lead, roles: ['administrator', 'aimsLead'] }
const signed = { actor, requestId: 'test' }

/** As PostgreSQL takes months away: the same day of an earlier month, or its last. */
function monthsBefore(now: Date, months: number): number {
  const at = new Date(now)
  at.setUTCDate(1)
  at.setUTCMonth(at.getUTCMonth() - months)
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
  at.setUTCDate(Math.min(now.getUTCDate(), last))
  return at.getTime()
}

interface Written {
  readonly register: 'supplier' | 'person'
  readonly id: string
  readonly version: number
  /** When the next version took its place; null while it stands. */
  replaced: number | null
}

const kinds = ['supplier', 'person'] as const

/** A history whose versions were replaced at random times, many of them an hour before or after a period ends. */
async function history(random: Random, rules: Readonly<Record<string, number>>, now: Date) {
  const org = (
    await t.store.directory.createOrganisation(`Kept ${random.below(1e9)}`, 'own', '2010-01-01T00:00:00.000000Z')
  ).id
  const written: Written[] = []
  const moments = Array.from({ length: 24 }, () => {
    const months = random.pick(Object.values(rules))
    const edge = monthsBefore(now, months) + random.pick([-hour, hour, -40 * 24 * hour, 40 * 24 * hour])
    return Math.min(edge + random.below(1000), now.getTime() - hour)
  }).sort((a, b) => a - b)
  for (const [n, moment] of moments.entries()) {
    clock.at = new Date(moment).toISOString()
    const open = written.filter((w) => w.replaced === null)
    const one = open.length > 0 && random.next() < 0.6 ? random.pick(open) : null
    if (one) {
      const values = { title: `Changed ${n}` }
      await teller.commit({
        actor,
        org,
        changes: [{ do: 'edit', register: one.register, id: one.id, version: one.version, values }],
      })
      one.replaced = moment
      written.push({ ...one, version: one.version + 1, replaced: null })
    } else {
      const register = random.pick(kinds)
      const values = { ...(registers.find((r) => r.name === register)?.examples[0] ?? {}), title: `Made ${n}` }
      const { records } = await teller.commit({ actor, org, changes: [{ do: 'create', register, values }] })
      written.push({ register, id: records[0]?.id ?? '', version: 1, replaced: null })
    }
  }
  return { org, written }
}

const keyOf = (w: Pick<Written, 'id' | 'version'>) => `${w.id} ${w.version}`

async function erasedIn(org: string): Promise<string[]> {
  const client = await t.store.pool.connect()
  try {
    await client.query('begin')
    await client.query("select set_config('app.org', $1, true)", [org])
    const { rows } = await client.query<{ id: string; version: number }>(
      'select id, version from record_version where erased_by is not null',
    )
    return rows.map(keyOf).sort()
  } finally {
    await client.query('rollback')
    client.release()
  }
}

describe(`periods after which versions are erased (seed ${seed})`, () => {
  test('exactly what was replaced before the period is proposed, and erased when confirmed; the rest is never touched', {
    timeout: 120_000,
  }, async () => {
    const random = makeRandom(seed)
    for (let round = 0; round < 6; round++) {
      const rules: Record<string, number> = { supplier: 1 + random.below(40) }
      if (random.next() < 0.7) rules.person = 1 + random.below(40)
      const now = new Date()
      const { org, written } = await history(random, rules, now)
      const due = written.filter((w) => {
        const months = rules[w.register]
        return months !== undefined && w.replaced !== null && w.replaced < monthsBefore(now, months)
      })
      await setRetention(
        t.store.pool,
        org,
        Object.entries(rules).map(([register, months]) => ({ register, months })),
        signed,
      )
      await proposeErasures(t.store.pool, org)
      const { proposals } = await readRetention(t.store.pool, org)
      const wanted = kinds.flatMap((register) => {
        const of = due.filter((w) => w.register === register)
        return of.length === 0 ? [] : [[register, of.length, new Set(of.map((w) => w.id)).size]]
      })
      expect(proposals.map((p) => [p.register, p.versions, p.records]).sort(), `round ${round}`).toEqual(wanted.sort())
      expect(await erasedIn(org)).toEqual([])

      // One is left, the others are confirmed.
      const left = random.next() < 0.5 ? random.pick(proposals) : null
      for (const proposal of proposals)
        await decideRetention(t.store.pool, org, proposal.id, proposal === left ? 'declined' : 'erased', signed)
      const gone = due.filter((w) => w.register !== left?.register)
      expect(await erasedIn(org), `round ${round}`).toEqual(gone.map(keyOf).sort())
      expect(await proposeErasures(t.store.pool, org)).toBe(left ? 1 : 0)
      // What stands says what it said, and everything verifies.
      for (const w of written.filter((each) => each.replaced === null))
        expect((await t.store.refs(org, actor, [w.id], null))[0]?.title).toMatch(/^(Made|Changed) \d+$/)
      expect((await checkRows(t.store.pool, org, t.store.registry)).findings).toEqual([])
    }
  })
})
