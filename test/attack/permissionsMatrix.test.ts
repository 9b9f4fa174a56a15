import { afterAll, beforeAll, expect, test } from 'vitest'
import { roles } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import type { ListPage, RecordItem } from '../../src/server/contract.ts'
import { pathOf } from '../../src/server/describe.ts'
import type { OpenApi } from '../../src/server/openapi.ts'
import { makeProvisioning } from '../../src/store/provisioning.ts'
import { type Answer, type SignedIn, type TestApp, testApp } from '../support/app.ts'
import { expectGolden } from '../support/golden.ts'
import { creatorOf, makeWorld, registerNamed } from '../support/world.ts'

const canary = 'Qzcanary9157'
const noId = '00000000-0000-7000-8000-000000000000'
/** A version no record has: who may is refused for it, and nothing changes. */
const version = 999_999

let t: TestApp
let api: OpenApi
/** Our own record of each register by its path, and one of the other organisation's. */
const own = new Map<string, RecordItem>()
const foreign = new Map<string, RecordItem>()
const archived = new Map<string, RecordItem>()

beforeAll(async () => {
  t = await testApp()
  api = (await t.send<OpenApi>(null, 'GET', '/api/v1/openapi.json')).body
  const world = makeWorld(t)
  for (const register of registers) {
    const path = pathOf(register)
    own.set(path, await world.base(register.name))
    if (register.only === 'one') continue
    const made = await world.create(register)
    const by = Object.values(t.people).find((p) => register.can.archive.some((g) => p.roles.some((r) => r === g)))
    const gone = await t.send(by ?? creatorOf(t, register), 'POST', `${t.base}/records/${path}/${made.id}/archive`, {
      version: 1,
    })
    if (gone.status === 200) archived.set(path, made)
  }
  await plantCanaries()
}, 120_000)
afterAll(() => t.close())

/** Records of the other organisation, with a word in them that nobody here may ever see. */
async function plantCanaries(): Promise<void> {
  const made = new Map<string, string>()
  for (let round = 0; round < 4; round++) {
    for (const register of registers.filter((r) => !made.has(r.name))) {
      const needed = Object.entries(register.links).filter(([, link]) => link.required)
      const to = (name: string) => made.get(name === 'any' ? 'aiSystem' : name)
      if (needed.some(([, link]) => !to(link.to))) continue
      const links = needed.map(([name, link]) => [name, link.many ? [to(link.to)] : to(link.to)])
      const texts = Object.entries(register.fields)
        .filter(([name, f]) => (f.type.kind === 'longText' || name === 'title') && !f.setByMove)
        .map(([name]) => [name, `${canary} ${name}`])
      const values = { ...register.examples[0], ...Object.fromEntries([...texts, ...links]) }
      const answer = await t.send<{ records: RecordItem[] }>(
        t.outsider,
        'POST',
        `/api/v1/o/${t.other.slug}/records/${pathOf(register)}`,
        { values },
      )
      const record = answer.body.records?.[0]
      if (!record) continue
      made.set(register.name, record.id)
      foreign.set(pathOf(register), record)
    }
  }
  expect(made.size).toBeGreaterThan(50)
}

interface Operation {
  readonly method: string
  readonly path: string
  /** Path of the register whose records it is about, if it is one. */
  readonly register: string | null
  readonly isAboutOne: boolean
}

function operations(): Operation[] {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
      .map((method) => {
        const register = /\/records\/([^/{]+)/.exec(path)?.[1] ?? null
        return { method, path, register, isAboutOne: register !== null && path.includes('{id}') }
      }),
  )
}

const parts: Readonly<Record<string, string>> = {
  id: noId,
  version: '1',
  hash: 'a'.repeat(64),
  ref: 'iso42001:4.1',
  file: 'suppliers.csv',
  number: '1',
  seq: '0',
}

/** Names that lead somewhere, so that the answer tells of the role and not of the name. */
const named: readonly (readonly [RegExp, string])[] = [
  [/readiness\/export\/\{file\}/, 'readiness/export/findings.csv'],
  [/reports\/\{file\}/, 'reports/statement-of-applicability.html'],
  [/proposals\/\{kind\}/, 'proposals/risks'],
]

const fill = (path: string, org: string, id: string) =>
  named
    .reduce((text, [pattern, by]) => text.replace(pattern, by), path)
    .replace(/\{(\w+)\}/g, (_, name: string) =>
      name === 'organisation' ? org : name === 'id' ? id : (parts[name] ?? '1'),
    )

