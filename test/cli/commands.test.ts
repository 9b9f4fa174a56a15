import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { overHttp } from '../../src/server/client/transport.ts'
import { makeClient } from '../../src/server/client.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { commandLine, type Ran } from '../support/commandLine.ts'
import { unzip } from '../support/zipFiles.ts'

let folder: string
let data: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openaims-cli-'))
  data = await mkdtemp(join(tmpdir(), 'openaims-cli-data-'))
})
afterAll(async () => {
  for (const each of [folder, data]) await rm(each, { recursive: true, force: true })
})

/** The command as a person types it. */
const openaims = (args: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
  commandLine(args, { OPENAIMS_DATA: data, ...env }).ended

const supplier = (title: string) => ({ do: 'create', register: 'supplier', values: { title, providesAi: true } })
async function changesFile(...titles: string[]): Promise<string> {
  const path = join(folder, `${titles.join('-').toLowerCase()}.json`)
  await writeFile(path, JSON.stringify(titles.map(supplier)))
  return path
}

describe('without a server on the data folder', { timeout: 120_000 }, () => {
  test('commands send into the same routes, as the first administrator, and say what came out', async () => {
    const made = await openaims(['organisation', 'create', 'Nordlys', '--email', 'ada@example.org', '--json'])
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(made.out)).toEqual({ slug: 'nordlys', name: 'Nordlys' })

    const changed = await openaims(['change', await changesFile('Fjordsky', 'Havblik'), '--reason', 'First', '--json'])
    expect(changed.code, changed.err).toBe(0)
    const { records } = JSON.parse(changed.out)
    expect(records.map((r: { ref: string }) => r.ref)).toEqual(['SUP-1', 'SUP-2'])

    const edited = await openaims(['edit', 'suppliers', '--filter', 'title:is:Havblik', '--set', 'providesAi=no'])
    expect(edited, edited.err).toMatchObject({ code: 0, out: '1 suppliers changed.\n' })

    const file = join(folder, 'suppliers.csv')
    expect((await openaims(['export', 'suppliers', '--out', file, '--as', 'ADA@example.org'])).code).toBe(0)
    expect(await readFile(file, 'utf8')).toMatch(/Fjordsky[\s\S]*Havblik/)
  })

  test('a table is read in, a pack made and a key that signs, all beside no server', async () => {
    const table = join(folder, 'more.csv')
    await writeFile(table, 'Title,Provides AI\nIsvind,Yes\nTidevann,No\n')
    const read = await openaims(['import', table, '--register', 'suppliers', '--json'])
    expect(read.code, read.err).toBe(0)
    expect(JSON.parse(read.out)).toMatchObject({ import: 'IMP-1', rows: 2, created: 2, refused: 0 })
    const undone = await openaims(['import-undo', 'IMP-1'])
    expect(undone, undone.err).toMatchObject({ code: 0, out: 'IMP-1 is undone.\n' })

    const pack = join(folder, 'local.zip')
    const made = await openaims(['pack', '--out', pack])
    expect(made.code, made.err).toBe(0)
    expect((await openaims(['verify', pack])).code).toBe(0)
    const german = join(folder, 'german.zip')
    const spoken = await openaims(['pack', '--language', 'de', '--out', german])
    expect(spoken.code, spoken.err).toBe(0)
    expect((await openaims(['verify', german])).code).toBe(0)
    const index = (await unzip(await readFile(german))).get('index.html')?.toString('utf8')
    expect(index).toContain('<html lang="de">')
    expect((await openaims(['pack', '--language', 'fr', '--out', join(folder, 'no.zip')])).code).toBe(1)
    expect((await openaims(['export', 'suppliers', '--language', 'de', '--format', 'csv'])).out).toContain('Zustand')

    const key = await openaims([
      'key',
      'create',
      'Pipeline',
      '--write',
      '--sign',
      '--days',
      '7',
      '--register',
      'suppliers',
    ])
    expect(key.code, key.err).toBe(0)
    expect(key.out).toMatch(/^oaims_/)
    const listed = JSON.parse((await openaims(['key', 'list', '--json'])).out)
    expect(listed.keys).toMatchObject([{ name: 'Pipeline', access: 'write', maySign: true, registers: ['suppliers'] }])
    const wrong = await openaims(['key', 'create', 'Reader', '--sign'])
    expect(wrong).toMatchObject({ code: 2, out: '' })
    expect(wrong.err).toContain('--write --sign')
    expect((await openaims(['key', 'revoke', listed.keys[0].id])).code).toBe(0)
    const link = await openaims(['sign-in-link', '--json'])
    expect(JSON.parse(link.out)).toMatchObject({ purpose: 'sign-in', minutes: 10 })
    expect(link.out).toContain('/welcome#')

    await openaims(['pack', '--out', pack])
    const log = (await unzip(await readFile(pack))).get('log/entries.jsonl')?.toString('utf8') ?? ''
    const entries = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(JSON.parse(line).entry))
    const told = entries
      .filter((e) => /^(key|operator)\./.test(e.action))
      .map((e) => [e.action, e.actor.via, e.object.type])
    expect(told).toEqual([
      ['key.create', 'cli', 'key'],
      ['key.revoke', 'cli', 'key'],
      ['operator.sign-in-link', 'cli', 'operator'],
    ])
    expect(entries.find((e) => e.action === 'key.create').object).toMatchObject({
      maySign: true,
      access: 'write',
      days: 7,
    })
  })

  test('proposals are listed with what they would hold and why, and recorded when that is asked for', async () => {
    const system = {
      title: 'Prepare',
      purpose: 'Sorts letters.',
      stage: 'operation',
      origin: 'own',
      usedByScopedProcess: true,
    }
    const file = join(folder, 'system.json')
    await writeFile(file, JSON.stringify([{ do: 'create', register: 'aiSystem', values: system }]))
    expect((await openaims(['change', file])).code).toBe(0)
    const shown = await openaims(['propose', 'roles'])
    expect(shown.out).toContain(
      'AIS-1     Our roles: Producer or developer; Customer or user. EU AI Act roles: Provider; Deployer\n',
    )
    expect(shown.out).toMatch(/^ {10}Proposed from what is on record\. Built here\./m)
    expect((await openaims(['propose', 'roles', '--language', 'de'])).out).toContain(
      'AIS-1     Unsere Rollen: Hersteller oder Entwickler; Kunde oder Nutzer. Rollen nach der KI-Verordnung: ',
    )
    expect(shown.out).toContain('1 proposals. Add --apply to record them.')
    expect((await openaims(['propose', 'triage'])).out).toMatch(/^new {7}AIS-1/m)
    expect((await openaims(['propose', 'roles', '--apply'])).out).toContain('1 proposals recorded.')
    expect((await openaims(['propose', 'roles'])).out).toBe('0 proposals. Add --apply to record them.\n')
    const german = await openaims(['propose', 'questions', '--language', 'de'])
    expect(german.out).toMatch(
      /^neu {7}Welche Entwicklungen von außen haben im letzten Jahr verändert, wie Sie KI nutzen\?/m,
    )
    expect((await openaims(['propose', 'questions'])).out).toMatch(/^new {7}Which outside developments/m)
  })

  test('a reader that stops reading, as "head" does, is no mistake', async () => {
    const { child, ended } = commandLine(['help'], { OPENAIMS_DATA: data })
    child.stdout?.destroy()
    expect(await ended).toMatchObject({ code: 0, err: '' })
  })

  test('what goes wrong says what, where and what to do, by an exit code of its kind', async () => {
    const unknown = await openaims(['edit', 'suppliers', '--set', 'providesAI=no', '--json'])
    expect(unknown).toMatchObject({ code: 1, out: '' })
    expect(JSON.parse(unknown.err)).toMatchObject({
      error: { code: 'record/invalid', fields: [{ field: 'providesAI' }], next: expect.any(String) },
    })
    const nobody = await openaims(['change', await changesFile('Third'), '--as', 'eve@example.org'])
    expect(nobody.code).toBe(1)
    expect(nobody.err).toContain('Nobody with the address eve@example.org belongs to Nordlys.')
    const usage = await openaims(['export', 'suppliers', '--format', 'pdf'])
    expect(usage).toMatchObject({ code: 2, out: '' })
    expect(usage.err).toContain('Usage: openaims export')
    const list = await openaims(['export', 'suppliers', '--json'])
    expect(JSON.parse(list.out)).toHaveLength(2)
  })
})

