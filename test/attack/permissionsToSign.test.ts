import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Changed, HistoryEntry, RecordDetail } from '../../src/server/contract.ts'
import { ageProofs, byLink, byPassword, goodPassword, member } from '../signIn/people.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { BrowserLike } from '../support/browserLike.ts'
import { makeWorld, registerNamed, type World } from '../support/world.ts'

let t: TestApp
let world: World
beforeAll(async () => {
  t = await testApp()
  world = makeWorld(t)
})
afterAll(() => t.close())

const path = () => `${t.base}/records/business-cases`

/** A business case that waits for its approval. */
async function waiting(): Promise<{ id: string; ref: string; version: number; title: string }> {
  const made = await world.create(registerNamed('businessCase'), {
    ...registerNamed('businessCase').examples[0],
    owner: t.people.systemOwner.person,
    options: [{ option: 'Build it' }],
    chosenOption: 'Build it',
    decision: 'We build it.',
  })
  const lead = t.people.aimsLead
  const asked = await t.send<Changed>(lead, 'POST', `${path()}/${made.id}/moves/submit`, { version: 1 })
  const record = asked.body?.records?.[0]
  if (!record) throw new Error(asked.text)
  return record
}

const approve = (browser: BrowserLike, { id, version }: { id: string; version: number }) =>
  browser.send<Changed & { code?: string }>('POST', `${path()}/${id}/moves/approve`, { version })

const detailOf = async (id: string) => (await t.send<RecordDetail>(t.people.viewer, 'GET', `${path()}/${id}`)).body

test('an approval asks who it is when that was shown long ago, and is kept with what was signed', async () => {
  await member(t, 'Theo', ['topManagement'])
  const browser = await byPassword(t, 'Theo')
  const record = await waiting()
  await ageProofs(t)
  const asked = await approve(browser, record)
  expect([asked.status, asked.body.code]).toEqual([403, 'sign-in/prove'])
  expect((await detailOf(record.id)).record.version).toBe(record.version)
  // The same through a list of changes.
  const change = { do: 'move', register: 'businessCase', id: record.id, version: record.version, move: 'approve' }
  const listed = await browser.send<{ code: string }>('POST', `${t.base}/changes`, { changes: [change] })
  expect(listed.body.code).toBe('sign-in/prove')

  const proven = await browser.send('POST', '/api/v1/account/prove', { password: goodPassword })
  expect(proven.status, JSON.stringify(proven.body)).toBe(200)
  const done = await approve(browser, record)
  expect(done.status, JSON.stringify(done.body)).toBe(200)

  const { signatures, moves } = await detailOf(record.id)
  const history = await t.send<{ entries: HistoryEntry[] }>(t.people.viewer, 'GET', `${path()}/${record.id}/history`)
  const signed = history.body.entries.find((e) => e.version === record.version)
  expect(signatures).toMatchObject([
    {
      move: 'approve',
      version: record.version,
      digest: signed?.digest,
      wording: `I approve business case ${record.ref} "${record.title}", version ${record.version}.`,
      name: 'Theo',
      roles: ['topManagement'],
      method: 'password',
      stillAsSigned: true,
    },
  ])
  expect(moves.find((m) => m.name === 'approve')?.wording).toContain('I approve')
})

test('whether the record still says what was signed is told', async () => {
  const theo = await byPassword(t, 'Theo')
  const record = await waiting()
  const done = await approve(theo, record)
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  const version = done.body.records[0]?.version ?? 0
  const edited = await t.send<Changed>(t.people.aimsLead, 'PATCH', `${path()}/${record.id}`, {
    version,
    values: { situation: 'Another situation.' },
  })
  expect(edited.status, edited.text).toBe(200)
  expect((await detailOf(record.id)).signatures[0]?.stillAsSigned).toBe(false)
})