/** A body that gets past the form and then changes nothing. */
function bodyOf({ method, path, register, isAboutOne }: Operation): unknown {
  if (method === 'get' || method === 'delete') return undefined
  if (register === null) return {}
  if (!isAboutOne) return { values: { 'no such field': 1 } }
  if (path.endsWith('{id}/restore')) return { version, to: 1 }
  return method === 'patch' ? { version, values: {} } : { version }
}

/** What ends the sign-in of whoever asks, or counts attempts by network address, is asked by nobody here. */
const endsSignIn = (path: string) => path.endsWith('/sign-out') || path.endsWith('/{provider}/start')
/** A job that would go on after the answer, and a page that streams for as long as somebody looks. */
const heavy = (path: string) => /\.(pdf|docx|xlsx)$/.test(path)

interface Asker {
  readonly name: string
  readonly who: SignedIn | null
}

async function ask({ who }: Asker, operation: Operation, org: string, id: string): Promise<Answer> {
  return t.send(who, operation.method.toUpperCase(), fill(operation.path, org, id), bodyOf(operation))
}

/** `200 administrator viewer; 403 nobody` */
const told = (found: ReadonlyMap<number, readonly string[]>) =>
  [...found]
    .sort(([a], [b]) => a - b)
    .map(([status, names]) => `${status} ${inShort(names)}`)
    .join('; ')

function inShort(names: readonly string[]): string {
  if (names.length === askers().length) return 'all'
  const rest = names.filter((name) => !roles.some((role) => role === name))
  return names.length - rest.length === roles.length ? ['every role', ...rest].join(', ') : names.join(', ')
}

const askers = (): Asker[] => [
  { name: 'nobody', who: null },
  ...roles.map((role) => ({ name: role, who: t.people[role] })),
  { name: 'outsider', who: t.outsider },
]

async function askAll(operation: Operation, id: string): Promise<string> {
  const found = new Map<number, string[]>()
  const answers = await Promise.all(
    askers().map(async (asker) => ({ asker, answer: await ask(asker, operation, t.org.slug, id) })),
  )
  for (const { asker, answer } of answers) {
    const what = `${asker.name}: ${operation.method} ${operation.path}`
    expect(answer.status, `${what}\n${answer.text.slice(0, 300)}`).toBeLessThan(500)
    if (asker.name !== 'outsider') expect(answer.bytes.includes(canary), what).toBe(false)
    found.set(answer.status, [...(found.get(answer.status) ?? []), asker.name])
  }
  return told(found)
}

test('every route of the document answers every role as the matrix says', { timeout: 300_000 }, async () => {
  const lines: string[] = []
  for (const operation of operations()) {
    const name = `${operation.method.toUpperCase()} ${operation.path}`
    if (endsSignIn(operation.path) || heavy(operation.path)) {
      lines.push(`${name}: told by its own tests`)
      continue
    }
    const record = operation.register === null ? undefined : own.get(operation.register)
    lines.push(`${name}: ${await askAll(operation, record?.id ?? noId)}`)
  }
  await expectGolden('routePermissions', lines)
})

test('every route of SCIM answers every role, token and key as the matrix says', { timeout: 120_000 }, async () => {
  const scim = (await t.send<OpenApi>(null, 'GET', '/api/v1/openapi-scim.json')).body
  const kept = makeProvisioning(t.store.pool)
  const by = { actor: t.people.administrator.actor, requestId: 'test' }
  const [ours, revoked, theirs] = [
    await kept.createToken(t.org.id, 'Ours', true, by),
    await kept.createToken(t.org.id, 'Revoked', true, by),
    await kept.createToken(t.other.id, 'Theirs', true, by),
  ]
  await kept.revokeToken(t.org.id, revoked.id, by)
  const account = t.people.viewer.account
  const bearers: readonly (readonly [string, string | null])[] = [
    ...askers().map(({ name, who }) => [name, who?.token ?? null] as const),
    ['a token of the organisation', ours.token],
    ['a revoked token', revoked.token],
    ['a token of another organisation', theirs.token],
  ]
  const lines: string[] = []
  for (const [path, item] of Object.entries(scim.paths)) {
    for (const method of Object.keys(item)) {
      const found = new Map<number, string[]>()
      for (const [name, bearer] of bearers) {
        const answer = await t.app.inject({
          method: method.toUpperCase() as 'GET',
          url: path
            .replace('{organisation}', t.org.slug)
            .replace('{id}', path.includes('/Users/') && method === 'get' ? account : noId),
          headers: {
            ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
            ...(method === 'get' || method === 'delete' ? {} : { 'content-type': 'application/scim+json' }),
          },
          ...(method === 'get' || method === 'delete' ? {} : { payload: '{}' }),
        })
        expect(answer.body.includes(canary), `${name}: ${method} ${path}`).toBe(false)
        found.set(answer.statusCode, [...(found.get(answer.statusCode) ?? []), name])
      }
      lines.push(
        `${method.toUpperCase()} ${path}: ${[...found]
          .sort(([a], [b]) => a - b)
          .map(([status, names]) => `${status} ${names.length > 3 ? 'everybody else' : names.join(', ')}`)
          .join('; ')}`,
      )
    }
  }
  await expectGolden('scimPermissions', lines)
})

