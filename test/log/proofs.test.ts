import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InclusionShown, LogStanding, VersionProof } from '../../src/server/contract.ts'
import { readCheckpoints } from '../../src/store/log/checkpoints.ts'
import { leafHash } from '../../src/store/log/merkle.ts'
import { isConsistent, rootFromInclusion } from '../../src/store/log/proofs.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { makeRandom } from '../support/random.ts'
import { keepTrail, testSigner } from './trail.ts'

/** Where Debian puts the sources of golang-golang-x-mod-dev. */
const goPath = '/usr/share/gocode'
const hasGo = spawnSync('go', ['version']).status === 0 && existsSync(`${goPath}/src/golang.org/x/mod/sumdb/tlog`)
if (!hasGo) console.log('Go with golang.org/x/mod is not installed: no independent oracle judges the proofs.')

let app: TestApp
let at: Awaited<ReturnType<typeof testSigner>>
let record: string
const size = 700
beforeAll(async () => {
  app = await testApp()
  at = await testSigner(app)
  const actor = app.people.aimsLead.actor
  for (let done = (await app.store.logHead(app.org.id))?.size ?? 0; done < size; ) {
    const count = Math.min(90, size - done)
    const changes = Array.from({ length: count }, (_, n) => ({
      do: 'create' as const,
      register: 'supplier',
      values: { title: `Supplier ${done + n} €`, provides: ['model'], providesAi: true },
    }))
    const { records } = await app.store.commit({ actor, org: app.org.id, changes })
    record = records[0]?.id ?? ''
    done += count
    await at.signer.look()
  }
}, 60_000)
afterAll(async () => {
  await at.close()
  await app.close()
})

const ask = <T>(path: string, who = app.people.viewer) => app.send<T>(who, 'GET', `${app.base}/log${path}`)
const bytes = (hex: string) => Buffer.from(hex, 'hex')

describe('the log by the API', () => {
  test('says where it stands', async () => {
    const { body } = await ask<LogStanding>('')
    expect(body).toMatchObject({ size, uncovered: 0, signer: { running: true }, finding: null, check: null })
    expect(body.checkpoint?.size).toBe(size)
    expect(body.keys[0]?.verifierKey).toContain(`${body.origin}+`)
    const note = await ask('/checkpoint')
    expect(note.text.startsWith(`${body.origin}\n${size}\n`)).toBe(true)
    expect(note.headers['content-disposition']).toContain('attachment')
    expect((await ask(`/checkpoints/${body.checkpoint?.number}`)).text).toBe(note.text)
    expect((await ask('/checkpoints/9999')).status).toBe(404)
  })

  test('proves entries and versions; what one may not see is not found', async () => {
    const { body } = await ask<InclusionShown>('/proof?seq=300')
    expect(rootFromInclusion(bytes(body.leaf), 300, size, body.hashes.map(bytes))?.toString('hex')).toBe(body.root)
    expect(body.proof).toContain('c2sp.org/tlog-proof@v1\nindex 300\n')
    const version = await ask<VersionProof>(`/versions/${record}/1/proof`)
    expect(leafHash(version.body.entry).toString('hex')).toBe(version.body.leaf)
    expect(version.body.body).toMatchObject({ id: record, version: 1 })
    expect((await ask(`/versions/${record}/2/proof`)).status).toBe(404)
    expect((await ask(`/proof?seq=${size}`)).status).toBe(400)
    for (const path of ['', '/checkpoint', '/proof?seq=1', '/tile/0/000', `/versions/${record}/1/proof`])
      expect((await ask(path, app.outsider)).status, path).toBe(404)
  })

  test('serves tiles as C2SP tlog-tiles has them', async () => {
    const full = await ask('/tile/0/000')
    const part = await ask('/tile/0/002.p/188')
    const above = await ask('/tile/1/000.p/2')
    expect([full.bytes.length, part.bytes.length, above.bytes.length]).toEqual([8192, 188 * 32, 64])
    expect((await ask('/tile/0/002.p/189')).status).toBe(404)
    expect((await ask('/tile/0/003')).status).toBe(404)
    expect((await ask('/tile/0/%2e%2e')).status).toBe(404)
    const bundle = await ask('/tile/entries/000', app.people.aimsLead)
    expect(bundle.status).toBe(200)
    const length = bundle.bytes.readUInt16BE(0)
    expect(leafHash(bundle.bytes.subarray(2, 2 + length)).equals(full.bytes.subarray(0, 32))).toBe(true)
  })

  test('shows that the log of one size continues that of another', async () => {
    type Shown = { fromRoot: string; root: string; hashes: string[] }
    for (const [from, to] of [
      [1, size],
      [256, 512],
      [300, 700],
      [700, 700],
    ] as const) {
      const { body } = await ask<Shown>(`/consistency?from=${from}&to=${to}`)
      expect(isConsistent(from, to, body.hashes.map(bytes), bytes(body.fromRoot), bytes(body.root))).toBe(true)
    }
  })

  test('the verifier comes as a page with a policy that lets nothing else run', async () => {
    const page = await app.send(null, 'GET', '/api/v1/verifier')
    expect(page.status).toBe(200)
    expect(page.text).toContain('Verify an audit pack')
    expect(page.headers['content-security-policy']).toContain("script-src 'sha256-")
    expect(page.headers['content-security-policy']).not.toContain('unsafe-inline')
  })

  test('administrators erase, with a reason; others are refused, and what stands is left alone', async () => {
    const path = `${app.base}/log/erasures`
    const body = { record, reason: 'Asked for by the person concerned' }
    expect((await app.send(app.people.aimsLead, 'POST', path, body)).status).toBe(403)
    expect((await app.send(app.people.administrator, 'POST', path, { ...body, reason: '' })).status).toBe(400)
    expect((await app.send(app.people.administrator, 'POST', path, { ...body, versions: [1] })).status).toBe(409)
    const values = { title: 'Renamed' }
    await app.commit([{ do: 'edit', register: 'supplier', id: record, version: 1, values }] as never)
    const done = await app.send<{ erased: unknown[] }>(app.people.administrator, 'POST', path, body)
    expect(done.status).toBe(201)
    expect(done.body.erased).toHaveLength(1)
    expect((await ask<VersionProof>(`/versions/${record}/1/proof`)).body).toMatchObject({ body: null, salt: null })
    const history = await app.send(app.people.aimsLead, 'GET', `${app.base}/records/suppliers/${record}/history`)
    expect(history.status).toBe(200)
    expect(history.text).not.toContain('€')
  })
})