test('a key signs nothing unless it was made for that', async () => {
  const browser = await byPassword(t, 'Theo')
  const make = async (maySign: boolean) =>
    (
      await browser.send<{ key: string }>('POST', `${t.base}/keys`, {
        name: `Signs: ${maySign}`,
        access: 'write',
        days: 1,
        ...(maySign ? { maySign } : {}),
      })
    ).body.key
  const send = (key: string, record: { id: string; version: number }) =>
    t.app.inject({
      method: 'POST',
      url: `${path()}/${record.id}/moves/approve`,
      headers: { authorization: `Bearer ${key}` },
      payload: { version: record.version },
    })
  const record = await waiting()
  expect((await send(await make(false), record)).json()).toMatchObject({ code: 'access/forbidden' })
  expect((await send(await make(true), record)).statusCode).toBe(200)
  expect((await detailOf(record.id)).signatures[0]?.method).toBe('key for programs "Signs: true"')
})

test('one person on one machine without a password signs with the link they came by, and the signature says so', async () => {
  const account = await t.store.directory.createAccount('Solo', null)
  await t.store.directory.setMember(t.org.id, account, ['topManagement'], null)
  const browser = await byLink(t, account)
  await ageProofs(t)
  const record = await waiting()
  const done = await approve(browser, record)
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  expect((await detailOf(record.id)).signatures[0]?.method).toBe('one-time link; no password is set')
})

test('who may not, or cannot as things stand, is told so before being asked for a password', async () => {
  await member(t, 'Vera', ['viewer'])
  await member(t, 'Tom', ['topManagement'])
  const [viewer, manager] = [await byPassword(t, 'Vera'), await byPassword(t, 'Tom')]
  const [record, other] = [await waiting(), await waiting()]
  await ageProofs(t)
  expect((await approve(viewer, record)).body.code).toBe('access/forbidden')
  expect((await approve(manager, { ...record, version: record.version - 1 })).body.code).toBe('record/conflict')
  const move = ({ id, version }: typeof record, name: string) => ({
    do: 'move',
    register: 'businessCase',
    id,
    version,
    move: name,
  })
  const list = (...changes: object[]) => manager.send<{ code: string }>('POST', `${t.base}/changes`, { changes })
  expect((await list(move(record, 'approve'), move(other, 'submit'))).body.code).toMatch(/^(access|move)\//)
  expect((await list(move(record, 'approve'), move(other, 'approve'))).body.code).toBe('sign-in/prove')
  for (const { id, version } of [record, other]) {
    const after = await detailOf(id)
    expect([after.record.version, after.signatures]).toEqual([version, []])
  }
  const proven = await manager.send('POST', '/api/v1/account/prove', { password: goodPassword })
  expect(proven.status).toBe(200)
  expect((await list(move(record, 'approve'), move(other, 'approve'))).status).toBe(200)
  expect((await detailOf(other.id)).signatures).toMatchObject([{ name: 'Tom', method: 'password' }])
})

test('so it is where keys, links for a new password and the rule on second factors are made', async () => {
  const admin = await member(t, 'Adi', ['administrator'])
  await member(t, 'Con', ['contributor'])
  const both = await member(t, 'Bo', ['viewer'])
  await t.store.directory.setMember(t.other.id, both, ['viewer'], null)
  const [administrator, contributor] = [await byPassword(t, 'Adi'), await byPassword(t, 'Con')]
  await ageProofs(t)
  const code = async (by: BrowserLike, method: string, at: string, body?: object) =>
    (await by.send<{ code: string }>(method, `${t.base}${at}`, body)).body.code
  const key = (role: string) => ({ name: 'Mine', access: 'read', days: 1, roles: [role] })
  expect(await code(contributor, 'POST', '/keys', key('administrator'))).toBe('request/invalid')
  expect(await code(contributor, 'POST', '/keys', key('contributor'))).toBe('sign-in/prove')
  expect(await code(administrator, 'POST', `/members/${both}/reset-link`)).toBe('access/forbidden')
  expect(await code(administrator, 'POST', `/members/${admin}/reset-link`)).toBe('sign-in/prove')
  const rule = { required: false }
  expect(await code(contributor, 'PUT', '/members/second-factor', rule)).toBe('access/forbidden')
  expect(await code(administrator, 'PUT', '/members/second-factor', rule)).toBe('sign-in/prove')
})
