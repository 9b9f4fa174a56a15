import { createHash } from 'node:crypto'
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Role } from '../../src/model/index.ts'
import type { AuditPackEntry } from '../../src/server/contract/packs.ts'
import { type SignedIn, type TestApp, testApp } from '../support/app.ts'
import { commandLine, type Ran } from '../support/commandLine.ts'

let t: TestApp
let folder: string
/** Keys of programs: of the AIMS lead, of the administrator, and of the viewer. */
const keys = { aimsLead: '', administrator: '', viewer: '' }
beforeAll(async () => {
  t = await testApp({ listen: true })
  folder = await mkdtemp(join(tmpdir(), 'openaims-elsewhere-'))
  const scope = { access: 'write', roles: null, registers: null, maySign: false } as const
  for (const role of Object.keys(keys) as (keyof typeof keys)[]) {
    const { account, actor } = t.people[role]
    keys[role] = (await t.store.keys.create(t.org.id, account, 'Test', scope, 1, { actor, requestId: 'test' })).key
  }
})
afterAll(async () => {
  await t.close()
  await rm(folder, { recursive: true, force: true })
})

const begin = (args: readonly string[], key: string) =>
  commandLine([...args, '--server', t.address ?? ''], { OPENAIMS_TOKEN: key }, folder)
const openaims = (args: readonly string[], key: string): Promise<Ran> => begin(args, key).ended

const get = async <T>(who: SignedIn, path: string) => (await t.send<T>(who, 'GET', `${t.base}/${path}`)).body
const countOf = async (register: string) =>
  (await get<{ items: unknown[] }>(t.people.aimsLead, `records/${register}?limit=500`)).items.length

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

describe('a table read in on a server elsewhere', { timeout: 90_000 }, () => {
  test('is previewed, read in as whoever the key belongs to, and taken back', async () => {
    const table = await file('suppliers.csv', 'Title,Provides AI\nFjordsky,Yes\nHavblik,No\n')
    const dry = await openaims(['import', table, '--register', 'suppliers', '--dry-run'], keys.aimsLead)
    expect(dry.code, dry.err).toBe(0)
    expect(dry.out).toContain('2 rows would be: 2 created')
    expect(await countOf('suppliers')).toBe(0)

    const done = await openaims(['import', table, '--register', 'suppliers', '--json'], keys.aimsLead)
    expect(done.code, done.err).toBe(0)
    expect(JSON.parse(done.out)).toMatchObject({ import: 'IMP-1', rows: 2, created: 2, updated: 0, refused: 0 })
    const { entries } = await get<{ entries: object[] }>(t.people.aimsLead, 'records/suppliers/SUP-1/history')
    expect(entries[0]).toMatchObject({ via: 'import', actor: t.people.aimsLead.name })

    const undone = await openaims(['import-undo', 'IMP-1'], keys.aimsLead)
    expect(undone, undone.err).toMatchObject({ code: 0, out: 'IMP-1 is undone.\n' })
    expect(await countOf('suppliers')).toBe(0)
  })

  test('as spreadsheet programs save it for every script, or with its shape said instead of worked out', async () => {
    const sheet = join(folder, 'suppliers.txt')
    await writeFile(sheet, Buffer.from('\ufeffTitle\tProvides AI\r\nMüller 会社 🧪\tYes\r\n', 'utf16le'))
    const wide = await openaims(['import', sheet, '--register', 'suppliers', '--dry-run'], keys.aimsLead)
    expect(wide.code, wide.err).toBe(0)
    expect(wide.out).toContain('1 row would be: 1 created')

    const odd = await file('odd.csv', 'Our suppliers, in short\nTitle;Provides AI\nA, B and C;Yes\n')
    const shaped = ['import', odd, '--register', 'suppliers', '--delimiter', ';', '--header-row', '2', '--dry-run']
    const said = await openaims(shaped, keys.aimsLead)
    expect(said.out, said.err).toContain('1 row would be: 1 created')
    const wrong = await openaims(['import', odd, '--register', 'suppliers', '--delimiter', ';;'], keys.aimsLead)
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('--delimiter is one character, or tab') })
    const nowhere = await openaims(['import', odd, '--register', 'suppliers', '--header-row', '0'], keys.aimsLead)
    expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining('--header-row is the number of a row') })
  })

  test('says what is wrong with the whole of it, too', async () => {
    const table = await file('keyless.csv', 'Title,Provides AI\nFjordsky,Yes\n')
    const { code, err } = await openaims(['import', table, '--register', 'suppliers', '--key', 'nope'], keys.aimsLead)
    expect(code).toBe(1)
    expect(err).toContain('key: "nope" cannot tell records apart')
  })

  test('says how a file without rows might be read', async () => {
    const { code, err } = await openaims(
      ['import', await file('none.csv', 'Title\n'), '--register', 'suppliers'],
      keys.aimsLead,
    )
    expect(code).toBe(1)
    expect(err).toContain('There is no row below the names in line 1.')
  })

  test('names rows with mistakes, writes them all to a file, and is refused to who may not', async () => {
    const table = await file('wrong.csv', 'Title,Provides AI\nGood,Yes\nBad,perhaps\n')
    const problems = join(folder, 'problems.csv')
    const args = ['import', table, '--register', 'supplier', '--problems', problems]
    const wrong = await openaims(args, keys.aimsLead)
    expect(wrong.code).toBe(1)
    expect(wrong.out).toMatch(/line 3, Provides AI: /)
    expect(wrong.err).toContain('1 row cannot be imported; nothing was changed.')
    expect(await readFile(problems, 'utf8')).toContain('perhaps')
    const each = await openaims([...args, '--row-by-row'], keys.aimsLead)
    expect(each.code, each.err).toBe(1)
    expect(each.out).toContain('2 rows: 1 created, 0 changed, 0 skipped or as they were, 1 refused.')
    const refused = await openaims(args, keys.viewer)
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('may not upload')
    const usage = await openaims(['import', table, '--register', 'supplier', '--mode', 'replace'], keys.aimsLead)
    expect(usage).toMatchObject({ code: 2, out: '' })
  })

  test('Ctrl-C cancels the job on the server and says what had been done', async () => {
    const rows = Array.from({ length: 30_000 }, (_, n) => `Person ${n}`)
    const table = await file('people.csv', `Name\n${rows.join('\n')}\n`)
    const { child, ended } = begin(['import', table, '--register', 'people', '--row-by-row', '--json'], keys.aimsLead)
    const latest = async () =>
      (await get<{ items: { ref: string; state: string }[] }>(t.people.aimsLead, 'records/imports?sort=-ref&limit=1'))
        .items[0]
    const before = await latest()
    const begun = await vi.waitFor(
      async () => {
        const now = await latest()
        expect(now?.ref).not.toBe(before?.ref)
        return now
      },
      { timeout: 30_000, interval: 50 },
    )
    child.kill('SIGINT')
    const { code, out, err } = await ended
    expect([code, out]).toEqual([130, ''])
    expect(JSON.parse(err)).toMatchObject({
      error: { code: 'cli/cancelled', detail: expect.stringMatching(/^Cancelled/) },
    })
    const { record } = await get<{ record: { state: string } }>(t.people.aimsLead, `records/imports/${begun?.ref}`)
    expect(record.state).toBe('failed')
  })
})

