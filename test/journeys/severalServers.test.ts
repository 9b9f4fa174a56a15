import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import S3rver from 's3rver'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyPack } from '../../src/reports/verify/verifyPack.ts'
import { freePort, type Installation, install } from '../crash/installation.ts'
import { type Balancer, type BalancerKind, hasBalancer, startBalancer } from '../support/balancer.ts'
import { openBrowser, watch } from '../support/browser.ts'

const kinds: readonly BalancerKind[] = ['HAProxy', 'nginx']

// What a newcomer does, told in order, through a balancer with TLS: two servers and two workers of one PostgreSQL, each
// with a data folder of its own, files in object storage. In the middle all of them are restarted, one by one.
describe.each(kinds)('a journey through %s', (kind) => {
  describe.skipIf(!hasBalancer(kind))(hasBalancer(kind) ? 'as installed here' : '(not installed here)', () => {
    let folder: string
    let storage: S3rver
    let at: Installation
    let balancer: Balancer
    let browser: Browser
    let page: Page
    let faults: string[]

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'openaims-several-'))
      storage = new S3rver({
        port: 0,
        address: '127.0.0.1',
        silent: true,
        directory: join(folder, 'buckets'),
        configureBuckets: [{ name: 'openaims', configs: [] }],
      })
      const { port: storagePort } = await storage.run()
      const web = join(folder, 'web')
      await build({
        configFile: resolve(import.meta.dirname, '../../src/web/vite.config.ts'),
        logLevel: 'error',
        build: { outDir: web, emptyOutDir: true },
      })
      const port = await freePort()
      at = await install({
        serve: 2,
        work: 2,
        isApart: true,
        env: {
          CRASH_WEB: web,
          OPENAIMS_URL: `https://127.0.0.1:${port}`,
          OPENAIMS_TRUSTED_PROXIES: '127.0.0.1',
          OPENAIMS_DRAIN_SECONDS: '2',
          OPENAIMS_FILES: 's3://openaims/files',
          OPENAIMS_S3_ENDPOINT: `http://127.0.0.1:${storagePort}`,
          AWS_ACCESS_KEY_ID: 'S3RVER',
          AWS_SECRET_ACCESS_KEY: 'S3RVER',
        },
      })
      balancer = await startBalancer(
        kind,
        at.servers().map((server) => server.address),
        { port },
      )
      browser = await openBrowser()
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        ignoreHTTPSErrors: true,
        acceptDownloads: true,
      })
      page = await context.newPage()
      page.setDefaultTimeout(20_000)
      faults = watch(page)
      page.on('response', (answer) => {
        if (answer.status() >= 500) faults.push(`${answer.status()} ${answer.url()}`)
      })
    }, 180_000)
    afterAll(async () => {
      await browser?.close()
      await balancer?.close()
      await at?.remove()
      await storage?.close()
      await rm(folder, { recursive: true, force: true })
    }, 60_000)

    const organisation = () => `${balancer.address}/${new URL(page.url()).pathname.split('/')[1]}`
    const api = () => `${balancer.address}/api/v1/o/${new URL(page.url()).pathname.split('/')[1]}`

    async function jobOf(id: string): Promise<{ state: string; result: string | null; problem: string | null }> {
      for (;;) {
        const job = await (await page.request.get(`${api()}/jobs/${id}`)).json()
        if (job.state !== 'waiting' && job.state !== 'running') return job
        await wait(200)
      }
    }

    test('sets up the organisation', async () => {
      const [link] = at.servers().flatMap((server) => server.setUpLink ?? [])
      await page.goto(link ?? '')
      await page.getByRole('button', { name: 'Set up my organisation' }).click()
      await page.getByLabel('Organisation').fill('Several Ltd')
      await page.getByLabel('Your name').fill('Sara Cohen')
      await page.getByLabel('Your e-mail address').fill('sara@example.org')
      await page.getByLabel(/^Password/).fill('violet tractor seldom hums')
      await page.getByRole('button', { name: 'Set up', exact: true }).click()
      await page.waitForURL(/several/)
      await page.getByRole('heading', { level: 1 }).waitFor()
    })

    test('signs in anew with the password; either server knows the session', async () => {
      await page.context().clearCookies()
      await page.goto(balancer.address)
      await page.getByLabel('E-mail address').fill('sara@example.org')
      await page.getByLabel(/^Password/).fill('violet tractor seldom hums')
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.waitForURL(/several-ltd/)
      await page.getByRole('heading', { level: 1 }).waitFor()
      for (let n = 0; n < 10; n++) expect((await page.request.get(`${api()}/home`)).status()).toBe(200)
    })

    test('makes a record, changes it, and puts a file to it, while every process is restarted one by one', async () => {
      let isDone = false
      const failed: string[] = []
      const reading = (async () => {
        while (!isDone) {
          const answer = await page.request.get(`${api()}/home`).catch((error: Error) => error)
          if (answer instanceof Error || answer.status() !== 200) failed.push(String(answer))
          await wait(50)
        }
      })()
      const restarting = (async () => {
        for (const member of at.members) {
          await at.replace(member)
          // As the guide says, until the balancer has seen that it is back.
          await wait(4000)
        }
      })()
      try {
        for (const n of [1, 2, 3]) {
          await page.goto(`${organisation()}/r/ai-systems/new`)
          await page.getByRole('textbox', { name: /^Name/ }).fill(`System ${n}`)
          await page.getByRole('textbox', { name: /^Purpose/ }).fill('Answers questions of customers.')
          await page.getByRole('combobox', { name: 'Life cycle stage' }).click()
          await page.getByRole('option', { name: 'Operation' }).first().click()
          await page.getByRole('button', { name: 'Create' }).click()
          await page.waitForURL(/AIS-\d+/)
          await page.getByRole('heading', { name: `System ${n}` }).waitFor()
          const ref = /AIS-\d+/.exec(page.url())?.[0]
          const { record } = await (await page.request.get(`${api()}/records/ai-systems/${ref}`)).json()
          const edited = await page.request.patch(`${api()}/records/ai-systems/${ref}`, {
            data: { version: record.version, values: { title: `System ${n}, changed` } },
          })
          expect(edited.status()).toBe(200)
        }
        const note = join(folder, 'note.txt')
        await writeFile(note, 'Tested on 200 questions of last month; 6 answers were wrong.')
        await page.reload()
        const chooser = page.waitForEvent('filechooser')
        await page.getByRole('button', { name: 'Add files' }).first().click()
        await (await chooser).setFiles(note)
        await page.getByText('note').first().waitFor()
        await restarting
      } finally {
        isDone = true
        await reading
      }
      expect(failed).toEqual([])
      const { items } = await (await page.request.get(`${api()}/records/ai-systems?limit=50&sort=ref`)).json()
      expect(items.map((item: { title: string }) => item.title)).toEqual([1, 2, 3].map((n) => `System ${n}, changed`))
    }, 180_000)

    test('is still signed in after all of it, and imports a table', async () => {
      const rows = Array.from({ length: 300 }, (_, n) => `Imported ${n},risk`)
      const upload = await page.request.post(`${api()}/files`, {
        headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'table.csv' },
        data: Buffer.from(`Title,Type\n${rows.join('\n')}\n`),
      })
      expect(upload.status()).toBe(201)
      const { hash } = await upload.json()
      const about = { hash, name: 'table.csv', register: 'risk' }
      const read = await (await page.request.post(`${api()}/imports/read`, { data: about })).json()
      const columns = [
        { column: 'Title', to: { as: 'field', field: 'title' } },
        { column: 'Type', to: { as: 'field', field: 'type' } },
      ]
      const mapping = { ...read.proposal.mapping, columns }
      const run = await page.request.post(`${api()}/imports/run`, { data: { ...about, mapping, policy: 'rowByRow' } })
      const begun = await run.json()
      expect(await jobOf(begun.job)).toMatchObject({ state: 'done', problem: null })
      const { total } = await (await page.request.get(`${api()}/records/risks?limit=1&count=true`)).json()
      expect(total).toBe(300)
    })

    test('makes an audit pack, fetches it from either server, and an outsider verifies it', async () => {
      const begun = await page.request.post(`${api()}/audit-packs`, { data: {} })
      expect(begun.status()).toBe(202)
      const job = await jobOf((await begun.json()).job)
      expect(job.problem).toBeNull()
      for (let n = 0; n < 4; n++) {
        const pack = await page.request.get(`${balancer.address}${job.result}`)
        expect(pack.status()).toBe(200)
        const verdict = await verifyPack(await pack.body())
        expect(verdict.problems).toEqual([])
        expect(verdict.organisation).toBe('Several Ltd')
      }
    })

    test('nothing went wrong on any page, and no process had anything to complain of', () => {
      expect(faults).toEqual([])
      for (const member of at.members) expect(member.said).not.toMatch(/OPENAIMS_SECRET|OPENAIMS_FILES|"level":50/)
    })
  })
})