describe('with a server elsewhere', { timeout: 60_000 }, () => {
  let t: TestApp
  beforeAll(async () => {
    t = await testApp({ listen: true })
  })
  afterAll(() => t.close())

  const elsewhere = (args: readonly string[], token: string) =>
    openaims([...args, '--server', t.address ?? ''], { OPENAIMS_TOKEN: token })

  test('a token acts as whoever it belongs to, and history says it came from the command line', async () => {
    const file = await changesFile('Elsewhere')
    const done = await elsewhere(['change', file], t.people.aimsLead.token)
    expect(done.code, done.err).toBe(0)
    const client = makeClient({ transport: overHttp(t.address ?? ''), token: t.people.aimsLead.token })
    const { entries } = await client.organisation(t.org.slug).register('suppliers').history('SUP-1')
    expect(entries[0]).toMatchObject({ via: 'cli', actor: t.people.aimsLead.name })

    const refused = await elsewhere(['change', file], t.people.viewer.token)
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(/may not/)
    expect((await client.organisation(t.org.slug).register('suppliers').list()).items).toHaveLength(1)
  })

  test('an unknown token, none, and options of a data folder are refused', async () => {
    expect((await elsewhere(['readiness'], 'x'.repeat(40))).err).toContain('does not know the token')
    expect((await elsewhere(['readiness'], '')).err).toContain('OPENAIMS_TOKEN')
    const mixed = await elsewhere(['readiness', '--as', 'ada@example.org'], t.people.aimsLead.token)
    expect(mixed).toMatchObject({ code: 2, out: '' })
    expect((await openaims(['readiness', '--server', 'http://127.0.0.1:9'], { OPENAIMS_TOKEN: 'x' })).err).toContain(
      'does not answer',
    )
  })
})