describe('a pack made on a server elsewhere', { timeout: 90_000 }, () => {
  test('is fetched whole, with the digest the server noted, and verifies', async () => {
    const out = join(folder, 'pack.zip')
    const made = await openaims(['pack', '--out', out, '--json'], keys.aimsLead)
    expect(made.code, made.err).toBe(0)
    const told = JSON.parse(made.out)
    expect(
      createHash('sha256')
        .update(await readFile(out))
        .digest('hex'),
    ).toBe(told.digest)
    const [kept] = await get<AuditPackEntry[]>(t.people.aimsLead, 'audit-packs')
    expect(kept).toMatchObject({ job: told.pack, digest: told.digest, contents: told.contents })
    expect((await commandLine(['verify', out], {}).ended).code).toBe(0)
  })

  test('Ctrl-C cancels its job and leaves no file', async () => {
    const out = join(folder, 'cancelled.zip')
    const before = (await get<AuditPackEntry[]>(t.people.viewer, 'audit-packs')).length
    const { child, ended } = begin(['pack', '--out', out], keys.viewer)
    const packs = () => get<AuditPackEntry[]>(t.people.viewer, 'audit-packs')
    await vi.waitFor(async () => expect((await packs()).length).toBe(before + 1), { timeout: 30_000, interval: 20 })
    child.kill('SIGINT')
    const { code, err } = await ended
    expect([code, err]).toEqual([130, 'Cancelled; no pack was made.\n'])
    expect((await packs())[0]).toMatchObject({ state: 'cancelled', digest: null })
    await expect(access(out)).rejects.toThrow()
    await expect(access(`${out}.part`)).rejects.toThrow()
  })
})

