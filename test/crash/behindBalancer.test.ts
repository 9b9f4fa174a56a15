import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyInstance } from '../../src/store/backup/verifyInstance.ts'
import { configuredBlobs } from '../../src/store/blobs/configuredBlobs.ts'
import { type Balancer, type BalancerKind, hasBalancer, startBalancer } from '../support/balancer.ts'
import { makeRandom } from '../support/random.ts'
import { asSuperuser, type Installation, install, type Member } from './installation.ts'
import { type History, write } from './load.ts'
import { checkWhole, judge, settle, untilIdle } from './oracle.ts'
import { found, type Organisation } from './people.ts'

const kinds: readonly BalancerKind[] = ['HAProxy', 'nginx']

describe.each(kinds)('two servers and two workers behind %s', (kind) => {
  // Told in the report as left out where the program is not installed.
  describe.skipIf(!hasBalancer(kind))(hasBalancer(kind) ? 'as installed here' : '(not installed here)', () => {
    let at: Installation
    let orgs: Organisation[]
    let balancer: Balancer
    let history: History
    beforeAll(async () => {
      at = await install({ serve: 2, work: 2, env: { OPENAIMS_DRAIN_SECONDS: '2' } })
      orgs = await found(at.appUrl, at.files, 2)
      const servers = at.servers().map((server) => server.address)
      balancer = await startBalancer(kind, servers, { isPlain: true })
      history = { operations: [], next: 1 }
    }, 120_000)
    afterAll(async () => {
      await balancer?.close()
      await at?.remove()
    }, 60_000)

    /** Several clients write, upload and import through the balancer while something happens. */
    async function underLoad(random: number, work: () => Promise<void>): Promise<unknown[]> {
      let isStopped = false
      const failures: unknown[] = []
      const writers = Array.from({ length: 4 }, (_, i) =>
        write(
          history,
          orgs[i % 2] as Organisation,
          () => balancer.address,
          makeRandom(random + i),
          () => isStopped,
        ).catch((error) => failures.push(error)),
      )
      await wait(500)
      await work()
      await wait(500)
      isStopped = true
      await Promise.all(writers)
      return failures
    }

    async function everythingIsRight(): Promise<void> {
      expect(await checkWhole(at, history)).toEqual([])
      expect(await settle(history, balancer.address)).toEqual([])
      expect(await untilIdle(at)).toEqual([])
      expect((await judge(at, history)).problems).toEqual([])
    }

    test('a rolling restart under load loses no request', async () => {
      const [org] = orgs
      const answers: (number | string)[] = []
      let isStopped = false
      const reading = Array.from({ length: 2 }, async () => {
        while (!isStopped) {
          const status = await fetch(`${balancer.address}/api/v1/o/${org?.slug}/records/risk?limit=5`, {
            headers: { authorization: `Bearer ${org?.token}` },
          }).then(
            async (response) => {
              await response.arrayBuffer()
              return response.status
            },
            (error: Error) => String(error.cause ?? error),
          )
          answers.push(status)
        }
      })
      const failures = await underLoad(1, async () => {
        for (const member of [...at.servers(), ...at.workers()]) {
          await at.replace(member)
          // As the guide says: the next one goes when the balancer has seen that this one is back.
          await wait(2500)
        }
      })
      isStopped = true
      await Promise.all(reading)
      const others = answers.filter((answer) => answer !== 200)
      expect({ failures, others }, balancer.said()).toEqual({ failures: [], others: [] })
      expect(answers.length).toBeGreaterThan(20)
      const lost = history.operations.filter((o) => o.state !== 'acknowledged' || o.sent > 1)
      expect(lost.map((o) => `${o.kind} ${o.state}`)).toEqual([])
      await everythingIsRight()
    }, 240_000)

    test('kill -9 of any one of them, or of the database, loses nothing acknowledged', async () => {
      const victims: readonly ((members: readonly Member[]) => Promise<void>)[] = [
        () => at.kill(at.servers()[0] as Member),
        () => at.kill(at.workers()[1] as Member),
        () => at.kill(at.servers()[1] as Member),
        () => at.killDatabase(),
        () => at.kill(at.workers()[0] as Member),
      ]
      for (const [n, strike] of victims.entries()) {
        const failures = await underLoad(100 * (n + 1), async () => {
          await strike(at.members)
          await wait(400)
        })
        expect(failures).toEqual([])
        await at.mend()
        await everythingIsRight()
      }
    }, 300_000)

    test('while one server is gone the other one answers every request', async () => {
      const [first] = at.servers()
      await at.kill(first as Member)
      // As long as the balancer needs to notice.
      await wait(1000)
      const statuses = new Set<number>()
      for (let n = 0; n < 30; n++) {
        const response = await fetch(`${balancer.address}/api/v1/o/${orgs[0]?.slug}/home`, {
          headers: { authorization: `Bearer ${orgs[0]?.token}` },
        })
        await response.arrayBuffer()
        statuses.add(response.status)
      }
      await at.mend()
      expect([...statuses]).toEqual([200])
    }, 60_000)

    test('a worker that takes over a job whose worker died does so once', async () => {
      const counts = await asSuperuser<{ state: string; n: number }>(
        at.superuserUrl,
        'select state, count(*)::int as n from openaims.job group by state',
      )
      expect(counts.find((c) => c.state === 'done')?.n).toBeGreaterThan(0)
      expect(counts.filter((c) => c.state === 'running' || c.state === 'waiting')).toEqual([])
    })

    test('metrics stay inside, and after all of it the whole installation verifies', async () => {
      expect((await fetch(`${balancer.address}/metrics`)).status).toBe(404)
      expect((await verifyInstance(at.appUrl, configuredBlobs(at.files))).problems).toEqual([])
    })
  })
})
