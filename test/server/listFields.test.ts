import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import type { ListPage, RecordItem } from '../../src/server/contract.ts'
import { pathOf } from '../../src/server/describe.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { creatorOf, makeWorld, registerNamed, type World } from '../support/world.ts'

let t: TestApp
let world: World

beforeAll(async () => {
  t = await testApp()
  world = makeWorld(t)
})
afterAll(() => t.close())

const list = (path: string, query = '', who = t.people.aimsLead, headers: Record<string, string> = {}) =>
  t.send<ListPage>(who, 'GET', `${t.base}/records/${path}${query}`, undefined, headers)

describe('a list that is asked for some values', () => {
  test.each(registers.map((r) => [r.name, r] as const))('sends the same of %s as the whole list does', async (_, r) => {
    await world.base(r.name)
    const who = creatorOf(t, r)
    const whole = await list(pathOf(r), '?sort=ref', who)
    const names = [r.fields, r.links, r.computed].flatMap((part) => Object.keys(part))
    const all = await list(pathOf(r), `?sort=ref&fields=${names}`, who)
    const bare = (item: RecordItem) => ({ ...item, custom: {} })
    expect(all.body.items).toEqual(whole.body.items.map(bare))
    expect(all.body.names).toEqual(whole.body.names)
    for (const name of Object.keys(r.computed)) {
      const one = await list(pathOf(r), `?sort=ref&fields=${name}`, who)
      expect(one.body.items.map((i) => i.values)).toEqual(whole.body.items.map((i) => ({ [name]: i.values[name] })))
    }
  })

  test('sends nothing else, and names only what the links asked for lead to', async () => {
    const system = await world.create(registerNamed('aiSystem'))
    const risk = await world.create(registerNamed('risk'), {
      ...registerNamed('risk').examples[0],
      systems: [system.id],
      owner: t.people.riskOwner.person,
    })
    const without = await list('risks', `?filter=ref:is:${risk.ref}&fields=ref,category`)
    expect(without.body.items[0]?.values).toEqual({ category: risk.values.category })
    expect(without.body.names).toEqual({})
    const linked = await list('risks', `?filter=ref:is:${risk.ref}&fields=systems`)
    expect(Object.keys(linked.body.names)).toEqual([system.id])
    const [item] = (await list('risks', `?filter=ref:is:${risk.ref}&fields=ref`)).body.items
    expect(item).toMatchObject({
      ref: risk.ref,
      title: risk.title,
      state: risk.state,
      owner: t.people.riskOwner.person,
    })
    expect(item?.values).toEqual({})
  })

  test('knows own fields of the organisation', async () => {
    const field = { title: 'Cost centre', registerName: 'supplier', key: 'costCentre', kind: 'text' }
    const [own] = await t.commit([{ do: 'create', register: 'customField', values: field }])
    await t.commit([{ do: 'move', register: 'customField', id: own?.id ?? '', version: 1, move: 'activate' }])
    const values = { title: 'Skyhus', providesAi: true }
    const custom = { costCentre: 'K-7' }
    const made = await t.send(t.people.aimsLead, 'POST', `${t.base}/records/suppliers`, { values, custom })
    expect(made.status).toBe(201)
    const { body } = await list('suppliers', '?filter=title:is:Skyhus&fields=custom.costCentre')
    expect(body.items[0]).toMatchObject({ values: {}, custom })
    expect((await list('suppliers', '?fields=custom.other')).status).toBe(400)
  })

  test('refuses a name no record of the register has, and says which may be meant', async () => {
    const answer = await t.send<{ code: string; fields: { field: string; message: string }[] }>(
      t.people.aimsLead,
      'GET',
      `${t.base}/records/risks?fields=title,catgory`,
    )
    expect(answer.status).toBe(400)
    expect(answer.body.fields).toEqual([
      { field: 'fields', message: expect.stringMatching(/have no "catgory".*"category"/) },
    ])
    for (const name of ["a'b", '__proto__', 'constructor', 'custom.__proto__', 'data'])
      expect((await list('risks', `?fields=${encodeURIComponent(name)}`)).status, name).toBe(400)
  })

  test('sends at a past date what was true then', async () => {
    const { body: before } = await list('suppliers', '?fields=title&sort=ref')
    const at = (await t.store.now()) as string
    const [first] = before.items
    await t.send(t.people.aimsLead, 'PATCH', `${t.base}/records/suppliers/${first?.id}`, {
      version: first?.version,
      values: { title: 'Renamed' },
    })
    expect((await list('suppliers', `?fields=title&sort=ref&asOf=${at}`)).body.items[0]?.title).toBe(first?.title)
    expect((await list('suppliers', '?fields=title&sort=ref')).body.items[0]?.title).toBe('Renamed')
  })

  test('shows nobody more than the whole list does', async () => {
    for (const register of registers) {
      const who = t.people.viewer
      const whole = await list(pathOf(register), '', who)
      const part = await list(pathOf(register), '?fields=ref', who)
      expect([part.status, part.body.items?.map((i) => i.id)], register.name).toEqual([
        whole.status,
        whole.body.items?.map((i) => i.id),
      ])
    }
  })
})

describe('a list asked for again', () => {
  test('is not sent while nothing was recorded, and is after a change', async () => {
    const first = await list('suppliers')
    const tag = String(first.headers.etag)
    const again = await list('suppliers', '', t.people.aimsLead, { 'if-none-match': tag })
    expect([again.status, again.text]).toEqual([304, ''])
    await world.create(registerNamed('supplier'))
    const changed = await list('suppliers', '', t.people.aimsLead, { 'if-none-match': tag })
    expect(changed.status).toBe(200)
    expect(changed.headers.etag).not.toBe(tag)
  })

  test('is sent to somebody else, who may see other records', async () => {
    const mine = await list('concerns', '', t.people.concernHandler)
    const theirs = await list('concerns', '', t.people.viewer, { 'if-none-match': String(mine.headers.etag) })
    expect(theirs.status).not.toBe(304)
  })
})

test('records asked for at the same time are each answered with their own', async () => {
  const made = await Promise.all(Array.from({ length: 12 }, () => world.create(registerNamed('supplier'))))
  const ids = [...made.map((r) => r.id), crypto.randomUUID(), t.people.viewer.person]
  const answers = await Promise.all(
    [...ids, ...ids].map((id) =>
      t.send<{ record: RecordItem }>(t.people.aimsLead, 'GET', `${t.base}/records/suppliers/${id}`),
    ),
  )
  expect(answers.map((a) => a.body.record?.id ?? a.status)).toEqual(
    [...ids, ...ids].map((id) => (made.some((r) => r.id === id) ? id : 404)),
  )
  const foreign = await Promise.all(
    ids.map((id) => t.send(t.outsider, 'GET', `/api/v1/o/${t.other.slug}/records/suppliers/${id}`)),
  )
  expect(foreign.every((a) => a.status === 404)).toBe(true)
})

test('a name that changed is sent with the list at once, whatever was known of it', async () => {
  const [person] = await t.commit([{ do: 'create', register: 'person', values: { title: 'Former Name' } }])
  const id = person?.id ?? ''
  await world.create(registerNamed('supplier'), { ...registerNamed('supplier').examples[0], owner: id })
  const names = async () => (await list('suppliers', `?filter=owner:is:${id}&fields=owner`)).body.names[id]?.title
  expect([await names(), await names()]).toEqual(['Former Name', 'Former Name'])
  await t.commit([{ do: 'edit', register: 'person', id, version: 1, values: { title: 'New Name' } }])
  expect(await names()).toBe('New Name')
})