describe('the log, erasures and keys of a server elsewhere', { timeout: 60_000 }, () => {
  test('rows are compared by who may, earlier versions erased by an administrator', async () => {
    const whole = await openaims(['verify', '--database'], keys.administrator)
    // The members a test begins with are put in without an entry, which is all there is to find.
    const [told, ...findings] = whole.out.trim().split('\n').toReversed()
    expect([whole.code, told]).toEqual([1, expect.stringContaining(` compared: ${findings.length} findings.`)])
    expect(findings.filter((line) => !/^membership: Test \w+ is a member, but no entry/.test(line))).toEqual([])
    expect((await openaims(['verify', '--database'], keys.viewer)).code).toBe(1)

    const [made] = await t.commit([
      { do: 'create', register: 'supplier', values: { title: 'Kari Nordmann', providesAi: true } },
    ])
    await t.commit([
      { do: 'edit', register: 'supplier', id: made?.id ?? '', version: 1, values: { title: 'A supplier' } },
    ])
    const erase = ['erase', made?.ref ?? '', '--reason', 'Asked for by the person']
    expect((await openaims([...erase, '--yes'], keys.aimsLead)).err).toContain('administrator')
    const dry = await openaims(erase, keys.administrator)
    expect(dry, dry.err).toMatchObject({ code: 0 })
    expect(dry.out).toContain('1 earlier versions')
    expect((await openaims([...erase, '--yes', '--json'], keys.administrator)).out).toContain('"erased": 1')
    expect((await openaims(['erase', 'NO-1', '--reason', 'x'], keys.administrator)).err).toContain(
      'There is no record NO-1.',
    )
  })

  test('checkpoints are printed once there are some; organisations are listed', async () => {
    const none = await openaims(['checkpoint'], keys.viewer)
    expect(none.code).toBe(1)
    expect((await openaims(['checkpoint', '--number', 'x'], keys.viewer)).code).toBe(2)
    expect((await openaims(['organisation', 'list'], keys.viewer)).out).toContain(t.org.slug)
    expect((await openaims(['organisation', 'create', 'Another'], keys.administrator)).err).toContain('data folder')
  })

  test('keys are listed; making one is left to a person at a browser or on the data folder', async () => {
    const listed = await openaims(['key', 'list', '--json'], keys.administrator)
    expect(JSON.parse(listed.out).keys).toHaveLength(3)
    expect(JSON.parse((await openaims(['key', 'list', '--json'], keys.viewer)).out).keys).toHaveLength(1)
    const made = await openaims(['key', 'create', 'More', '--write', '--sign'], keys.administrator)
    expect(made).toMatchObject({ code: 1, out: '' })
    expect(made.err).toContain('a person at a browser')
    const own = JSON.parse(listed.out).keys[0].id
    expect((await openaims(['key', 'revoke', own], keys.administrator)).err).toContain('not with a key')
  })

  test('what a command may do is what its member may do now, within the limits of their access', async () => {
    const lead = t.people.aimsLead
    const limit = (registers: string[] | null) =>
      t.send(t.people.administrator, 'PUT', `${t.base}/access/members/${lead.account}`, {
        roles: ['aimsLead'] satisfies Role[],
        customRoles: [],
        from: null,
        until: null,
        registers,
        engagement: null,
      })
    await t.commit([{ do: 'create', register: 'person', values: { title: 'Somebody to see' } }])
    const people = () => openaims(['export', 'people'], keys.aimsLead)
    expect((await people()).out).toContain('Somebody to see')
    expect((await limit(['supplier'])).status).toBe(200)
    expect((await people()).out).not.toContain('Somebody to see')
    const table = await file('someone.csv', 'Name\nSomebody else\n')
    expect((await openaims(['import', table, '--register', 'people'], keys.aimsLead)).code).toBe(1)
    expect((await openaims(['export', 'suppliers'], keys.aimsLead)).code).toBe(0)
    await limit(null)
  })
})

describe('documents proposed on a server elsewhere', { timeout: 90_000 }, () => {
  test('are in English, or in the language named, if there are outlines in it', async () => {
    const titles = async (...more: string[]) => {
      const ran = await openaims(['propose', 'documents', '--json', ...more], keys.aimsLead)
      expect(ran.code, ran.err).toBe(0)
      return JSON.parse(ran.out).proposals.map((change: { values: { title: string } }) => change.values.title)
    }
    expect(await titles()).toContain('Internal audit procedure')
    expect(await titles('--language', 'de')).toContain('Verfahren des internen Audits')
    const refused = await openaims(['propose', 'documents', '--language', 'fr'], keys.aimsLead)
    expect(refused.code).not.toBe(0)
    expect(refused.err).toContain('There are no drafts in "fr"; name one of: en, de.')
  })
})
