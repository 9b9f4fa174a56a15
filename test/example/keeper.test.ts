import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { examplePeople } from '../../examples/index.ts'
import { registers } from '../../src/registers/index.ts'
import { buildApp } from '../../src/server/app.ts'
import { customFieldSource } from '../../src/server/customFields.ts'
import { type ExampleKeeper, exampleKeeper, exampleRoutes } from '../../src/server/example.ts'
import { checkRows } from '../../src/store/log/checkRows.ts'
import { type TestStore, testStore } from '../support/store.ts'

let it: TestStore
let keeper: ExampleKeeper
let app: FastifyInstance
let account: string
let token: string
let other: string

beforeAll(async () => {
  it = await testStore(registers, { customFields: customFieldSource })
  keeper = exampleKeeper(it.store, it.appUrl)
  app = await buildApp({
    store: it.store,
    version: '0.0.0-test',
    makeExample: keeper.open,
    also: [exampleRoutes(keeper)],
  })
  account = await it.store.directory.createAccount('Visitor', null)
  other = await it.store.directory.createAccount('Another', null)
  token = await it.store.directory.createSession(account, 'token', 'test', 1)
  await it.store.directory.setMember(it.org, account, ['administrator'], null)
  // Two who open it at the same moment get the same example.
  const both = await Promise.all([keeper.open(account), keeper.open(other)])
  expect(both).toEqual([{ slug: 'aldermoor-finance' }, { slug: 'aldermoor-finance' }])
}, 60_000)

afterAll(async () => {
  await app?.close()
  await it?.close()
})

const examples = async () => (await it.store.directory.organisations()).filter((o) => o.kind === 'example')

const reset = (slug: string) =>
  app.inject({ method: 'POST', url: `/api/v1/o/${slug}/example/reset`, headers: { authorization: `Bearer ${token}` } })

test('the visitor is the lead of the example', async () => {
  expect(await examples()).toHaveLength(1)
  const mine = (await it.store.directory.memberships(account)).find((m) => m.kind === 'example')
  expect(mine?.person).toBe(examplePeople.hanne)
  expect(mine?.roles).toContain('topManagement')
})

const joined = async (slug: string) => {
  const org = await it.store.directory.organisation(slug)
  return (await it.store.members.history(org?.id ?? '', 50)).map(({ actor, event }) => [actor, event.action, event.id])
}

test('the log of the example says who was let in, once', async () => {
  const by = 'Keeper of the example'
  const expected = [
    [by, 'join', account],
    [by, 'join', other],
  ]
  expect((await joined('aldermoor-finance')).sort()).toEqual([...expected].sort())
  const before = (await it.store.logHead((await examples())[0]?.id ?? ''))?.size
  await keeper.open(account)
  expect((await it.store.logHead((await examples())[0]?.id ?? ''))?.size).toBe(before)
})

test('only the example can be put back', async () => {
  expect((await reset('test-organisation')).statusCode).toBe(404)
  expect((await reset('nowhere')).statusCode).toBe(404)
  expect(await examples()).toHaveLength(1)
})

test('a fresh example takes the address and the members; the old one keeps its history', async () => {
  const [old] = await examples()
  const answer = await reset('aldermoor-finance')
  expect(answer.statusCode).toBe(201)
  expect(answer.json()).toEqual({ slug: 'aldermoor-finance' })
  const fresh = await it.store.directory.organisation('aldermoor-finance')
  expect(fresh?.id).not.toBe(old?.id)
  expect(await it.store.directory.members(old?.id ?? '')).toEqual([])
  const accounts = (await it.store.directory.members(fresh?.id ?? '')).map((m) => m.account)
  expect(accounts.sort()).toEqual([account, other].sort())
  // The two who left it are two entries more.
  const [oldSize, freshSize] = [await it.store.logHead(old?.id ?? ''), await it.store.logHead(fresh?.id ?? '')]
  expect(oldSize?.size).toBe((freshSize?.size ?? 0) + 2)
  const left = (await it.store.members.history(old?.id ?? '', 2)).map(({ event }) => [event.action, event.id])
  expect(left.sort()).toEqual(
    [
      ['leave', account],
      ['leave', other],
    ].sort(),
  )
  for (const one of [old, fresh])
    expect((await checkRows(it.store.pool, one?.id ?? '', it.store.registry)).findings).toEqual([])
  // Who opens the example later gets the fresh one.
  expect(await keeper.open(account)).toEqual({ slug: 'aldermoor-finance' })
  expect(await examples()).toHaveLength(2)
}, 60_000)
