import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isGranted, nobody } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import type { Changed, HistoryEntry, ListPage, RecordDetail, RecordItem, SearchHit } from '../../src/server/contract.ts'
import { pathOf } from '../../src/server/describe.ts'
import { type SignedIn, type TestApp, testApp } from '../support/app.ts'
import { sample, valuesOf } from '../support/values.ts'
import { creatorOf, makeWorld, type World } from '../support/world.ts'

const seed = 42001
let t: TestApp
let world: World
beforeAll(async () => {
  t = await testApp()
  world = makeWorld(t)
})
afterAll(() => t.close())

/** The first field of a kind of text that can simply be given another value. */
const textField = (register: (typeof registers)[number]) =>
  Object.entries(register.fields).find(
    ([, field]) => (field.type.kind === 'text' || field.type.kind === 'longText') && !field.setByMove,
  )?.[0]

/** What is kept of values: an empty list where nothing must be given is nothing, and a title is one line. */
function kept(register: (typeof registers)[number], values: Readonly<Record<string, unknown>>) {
  const keep = (name: string, value: unknown) => {
    if (Array.isArray(value) && value.length === 0 && register.fields[name]?.isOptional) return null
    return name === 'title' && typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, keep(name, value)]))
}

describe.each(registers.map((r) => [r.name, r] as const))('%s', (_name, register) => {
  const path = () => `${t.base}/records/${pathOf(register)}`
  const archivist = (): SignedIn => {
    const found = Object.values(t.people).find(
      (p) => isGranted(register.can.archive, p.actor, null) && isGranted(register.can.read, p.actor, null),
    )
    // Where nobody has the right by a role, the author has it.
    return found ?? creatorOf(t, register)
  }

  test('keeps its examples as they are', async () => {
    for (const example of register.examples) {
      const record = await world.create(register, example)
      expect(record).toMatchObject({ register: register.name, state: register.workflow.initial, version: 1 })
      expect(record.values).toMatchObject(example)
    }
  })

  test('takes valid values of every kind, and gives them back', async () => {
    for (const random of sample(valuesOf(register), 12, seed)) {
      let values = random
      for (let attempt = 0; ; attempt++) {
        if (register.only === 'one') await world.makeRoom(register)
        const answer = await world.send(register, { ...values, ...(await world.requiredLinks(register)) })
        if (answer.status === 201) {
          expect(answer.body.records[0]?.values).toMatchObject(kept(register, values))
          break
        }
        // Only a rule over several fields together may refuse values that are right one by one; the example keeps it.
        const refused = answer.body as unknown as { code: string; fields: { field: string }[] }
        expect(refused.code, answer.text).toBe('record/invalid')
        expect(register.check, answer.text).toBeDefined()
        expect(attempt, answer.text).toBeLessThan(4)
        const free = (n: string) => ['longText', 'rows'].includes(register.fields[n]?.type.kind ?? '')
        const named = refused.fields.map((f) => f.field)
        const names = attempt === 0 ? named : Object.keys(values).filter((n) => attempt > 1 || !free(n))
        values = { ...values, ...Object.fromEntries(names.map((n) => [n, register.examples[0]?.[n] ?? null])) }
      }
    }
  })

  test('is edited, told in history with what changed, read as of before, and restored', async () => {
    const who = creatorOf(t, register)
    const field = textField(register)
    if (field === undefined || !isGranted(register.can.edit, who.actor, { owner: null, createdBy: who.account })) return
    const first = await world.create(register)
    const send = <T = Changed>(method: string, more: string, body?: unknown) =>
      t.send<T>(who, method, `${path()}/${first.id}${more}`, body)
    const after = 'Changed: "quoted", עברית, 👩‍⚖️'
    const edited = await send('PATCH', '', { version: 1, values: { [field]: after }, reason: 'Found out more' })
    if (register.workflow.frozen?.includes(register.workflow.initial)) {
      expect(edited.body).toMatchObject({ code: 'record/frozen' })
      return
    }
    expect(edited.status, edited.text).toBe(200)
    expect(edited.body.records[0]).toMatchObject({ version: 2, values: { ...first.values, [field]: after } })
    const again = await send('PATCH', '', { version: 1, values: { [field]: 'late' } })
    expect(again.body).toMatchObject({
      code: 'record/conflict',
      data: { version: 2, seen: 1, theirs: { [field]: after } },
    })
    const past = await send<RecordDetail>('GET', `?asOf=${first.updatedAt}`)
    expect(past.body.record).toEqual(first)
    const restored = await send('POST', '/restore', { version: 2, to: 1 })
    expect(restored.body.records[0]).toMatchObject({ version: 3, values: first.values })
    const { body } = await send<{ entries: HistoryEntry[] }>('GET', '/history')
    expect(body.entries.map((e) => [e.version, e.action, e.reason, e.actor])).toEqual([
      [3, 'restore', null, who.name],
      [2, 'edit', 'Found out more', who.name],
      // Nobody's name stands where the register lets things be sent without one.
      [1, 'create', null, register.withoutName?.when(first.values, who.actor) ? nobody.name : who.name],
    ])
    const before = first.values[field] ?? null
    expect(body.entries[1]?.changes).toEqual([expect.objectContaining({ field, before, after })])
    expect(body.entries[0]?.changes).toEqual([expect.objectContaining({ field, before: after, after: before })])
  })

  test('is found by its number and title, except where search has no place', async () => {
    const who = creatorOf(t, register)
    const record = await world.create(register)
    const word = record.title.match(/[\p{L}\p{N}]{4,}/u)?.[0] ?? record.ref
    for (const q of [record.ref, `${word} ${record.ref}`]) {
      const { body } = await t.send<{ hits: SearchHit[] }>(
        who,
        'GET',
        `${t.base}/search?q=${encodeURIComponent(q)}&limit=100`,
      )
      const hits = body.hits.map((h) => h.id)
      if (register.area === 'internal') expect(hits).not.toContain(record.id)
      else expect(hits).toContain(record.id)
    }
    const listed = await t.send<ListPage>(who, 'GET', `${path()}?q=${record.ref}`)
    expect(listed.body.items.map((i) => i.id)).toContain(record.id)
  })

  test('leaves the list when archived and comes back', async () => {
    const who = archivist()
    const record = await world.create(register, register.examples[0], creatorOf(t, register))
    const mine = who.account === creatorOf(t, register).account
    expect(mine || isGranted(register.can.read, who.actor, null)).toBe(true)
    const send = (action: string, version: number) =>
      t.send<Changed>(who, 'POST', `${path()}/${record.id}/${action}`, { version })
    const ids = async (query: string) => {
      const page = await t.send<ListPage>(who, 'GET', `${path()}?limit=500${query}`)
      return page.body.items.map((i) => i.id)
    }
    const archived = await send('archive', 1)
    expect(archived.status, archived.text).toBe(200)
    expect(await ids('')).not.toContain(record.id)
    expect(await ids('&archived=true')).toContain(record.id)
    const edit = await t.send(who, 'PATCH', `${path()}/${record.id}`, { version: 2, values: {} })
    expect(edit.body).toMatchObject({ code: expect.stringMatching(/^record\/archived|^access\/forbidden/) })
    expect(await ids(`&asOf=${record.updatedAt}`)).toContain(record.id)
    const back = await send('unarchive', 2)
    expect(back.body.records[0]).toMatchObject({ archived: false, version: 3 })
    expect(await ids('')).toContain(record.id)
  })
})

test('a list read as of a moment stays that list', async () => {
  const risks = registers.find((r) => r.name === 'risk')
  if (!risks) throw new Error('there is no register of risks')
  const who = creatorOf(t, risks)
  const url = `${t.base}/records/${pathOf(risks)}?limit=500&archived=both`
  const before = await t.send<ListPage>(who, 'GET', url)
  const moment = (await t.store.now()) as string
  await setTimeout(2)
  const record: RecordItem = await world.create(risks)
  await t.send(who, 'PATCH', `${t.base}/records/${pathOf(risks)}/${before.body.items[0]?.id}`, {
    version: before.body.items[0]?.version,
    values: { title: 'Changed since' },
  })
  const then = await t.send<ListPage>(who, 'GET', `${url}&asOf=${moment}`)
  expect(then.body).toEqual(before.body)
  expect(then.body.items.map((i) => i.id)).not.toContain(record.id)
})