/** Registers that stand for the rest: open to all, confidential, and read like what they are about. */
const samples = ['supplier', 'concern', 'comment', 'risk', 'document'].map(registerNamed)

test('archived, confidential and foreign records answer every role as the matrix says', {
  timeout: 120_000,
}, async () => {
  const lines: string[] = []
  for (const register of samples) {
    const path = pathOf(register)
    const about = operations().filter((o) => o.register === path && o.isAboutOne)
    expect(about.length).toBeGreaterThan(6)
    for (const operation of about) {
      const name = `${operation.method.toUpperCase()} ${operation.path}`
      const gone = archived.get(path)
      if (gone) lines.push(`archived ${name}: ${await askAll(operation, gone.id)}`)
      lines.push(`absent ${name}: ${await askAll(operation, noId)}`)
      // What belongs to another organisation is answered like what is not there, to the letter.
      const other = foreign.get(path)
      expect(other).toBeDefined()
      for (const asker of askers().filter((a) => a.who !== t.outsider)) {
        const there = await ask(asker, operation, t.org.slug, other?.id ?? '')
        const absent = await ask(asker, operation, t.org.slug, noId)
        expect(alike(there, other?.id ?? ''), `${asker.name}: ${name}`).toEqual(alike(absent, noId))
        const elsewhere = await ask(asker, operation, t.other.slug, other?.id ?? '')
        expect(elsewhere.status, `${asker.name}: ${name} of the other organisation`).toBe(asker.who ? 404 : 401)
      }
    }
  }
  await expectGolden('recordPermissions', lines)
})

/** An answer without what differs from request to request. */
const alike = ({ status, text }: Answer, id: string) => [
  status,
  text.replaceAll(id, 'ID').replace(/"requestId":"[^"]*"/, ''),
]

test('nothing of another organisation is in anything that gathers, counts, names or fails', {
  timeout: 120_000,
}, async () => {
  const lead = t.people.aimsLead
  const ids = [...foreign.values()].map((r) => r.id)
  const paths = [
    `/search?q=${canary}`,
    `/search?q=${canary.slice(0, 4)}`,
    '/activity?limit=500',
    '/home',
    '/readiness',
    `/refs?ids=${ids.join(',')}`,
    '/log/checkpoints',
    '/log/entries?limit=500',
    '/members',
    '/keys',
    '/access',
    '/auditPacks',
    ...[...foreign].flatMap(([path, { id, ref }]) => [
      `/records/${path}?q=${canary}&count=true`,
      `/records/${path}?filter=title:contains:${canary}&count=true&archived=both`,
      `/records/${path}/${id}`,
      `/records/${path}/${ref}?view=record`,
      `/export/${path}.csv`,
      `/export/${path}.json`,
    ]),
  ]
  for (const path of paths) {
    const answer = await t.send<Partial<ListPage>>(lead, 'GET', `${t.base}${path}`)
    expect(answer.status, path).toBeLessThan(500)
    // Words that were asked for may stand in a refusal; nothing that was kept does.
    expect(new RegExp(`${canary} \\w`).test(answer.text), path).toBe(false)
    if (answer.status === 200 && /[?&]count=true/.test(path)) expect(answer.body.total, path).toBe(0)
    for (const id of ids)
      expect(answer.text.includes(id) && answer.status === 200, `${path} tells of ${id}`).toBe(false)
  }
  // Linking to it is refused in the words for what is not there.
  const system = foreign.get('ai-systems')?.id
  const linked = await t.send(lead, 'POST', `${t.base}/records/risks`, {
    values: { ...registerNamed('risk').examples[0], systems: [system] },
  })
  expect([linked.status, linked.text.includes('There is no ai system with the id')]).toEqual([422, true])
})
