import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readTable } from '../../src/exchange/tabular/readTable.ts'
import { verifyPack } from '../../src/reports/verify/verifyPack.ts'
import type { AuditPackEntry } from '../../src/server/contract/told.ts'
import { importing } from '../imports/importing.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { unzip } from '../support/zipFiles.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  await t.commit([
    { do: 'create', register: 'aiSystem', values: { title: 'Prepare', purpose: 'Sorts letters.', stage: 'inception' } },
  ])
}, 120_000)
afterAll(() => t.close())

const get = (path: string, language?: string) =>
  t.send(t.people.aimsLead, 'GET', `${t.base}${path}`, undefined, language ? { 'accept-language': language } : {})

describe('the language of a report', () => {
  const path = '/reports/statement-of-applicability.html'

  test('is English where none is asked for, or none that is spoken', async () => {
    for (const language of [undefined, '*', 'fr-FR']) {
      const { text, headers } = await get(path, language)
      expect(text).toContain('<html lang="en">')
      expect(text).toContain('<h1 dir="auto">Statement of applicability</h1>')
      expect(headers).toMatchObject({ 'content-language': 'en', vary: expect.stringContaining('accept-language') })
    }
  })

  test('is that of the request, or the one its address names', async () => {
    for (const { text, headers } of [
      await get(path, 'de-AT, en;q=0.5'),
      await get(`${path}?language=de`),
      await get(`${path}?language=de`, 'en'),
    ]) {
      expect(text).toContain('<html lang="de">')
      expect(text).toContain('<h1 dir="auto">Erklärung zur Anwendbarkeit</h1>')
      expect(text).toContain('KI-Politik')
      expect(headers['content-language']).toBe('de')
    }
    expect((await get(`${path}?language=en`, 'de')).text).toContain('<html lang="en">')
  })

  test('is refused where its address names one that is not spoken, in every kind of file', async () => {
    for (const file of [path, '/export/ai-systems.csv', '/readiness/export/findings.csv']) {
      const { status, body } = await get(`${file}?language=fr`, 'de')
      expect(status).toBe(400)
      expect(body).toMatchObject({
        code: 'request/invalid',
        fields: [{ field: 'language', message: expect.any(String) }],
      })
    }
  })

  test('holds for what was worked out and for every other report, and leaves what people wrote', async () => {
    for (const [name, words] of [
      ['readiness', ['Bereitschaft', 'Für AIS-1 „Prepare“ hat niemand entschieden']],
      ['clause-map', ['Abschnittskarte', 'Anwendungsbereich des KI-Managementsystems']],
      ['register-ai-systems', ['KI-Systeme', 'Sorts letters.', 'Prepare']],
    ] as const) {
      const { text } = await get(`/reports/${name}.html?language=de`)
      for (const word of words) expect(text, name).toContain(word)
    }
  })

  test('holds for sheets: heads and words of the program are told, and JSON stays as it is kept', async () => {
    const sheet = async (path: string) =>
      JSON.stringify(await readTable(Buffer.from((await get(path)).bytes), 'a.xlsx'))
    const findings = await sheet('/reports/readiness.xlsx?language=de')
    expect(findings).toContain('Was zu tun ist')
    expect(findings).toContain('Für AIS-1 „Prepare“ hat niemand entschieden')
    expect(await sheet('/export/ai-systems.xlsx?language=de')).toContain('Verantwortlich')
    const csv = (await get('/export/ai-systems.csv?language=de')).text
    expect(csv).toMatch(/^\uFEFFNummer,Zustand,Name,/)
    expect(csv).toContain('AIS-1,Registriert,Prepare,Sorts letters.,Konzeption,')
    expect((await get('/export/ai-systems.csv')).text).toMatch(/^\uFEFFRef,State,/)
    expect((await get('/readiness/export/findings.csv', 'de')).text).toContain('hat niemand entschieden')
    for (const path of ['/export/ai-systems.json', '/readiness/export/findings.json'])
      expect((await get(`${path}?language=de`)).text).toBe((await get(path)).text)
  })
})

