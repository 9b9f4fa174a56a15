import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../support/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

interface Refused {
  code: string
  detail: string
  fields: { field: string; message: string }[]
}

const create = (body: unknown, headers: Record<string, string> = {}) =>
  t.send<Refused>(t.people.aimsLead, 'POST', `${t.base}/records/suppliers`, body, headers)
const kept = async () =>
  (await t.send<{ total: number }>(t.people.aimsLead, 'GET', `${t.base}/records/suppliers?count=true`)).body.total

describe('a value of another kind', () => {
  const wrong = { values: { title: 5, providesAi: 'maybe', provides: 'model', reviewBy: '2026-02-30', website: 'x' } }

  test('is told in plain words, and nothing is kept', async () => {
    const before = await kept()
    const answer = await create(wrong)
    expect(answer.status).toBe(422)
    expect(Object.fromEntries(answer.body.fields.map((f) => [f.field, f.message]))).toEqual({
      title: 'Give text.',
      providesAi: 'Answer yes or no.',
      provides: 'Give a list.',
      reviewBy: 'Give a date that exists, as year-month-day, for example 2026-03-31.',
      website: 'Give a full web address, for example https://example.org/policy.',
    })
    expect(await kept()).toBe(before)
  })

  test('is told in the language asked for, with labels and numbers as they are written there', async () => {
    const values = { title: 'x'.repeat(1201), providesAi: 1, provides: ['magic'] }
    const { body } = await create({ values }, { 'accept-language': 'de' })
    const said = Object.fromEntries(body.fields.map((f) => [f.field, f.message]))
    expect(said).toMatchObject({ title: 'Höchstens 200 Zeichen.', providesAi: 'Antworten Sie mit Ja oder Nein.' })
    expect(said['provides.0']).toMatch(/^Wählen Sie eines von: /)
    expect(said['provides.0']).not.toMatch(/People|Data/)
  })

  test('in the shape of the request is told the same way', async () => {
    const shapeless = await create({ values: 'x', extra: 1 }, { 'accept-language': 'de' })
    expect(shapeless.body.fields).toEqual([
      { field: 'values', message: 'Geben Sie ein Objekt an.' },
      { field: 'body', message: 'Unbekannt: extra.' },
    ])
    const [made] = await t.commit([
      { do: 'create', register: 'supplier', values: { title: 'Fjord', providesAi: true } },
    ])
    const at = `${t.base}/records/suppliers/${made?.id}`
    const noVersion = await t.send<Refused>(t.people.aimsLead, 'PATCH', at, { values: {} })
    expect(noVersion.body.fields).toEqual([{ field: 'version', message: 'This is missing.' }])
    const none = await t.send<Refused>(t.people.aimsLead, 'POST', `${t.base}/changes`, { changes: [] })
    expect(none.body.fields).toEqual([{ field: 'changes', message: 'Give at least one.' }])
  })
})

describe('text', () => {
  test('that shows nothing is no name; letters of any script, marks of direction among them, and pictures are', async () => {
    for (const title of [' \u200b ', '\u202e\u2066', '\u3164', '\u00ad'])
      expect((await create({ values: { title, providesAi: true } })).body.fields, JSON.stringify(title)).toEqual([
        { field: 'title', message: 'Write something here.' },
      ])
    for (const title of ['\u202eمورد', '🧪', '👩‍👩‍👧', 'ü', '会社'])
      expect((await create({ values: { title, providesAi: true } })).status, title).toBe(201)
  })

  test('that is not UTF-8 is refused instead of losing its letters', async () => {
    const before = await kept()
    const json = '{"values":{"title":"Müller","providesAi":true}}'
    const at = { method: 'POST' as const, url: `${t.base}/records/suppliers` }
    const headers = { authorization: `Bearer ${t.people.aimsLead.token}`, 'content-type': 'application/json' }
    const latin = await t.app.inject({ ...at, headers, payload: Buffer.from(json, 'latin1') })
    expect(latin.statusCode).toBe(400)
    expect(latin.json()).toMatchObject({ code: 'request/not-json', detail: 'The body is not UTF-8 text.' })
    expect(await kept()).toBe(before)
    expect((await t.app.inject({ ...at, headers, payload: Buffer.from(json, 'utf8') })).statusCode).toBe(201)
  })
})

describe('a query parameter', () => {
  const read = (path: string) => t.send<Refused>(t.people.aimsLead, 'GET', `${t.base}${path}`)

  test('that the address does not take is refused, not passed over as if all were asked for', async () => {
    const misspelled = await read('/records/suppliers?fliter=title:is:Fjord&limit=1')
    expect(misspelled.status).toBe(400)
    expect(misspelled.body.fields).toEqual([
      { field: 'fliter', message: 'This address takes no "fliter". Did you mean "filter"?' },
    ])
    expect((await read('/records/suppliers?filter=title:is:Fjord&limit=1&asOf=2020-01-01')).status).toBe(200)
    expect((await read('/records/supplier?archived=all')).status).toBe(200)
  })

  test('that nobody knows is refused at every address inside an organisation', async () => {
    const inside = t.routes.filter(({ method, url }) => method === 'GET' && url.startsWith('/api/v1/o/'))
    expect(inside.length).toBeGreaterThan(40)
    for (const { url } of inside) {
      const path = url
        .replace(':organisation', t.org.slug)
        .replace(':register', 'risks')
        .replace(/:\w+|\*/g, 'x')
      const answer = await t.send<Refused>(t.people.aimsLead, 'GET', `${path}?nonsense=1`)
      expect(answer.body.fields, path).toEqual([{ field: 'nonsense', message: expect.stringContaining('takes no') }])
    }
  })
})
