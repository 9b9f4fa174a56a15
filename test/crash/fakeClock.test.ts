import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeRandom } from '../support/random.ts'
import { type FakeClock, fakeClock, hasFakeClock } from './fakeClock.ts'
import { asSuperuser, type Installation, install } from './installation.ts'
import { type History, write } from './load.ts'
import { checkWhole, judge, settle, untilIdle } from './oracle.ts'
import { found, type Organisation } from './people.ts'

const hour = 3600

describe.skipIf(!hasFakeClock)(
  `two servers and two workers whose clock jumps under load${hasFakeClock ? '' : ' (libfaketime is not installed here)'}`,
  () => {
    let clock: FakeClock
    let databaseClock: FakeClock
    let at: Installation
    let orgs: Organisation[]
    const history: History = { operations: [], next: 1 }
    beforeAll(async () => {
      ;[clock, databaseClock] = await Promise.all([fakeClock(), fakeClock()])
      at = await install({
        serve: 2,
        work: 2,
        env: { ...clock.env, OPENAIMS_BACKUP_HOURS: '1', OPENAIMS_SCHEDULE_SECONDS: '0.3' },
        databaseEnv: databaseClock.env,
      })
      orgs = await found(at.appUrl, at.files, 2)
    }, 180_000)
    afterAll(async () => {
      await at?.remove()
      await clock?.remove()
      await databaseClock?.remove()
    }, 60_000)

    const [server, other] = [() => at.servers()[0]?.address ?? '', () => at.servers()[1]?.address ?? '']

    async function titlesAsOf(asOf: string, address: string): Promise<string[]> {
      const [org] = orgs
      const titles: string[] = []
      let after: string | null = ''
      while (after !== null) {
        const path = `/api/v1/o/${org?.slug}/records/risk?limit=200&sort=ref&asOf=${asOf}${after === '' ? '' : `&after=${after}`}`
        const response = await fetch(`${address}${path}`, { headers: { authorization: `Bearer ${org?.token}` } })
        const page = (await response.json()) as { items: { title: string }[]; next: string | null }
        expect(response.status, JSON.stringify(page)).toBe(200)
        titles.push(...page.items.map((item) => item.title))
        after = page.next === null ? null : encodeURIComponent(page.next)
      }
      return titles.sort()
    }

    /** The instant of an organisation's last change. */
    const lastChange = async () =>
      (
        await asSuperuser<{ at: string }>(
          at.superuserUrl,
          `select to_char(last_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from openaims.log_head where org_id = '${orgs[0]?.id}'`,
        )
      )[0]?.at ?? ''

    const backups = async () =>
      (
        await asSuperuser<{ ok: boolean | null }>(
          at.superuserUrl,
          `select ok from openaims.backup_run order by began_at`,
        )
      ).map((run) => run.ok)

    /** Several clients write, upload and import; in the middle of it the clocks jump. */
    async function underLoad(seed: number, jump: () => Promise<void>): Promise<void> {
      let isStopped = false
      const failures: unknown[] = []
      const random = makeRandom(seed)
      const writers = Array.from({ length: 4 }, (_, i) => {
        const own = makeRandom(seed * 10 + i)
        return write(
          history,
          orgs[i % 2] as Organisation,
          () => (own.chance(0.5) ? server() : other()),
          own,
          () => isStopped,
        ).catch((error) => failures.push(String(error)))
      })
      await wait(800 + random.below(400))
      await jump()
      await wait(1500)
      isStopped = true
      await Promise.all(writers)
      expect(failures).toEqual([])
    }

    async function everythingIsRight(): Promise<void> {
      expect(await checkWhole(at, history)).toEqual([])
      expect(await settle(history, server())).toEqual([])
      expect(await untilIdle(at)).toEqual([])
      expect((await judge(at, history)).problems).toEqual([])
      // Instants grow with the log, whatever the clock did.
      const wrong = await asSuperuser(
        at.superuserUrl,
        `select seq from (select seq, at, lag(at) over (partition by org_id order by seq) as before from openaims.log_entry) e where at <= before`,
      )
      expect(wrong).toEqual([])
    }

    const jumps: readonly [name: string, servers: number, database: number][] = [
      ['forward a day, all of them', 24 * hour, 24 * hour],
      ['back to the true time, all of them', 0, 0],
      ['back an hour, all of them', -hour, -hour],
      ['forward an hour, the database alone', -hour, hour],
      ['forward two hours, the servers alone', 2 * hour, hour],
    ]

    test.each(jumps)(
      '%s: nothing is lost or done twice, and the past stays as it was',
      async (_name, servers, database) => {
        await underLoad(Math.abs(servers + database) + 1, async () => {})
        const then = await lastChange()
        const before = await titlesAsOf(then, server())
        await underLoad(Math.abs(servers - database) + 2, async () => {
          await Promise.all([clock.set(servers), databaseClock.set(database)])
        })
        expect(await titlesAsOf(then, server())).toEqual(before)
        expect(await titlesAsOf(then, other())).toEqual(before)
        // Nothing that stands is missing from the present moment as a past one.
        const now = await lastChange()
        expect((await titlesAsOf(now, other())).length).toBeGreaterThan(before.length)
        await everythingIsRight()
      },
      120_000,
    )

    test('the backup of every hour is made once for each hour that came, by one of the workers', async () => {
      const areDone = async () => (await backups()).every((ok) => ok === true)
      await expect.poll(areDone, { timeout: 20_000 }).toBe(true)
      const noted = (await backups()).length
      expect(noted).toBeGreaterThan(0)
      // No clock moves, nothing is due.
      await wait(2000)
      expect(await backups()).toHaveLength(noted)
      // An hour passes for everybody: one more.
      await Promise.all([clock.set(3.1 * hour), databaseClock.set(2.1 * hour)])
      await expect.poll(async () => (await backups()).length, { timeout: 20_000 }).toBe(noted + 1)
      await expect.poll(areDone, { timeout: 20_000 }).toBe(true)
      await wait(2000)
      expect(await backups()).toHaveLength(noted + 1)
    }, 90_000)
  },
)