test('a list exported in German is read in again: what was changed in it changes, and nothing else', async () => {
  const { upload, read, preview } = importing(t, t.people.aimsLead)
  const csv = (await get('/export/ai-systems.csv?language=de')).text
  const file = await upload('KI-Systeme.csv', csv.replace('Konzeption', 'Betrieb'))
  const facts = await read(file)
  expect(facts.proposal?.register).toBe('aiSystem')
  expect(facts.proposal?.columns.filter(({ field }) => field === null).map(({ column }) => column)).toEqual(
    expect.arrayContaining(['State', 'Version', 'Recorded at', 'Changed at']),
  )
  const { register, mapping, key } = facts.proposal as NonNullable<typeof facts.proposal>
  const shown = await preview({ ...file, register, mapping, key, mode: 'update' })
  expect(shown.problems).toEqual([])
  expect(shown).toMatchObject({ counts: { update: 1, create: 0, refused: 0 } })
})

describe('the language of an audit pack', { timeout: 120_000 }, () => {
  const packs = () => `${t.base}/audit-packs`
  const order = (body: object, headers: Record<string, string> = {}) =>
    t.send<{ job: string; asOf: string }>(t.people.aimsLead, 'POST', packs(), body, headers)
  const made = async (job: string) =>
    vi.waitFor(
      async () => {
        const { body } = await t.send<AuditPackEntry>(t.people.aimsLead, 'GET', `${packs()}/${job}`)
        expect(body.state, String(body.problem)).toBe('done')
        return body
      },
      { timeout: 60_000, interval: 200 },
    )
  const filesOf = async ({ job }: AuditPackEntry) => {
    const { bytes } = await t.send(t.people.aimsLead, 'GET', `${packs()}/${job}/file`)
    expect(await verifyPack(Buffer.from(bytes))).toMatchObject({ ok: true, problems: [] })
    return unzip(Buffer.from(bytes))
  }

  test('is part of its order: named, or that of whoever asks; the same instant and language give the same bytes', async () => {
    const first = await order({ language: 'de' })
    expect(first.status).toBe(202)
    const { asOf } = first.body
    const others = [
      await order({ asOf }, { 'accept-language': 'de' }),
      await order({ asOf, language: 'en' }, { 'accept-language': 'de' }),
    ]
    const entries = [await made(first.body.job), ...(await Promise.all(others.map(({ body }) => made(body.job))))]
    const [german, again, english] = entries as [AuditPackEntry, AuditPackEntry, AuditPackEntry]
    expect(entries.map(({ language }) => language)).toEqual(['de', 'de', 'en'])
    expect(again.digest).toBe(german.digest)
    expect(english.digest).not.toBe(german.digest)
    const [told, plain] = [await filesOf(german), await filesOf(english)]
    const manifest = (files: Map<string, Buffer>) => JSON.parse(files.get('manifest.json')?.toString('utf8') ?? '')
    expect([manifest(told).language, manifest(plain).language]).toEqual(['de', 'en'])
    expect(manifest(told).leftOut).toEqual(manifest(plain).leftOut)
    expect(told.get('index.html')?.toString('utf8')).toContain('<html lang="de">')
    expect(told.get('readiness.html')?.toString('utf8')).toContain('hat niemand entschieden')
    for (const path of told.keys())
      if (/^(log|verify)\/|\.jsonl$/.test(path))
        expect(Buffer.compare(told.get(path) as Buffer, plain.get(path) as Buffer), path).toBe(0)
  })

  test('that is not spoken is refused, and no pack is begun', async () => {
    const before = (await t.send<AuditPackEntry[]>(t.people.aimsLead, 'GET', packs())).body.length
    const refused = await order({ language: 'fr' })
    expect(refused.status).toBe(400)
    expect(refused.body).toMatchObject({ code: 'request/invalid', fields: [{ field: 'language' }] })
    expect((await t.send<AuditPackEntry[]>(t.people.aimsLead, 'GET', packs())).body).toHaveLength(before)
  })
})
