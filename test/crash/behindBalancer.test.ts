import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyInstance } from '../../src/store/backup/verifyInstance.ts'
import { configuredBlobs } from '../../src/store/blobs/configuredBlobs.ts'
import { type Balancer, type BalancerKind, hasBalancer, startBalancer } from '../support/balancer.ts'
import { makeRandom } from '../support/random.ts'
import { asSuperuser, type Installation, install, type Member } from './installation.ts'
import { type History, type Operation, write } from './load.ts'
import { checkWhole, judge, settle, untilIdle } from './oracle.ts'
import { found, type Organisation } from './people.ts'

const kinds: readonly BalancerKind[] = ['HAProxy', 'nginx']

/** How often each server is restarted; a release is tried with ten. */
const rounds = Number(process.env.OPENAIMS_RESTARTS ?? 2)

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

    /** Asks without a pause for whatever `ask` asks, and keeps every answer that is not the wanted one. */
    async function without(isStopped: () => boolean, wanted: number, ask: () => Promise<Response>) {
      const others: (number | string)[] = []
      let asked = 0
      while (!isStopped()) {
        asked += 1
        const got = await ask().then(
          async (response) => {
            const text = await response.text()
            return response.status === wanted ? wanted : `${response.status} ${text.slice(0, 300)}`
          },
          (error: Error) => String(error.cause ?? error),
        )
        if (got !== wanted) others.push(got)
      }
      return { asked, others }
    }

    test('rolling restarts under load lose no request, be it a read, or a write with or without a key', async () => {
      const [org] = orgs as [Organisation, ...Organisation[]]
      const base = `${balancer.address}/api/v1/o/${org.slug}`
      const own = { authorization: `Bearer ${org.token}` }
      let isOver = false
      const isStopped = () => isOver
      const table = Buffer.from(`Title,Type\n${'A name that fills the file,risk\n'.repeat(100_000)}`)
      const asking = [
        without(isStopped, 200, () => fetch(`${base}/records/risk?limit=5`, { headers: own })),
        without(isStopped, 200, () => fetch(`${base}/home`, { headers: own })),
        // None of these carries a key, so a load balancer must not send them twice.
        without(isStopped, 201, async () => {
          const title = `without-a-key-${history.next++}.`
          const response = await fetch(`${base}/records/risk`, {
            method: 'POST',
            headers: { ...own, 'content-type': 'application/json' },
            body: JSON.stringify({ values: { type: 'risk', title } }),
          })
          const settled = { key: title, org, kind: 'create', titles: [title], sent: 1, state: 'acknowledged' } as const
          if (response.status === 201)
            history.operations.push({ ...settled, send: () => Promise.reject(new Error('has no key')) })
          return response
        }),
        without(isStopped, 201, () =>
          fetch(`${base}/files`, { method: 'POST', headers: { ...own, 'x-file-name': 'large.csv' }, body: table }),
        ),
        // A method that HTTP calls idempotent; the answer is that of OpenAIMS.
        without(isStopped, 404, () => fetch(`${base}/jobs/${org.slug}`, { method: 'DELETE', headers: own })),
      ]
      const failures = await underLoad(1, async () => {
        for (let round = 0; round < rounds; round++) {
          for (const member of round === 0 ? [...at.servers(), ...at.workers()] : at.servers()) {
            await at.replace(member)
            // As the guide says: the next one goes when the balancer has seen that this one is back. nginx counts in whole
            // seconds, and its two can be three.
            await wait(4000)
          }
        }
      })
      isOver = true
      const answers = await Promise.all(asking)
      expect({ failures, others: answers.flatMap((a) => a.others) }, balancer.said()).toEqual({
        failures: [],
        others: [],
      })
      for (const { asked } of answers) expect(asked).toBeGreaterThan(10)
      const lost = history.operations.filter((o) => o.state !== 'acknowledged' || o.sent > 1)
      expect(lost.map((o) => `${o.kind} ${o.state}`)).toEqual([])
      await everythingIsRight()
    }, 900_000)

    test('kill -9 of any one of them, or of the database, loses nothing acknowledged', async () => {
      const strikeDatabase = () => at.killDatabase()
      const hasKey = ({ kind }: Operation) => kind === 'create' || kind === 'edit' || kind === 'batch'
      const victims: readonly (() => Promise<void>)[] = [
        () => at.kill(at.servers()[0] as Member),
        () => at.kill(at.workers()[1] as Member),
        () => at.kill(at.servers()[1] as Member),
        strikeDatabase,
        () => at.kill(at.workers()[0] as Member),
      ]
      for (const [n, strike] of victims.entries()) {
        const before = history.operations.length
        const failures = await underLoad(100 * (n + 1), async () => {
          await strike()
          await wait(400)
        })
        expect(failures).toEqual([])
        // Of a write with a key nobody notices that its server died: the balancer sends it to the other one.
        const open = history.operations.slice(before).filter((o) => hasKey(o) && o.state !== 'acknowledged')
        if (strike !== strikeDatabase) expect(open.map((o) => `${o.kind} ${o.state}`)).toEqual([])
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