describe.skipIf(!hasGo)('an independent oracle', () => {
  test('Go’s sumdb agrees on roots, notes and proofs, and refuses changed notes', async () => {
    const random = makeRandom(11)
    const entries: string[] = []
    for await (const part of app.store.log(app.org.id, null)) entries.push(...part.map((e) => e.entry))
    const notes = (await readCheckpoints(app.store.pool, app.org.id, { before: null, limit: 100 })).map((c) => c.note)
    const { key } = await keepTrail(app, app.org)
    const toBase64 = (hashes: string[]) => hashes.map((h) => bytes(h).toString('base64'))
    const inclusion: unknown[] = []
    const consistency: unknown[] = []
    for (let n = 0; n < 60; n++) {
      const to = 1 + random.below(size)
      const seq = random.below(to)
      const from = 1 + random.below(to)
      const one = (await ask<InclusionShown>(`/proof?seq=${seq}&size=${to}`)).body
      inclusion.push({ seq, size: to, hashes: toBase64([...one.hashes]) })
      const two = (await ask<{ hashes: string[] }>(`/consistency?from=${from}&to=${to}`)).body
      consistency.push({ from, to, hashes: toBase64(two.hashes) })
    }
    const folder = await mkdtemp(join(tmpdir(), 'openaims-oracle-'))
    try {
      const environment = { ...process.env, GO111MODULE: 'off', GOPATH: goPath, GOCACHE: folder, GOFLAGS: '' }
      const refused = notes.map((note) => note.replace('\n', 'x\n'))
      const said = execFileSync('go', ['run', join(import.meta.dirname, 'oracle/oracle.go')], {
        env: environment,
        input: JSON.stringify({ key, entries, checkpoints: notes, inclusion, consistency, refused }),
        encoding: 'utf8',
      })
      expect(said).toContain(`agreed on ${notes.length} checkpoints, 60 inclusions, 60 consistencies`)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }, 180_000)
})
