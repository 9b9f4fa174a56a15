import Ajv2020 from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Members, Provisioning } from '../../src/server/contract.ts'
import { scimOpenApi } from '../../src/server/singleSignOn/scimOpenApi.ts'
import { type TestApp, testApp } from '../support/app.ts'
import type { BrowserLike } from '../support/browserLike.ts'
import { addressOf, byLink, byPassword, isSignedIn, member } from './people.ts'

const type = 'application/scim+json'
const described = scimOpenApi('test') as unknown as {
  paths: Record<string, Record<string, { responses?: object }>>
}
const ajv = new Ajv2020.default({ strict: false })
formats.default(ajv)
ajv.addSchema(described, 'scim')

let t: TestApp
let administrator: BrowserLike
let token: string
let tokenId: string

beforeAll(async () => {
  t = await testApp({ signIn: { publicAddress: new URL('http://aims.test') } })
  administrator = await byLink(t, t.people.administrator.account)
  const made = await administrator.send<{ id: string; token: string }>('POST', `${t.base}/provisioning/tokens`, {
    name: 'Directory',
  })
  expect(made.status).toBe(201)
  token = made.body.token
  tokenId = made.body.id
}, 60_000)
afterAll(() => t.close())

interface Sent<T> {
  readonly status: number
  readonly body: T
  readonly type: string
}
type Loose = Record<string, unknown>

async function scim<T = Loose>(
  method: string,
  path: string,
  body?: unknown,
  by = token,
  org = t.org.slug,
): Promise<Sent<T>> {
  const answer = await t.app.inject({
    method: method as 'GET',
    url: `/scim/v2/${org}${path}`,
    headers: {
      authorization: `Bearer ${by}`,
      ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  })
  expectDescribed(method, path, answer)
  return {
    status: answer.statusCode,
    body: (answer.body === '' ? {} : JSON.parse(answer.body)) as T,
    type: String(answer.headers['content-type'] ?? ''),
  }
}

/** Every answer is what the OpenAPI document of SCIM says. */
function expectDescribed(method: string, path: string, answer: { statusCode: number; body: string }): void {
  const bare = (path.split('?')[0] ?? '').replace(/^(\/\w+)\/.+$/, '$1/{id}')
  const template = `/scim/v2/{organisation}${bare}`
  const { responses } = described.paths[template]?.[method.toLowerCase()] ?? {}
  const where = `${method} ${template} ${answer.statusCode}`
  expect(Object.keys(responses ?? {}), where).toContain(String(answer.statusCode))
  if (answer.statusCode === 204) return
  const at = [
    'paths',
    template,
    method.toLowerCase(),
    'responses',
    String(answer.statusCode),
    'content',
    type,
    'schema',
  ]
  const pointer = at.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
  const validate = ajv.getSchema(`scim#/${pointer}`)
  if (!validate) throw new Error(`no schema for ${where}`)
  validate(JSON.parse(answer.body))
  expect(validate.errors ?? [], where).toEqual([])
}

const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** A user as Okta creates one. */
const oktaUser = (name: string) => ({
  schemas: [userSchema],
  userName: `${name}@example.org`,
  name: { givenName: name, familyName: 'Okta' },
  emails: [{ primary: true, value: `${name}@example.org`, type: 'work' }],
  displayName: `${name} Okta`,
  locale: 'en-US',
  externalId: `00u${name}`,
  groups: [],
  password: '1mz050nq',
  active: true,
})

/** A user as Entra creates one. */
const entraUser = (name: string) => ({
  schemas: [userSchema, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
  externalId: `${name}-mail-nickname`,
  userName: `${name}@example.org`,
  active: true,
  displayName: `${name} Entra`,
  emails: [{ primary: true, type: 'work', value: `${name}@example.org` }],
  meta: { resourceType: 'User' },
  name: { formatted: `${name} Entra`, familyName: 'Entra', givenName: name },
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Risk' },
})

const create = async (body: unknown): Promise<string> => {
  const made = await scim('POST', '/Users', body)
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return String(made.body.id)
}
const patch = (id: string, ...Operations: Loose[]) =>
  scim('PATCH', `/Users/${id}`, { schemas: [patchSchema], Operations })
const inside = async () => (await administrator.send<Members>('GET', `${t.base}/members`)).body
const memberOf = async (id: string) => (await inside()).members.find((m) => m.account === id)
const lastEvents = async (count: number) =>
  (await inside()).history.slice(0, count).map(({ actor, event }) => `${actor}: ${event.action} ${event.name}`)
const logSize = async () => (await t.store.logHead(t.org.id))?.size ?? 0

describe('a directory', () => {
  test('finds out what is supported', async () => {
    const config = await scim('GET', '/ServiceProviderConfig')
    expect(config).toMatchObject({ status: 200, body: { patch: { supported: true }, filter: { supported: true } } })
    expect(config.type).toMatch(/^application\/scim\+json/)
    expect((await scim<Loose>('GET', '/ResourceTypes')).body).toMatchObject({ totalResults: 2 })
    expect((await scim('GET', '/ResourceTypes/User')).body).toMatchObject({ endpoint: '/Users', schema: userSchema })
    expect((await scim('GET', '/Schemas')).body).toMatchObject({ totalResults: 2 })
    expect((await scim('GET', `/Schemas/${userSchema}`)).body).toMatchObject({ name: 'User' })
  })

  test('as Okta: looks whether somebody is there, creates them, and deactivates them, which ends their sessions', async () => {
    const filter = encodeURIComponent('userName eq "ada@example.org"')
    expect((await scim('GET', `/Users?filter=${filter}&startIndex=1&count=100`)).body).toMatchObject({
      totalResults: 0,
      Resources: [],
    })
    const id = await create(oktaUser('ada'))
    expect(await lastEvents(1)).toEqual(['Provisioning: Directory: join ada Okta'])
    expect((await scim('GET', `/Users?filter=${filter}`)).body).toMatchObject({
      totalResults: 1,
      startIndex: 1,
      Resources: [{ id, userName: 'ada@example.org', externalId: '00uada', active: true, name: { givenName: 'ada' } }],
    })
    expect(await memberOf(id)).toMatchObject({ roles: ['viewer'], suspendedAt: null })
    expect((await scim('POST', '/Users', oktaUser('ada'))).body).toMatchObject({
      status: '409',
      scimType: 'uniqueness',
    })

    const browser = await byLink(t, id)
    expect((await browser.send('GET', `${t.base}/home`)).status).toBe(200)
    const done = await patch(id, { op: 'replace', value: { active: false } })
    expect(done.body).toMatchObject({ active: false })
    expect(await isSignedIn(browser)).toBe(false)
    expect((await memberOf(id))?.suspendedAt).not.toBe(null)
    expect(await lastEvents(1)).toEqual(['Provisioning: Directory: suspend ada Okta'])
    await scim('PUT', `/Users/${id}`, { ...oktaUser('ada'), active: true })
    expect((await memberOf(id))?.suspendedAt).toBe(null)
    expect(await lastEvents(1)).toEqual(['Provisioning: Directory: resume ada Okta'])
  })

  test('deactivates somebody at once: sessions and keys are gone, and keys do not come back', async () => {
    const id = await create(oktaUser('kay'))
    const browser = await byLink(t, id)
    const made = await browser.send<{ key: string }>('POST', `${t.base}/keys`, {
      name: 'Report',
      access: 'read',
      days: null,
    })
    expect(made.status).toBe(201)
    const withKey = async () =>
      (await t.app.inject({ url: `${t.base}/home`, headers: { authorization: `Bearer ${made.body.key}` } })).statusCode
    const token = await t.store.directory.createSession(id, 'token', 'Command line', 1)
    const withToken = async () =>
      (await t.app.inject({ url: `${t.base}/home`, headers: { authorization: `Bearer ${token}` } })).statusCode
    expect([await withKey(), await withToken(), await isSignedIn(browser)]).toEqual([200, 200, true])
    await patch(id, { op: 'Replace', path: 'active', value: 'False' })
    // At once, although all three were looked at a moment ago.
    expect([await withKey(), await withToken(), await isSignedIn(browser)]).toEqual([401, 404, false])
    await patch(id, { op: 'Replace', path: 'active', value: 'True' })
    expect([await withKey(), await isSignedIn(browser)]).toEqual([401, false])
    // Somebody else's keys are as they were.
    const other = await create(oktaUser('lou'))
    const others = await (await byLink(t, other)).send<{ key: string }>('POST', `${t.base}/keys`, {
      name: 'Report',
      access: 'read',
      days: null,
    })
    await patch(id, { op: 'Replace', path: 'active', value: false })
    const still = await t.app.inject({
      url: `${t.base}/home`,
      headers: { authorization: `Bearer ${others.body.key}` },
    })
    expect(still.statusCode).toBe(200)
  })

  test('as Entra: asks for somebody who cannot be there, and sends large operations and texts for truth', async () => {
    const nobody = encodeURIComponent('userName eq "5d48a0a8e9f04aa38008"')
    expect((await scim('GET', `/Users?filter=${nobody}`)).body).toMatchObject({ totalResults: 0 })
    const id = await create(entraUser('ben'))
    const renamed = await patch(
      id,
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'benjamin@example.org' },
      { op: 'Replace', path: 'name.familyName', value: 'Newname' },
      { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'Audit' },
    )
    expect(renamed.body).toMatchObject({ name: { familyName: 'Newname' }, displayName: 'ben Newname' })
    // The address people sign in with is changed by themselves.
    expect((await memberOf(id))?.email).toBe('ben@example.org')
    expect((await patch(id, { op: 'Replace', path: 'active', value: 'False' })).body).toMatchObject({ active: false })
    expect((await patch(id, { op: 'Add', path: 'active', value: 'True' })).body).toMatchObject({ active: true })
    const byExternal = encodeURIComponent('externalId eq "ben-mail-nickname" and active eq true')
    expect((await scim('GET', `/Users?filter=${byExternal}`)).body).toMatchObject({ totalResults: 1 })
    const byMail = encodeURIComponent('emails[type eq "work" and value sw "BEN@"] or userName co "nobody"')
    expect((await scim('GET', `/Users?filter=${byMail}`)).body).toMatchObject({ totalResults: 1 })
  })

  test('takes a type of content where nothing is sent, as Okta does when it deletes', async () => {
    const send = (method: 'DELETE' | 'POST', url: string, payload?: string) =>
      t.app.inject({
        method,
        url: `/scim/v2/${t.org.slug}${url}`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
        ...(payload === undefined ? {} : { payload }),
      })
    const id = await create(oktaUser('dee'))
    expect((await send('DELETE', `/Users/${id}`, '{')).statusCode).toBe(400)
    expect((await memberOf(id))?.suspendedAt).toBe(null)
    expect((await send('DELETE', `/Users/${id}`)).statusCode).toBe(204)
    expect((await memberOf(id))?.suspendedAt).not.toBe(null)
    // What needs a body says so.
    const empty = await send('POST', '/Users')
    expect([empty.statusCode, empty.json()]).toMatchObject([400, { detail: 'Send a user as a JSON object.' }])
  })

  test('deletes somebody: their access ends, their history stays, and they can come again', async () => {
    const id = await create(oktaUser('cyd'))
    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(204)
    expect((await scim('GET', `/Users/${id}`)).body).toMatchObject({ status: '404' })
    expect((await scim('DELETE', `/Users/${id}`)).status).toBe(404)
    expect((await memberOf(id))?.suspendedAt).not.toBe(null)
    expect(await create(oktaUser('cyd'))).toBe(id)
    expect((await memberOf(id))?.suspendedAt).toBe(null)
  })

  test('takes up who is a member already', async () => {
    const account = await member(t, 'Dora', ['contributor'])
    const filter = encodeURIComponent(`userName eq "${addressOf('Dora').toUpperCase()}"`)
    const found = await scim<{ Resources: Loose[] }>('GET', `/Users?filter=${filter}`)
    expect(found.body.Resources[0]).toMatchObject({ id: account })
    await scim('PUT', `/Users/${account}`, { ...oktaUser('dora'), externalId: 'x1' })
    expect((await scim('GET', `/Users/${account}`)).body).toMatchObject({
      externalId: 'x1',
      userName: 'dora@example.org',
    })
    expect((await memberOf(account))?.roles).toEqual(['contributor'])
  })

  test('as Okta and Entra: changes somebody in the many ways they write it', async () => {
    const id = await create(entraUser('nia'))
    const now = async () => (await scim('GET', `/Users/${id}`)).body
    // Okta: everything at once, without a path.
    await patch(id, { op: 'replace', value: { active: true, name: { givenName: 'Nia', familyName: 'One' } } })
    expect(await now()).toMatchObject({ name: { givenName: 'Nia', familyName: 'One' }, displayName: 'Nia One' })
    // Entra: dotted names without a path, and an address under a filter that finds nothing yet.
    await patch(id, { op: 'Add', value: { 'name.familyName': 'Two', displayName: 'Nia the second' } })
    expect(await now()).toMatchObject({ name: { familyName: 'Two' }, displayName: 'Nia the second' })
    await patch(id, { op: 'Add', path: 'emails[type eq "other"].value', value: 'nia.other@example.org' })
    await patch(id, { op: 'Replace', path: `${userSchema}:userName`, value: 'nia.new@example.org' })
    expect(await now()).toMatchObject({ userName: 'nia.new@example.org' })
    await patch(id, { op: 'Remove', path: 'externalId' })
    expect(await now()).not.toHaveProperty('externalId')
    // Several at once are all done or none.
    const before = await now()
    const half = await patch(
      id,
      { op: 'replace', path: 'displayName', value: 'Half' },
      { op: 'replace', path: 'userName', value: 'ben@example.org' },
    )
    expect(half.body).toMatchObject({ scimType: 'uniqueness' })
    expect(await now()).toEqual(before)
    expect(
      (await scim('GET', `/Users?filter=${encodeURIComponent('not (active eq false) and userName pr')}&count=0`)).body,
    ).toMatchObject({ itemsPerPage: 0 })
  })

  test('reads every page once, in an order that stays', async () => {
    const ids: string[] = []
    const total = (await scim<{ totalResults: number }>('GET', '/Users?count=0')).body.totalResults
    for (let from = 1; from <= total; from += 4) {
      const page = await scim<{ Resources: { id: string }[]; itemsPerPage: number }>(
        'GET',
        `/Users?startIndex=${from}&count=4&attributes=userName`,
      )
      expect(page.body.itemsPerPage).toBe(Math.min(4, total - from + 1))
      ids.push(...page.body.Resources.map((r) => r.id))
    }
    expect(new Set(ids).size).toBe(total)
    expect((await scim('GET', `/Users?startIndex=${total + 1}`)).body).toMatchObject({ itemsPerPage: 0, Resources: [] })
    expect((await scim('GET', '/Users?startIndex=-3&count=-1')).body).toMatchObject({ startIndex: 1, itemsPerPage: 0 })
  })

  test('reads in pages, and only what it asks for', async () => {
    const all = await scim<{ totalResults: number }>('GET', '/Users?count=0')
    expect(all.body).toMatchObject({ itemsPerPage: 0, Resources: [] })
    const second = await scim<{ Resources: Loose[] }>('GET', '/Users?startIndex=2&count=1&attributes=userName')
    expect(second.body).toMatchObject({ startIndex: 2, itemsPerPage: 1, totalResults: all.body.totalResults })
    expect(Object.keys(second.body.Resources[0] ?? {}).sort()).toEqual(['id', 'schemas', 'userName'])
    const none = await scim<{ Resources: Loose[] }>('GET', '/Users?excludedAttributes=groups,emails&count=1')
    expect(none.body.Resources[0]).not.toHaveProperty('emails')
  })
})

describe('groups', () => {
  test('give roles once an administrator says which, and take them again; each change is logged', async () => {
    const [eve, fay] = [await create(oktaUser('eve')), await create(oktaUser('fay'))]
    const made = await scim('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
      displayName: 'AI risk',
      meta: { resourceType: 'Group' },
      members: [{ value: eve }],
    })
    expect(made.status).toBe(201)
    const id = String(made.body.id)
    expect((await memberOf(eve))?.roles).toEqual(['viewer'])
    const set = await administrator.send('PUT', `${t.base}/provisioning/groups/${id}`, { roles: ['riskOwner'] })
    expect(set.body).toEqual({ changed: 1 })
    expect((await memberOf(eve))?.roles).toEqual(['riskOwner'])

    const change = (...Operations: Loose[]) => scim('PATCH', `/Groups/${id}`, { schemas: [patchSchema], Operations })
    const before = await logSize()
    await change({ op: 'Add', path: 'members', value: [{ $ref: null, value: fay }] })
    expect((await memberOf(fay))?.roles).toEqual(['riskOwner'])
    expect(await logSize()).toBe(before + 1)
    expect(await lastEvents(1)).toEqual(['Provisioning: Directory: change fay Okta'])
    // Entra names them in the value, Okta in the path.
    await change({ op: 'Remove', path: 'members', value: [{ value: eve }] })
    expect((await memberOf(eve))?.roles).toEqual(['viewer'])
    expect((await memberOf(fay))?.roles).toEqual(['riskOwner'])
    await change({ op: 'remove', path: `members[value eq "${fay}"]` })
    expect((await memberOf(fay))?.roles).toEqual(['viewer'])
    await change({ op: 'replace', value: { id, displayName: 'AI risks' } })
    const found = await scim(
      'GET',
      `/Groups?excludedAttributes=members&filter=${encodeURIComponent('displayName eq "ai risks"')}`,
    )
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id, displayName: 'AI risks' }] })
    expect((await scim('PUT', `/Groups/${id}`, { displayName: 'AI risks', members: [{ value: eve }] })).status).toBe(
      200,
    )
    expect((await memberOf(eve))?.roles).toEqual(['riskOwner'])
    expect((await scim('GET', `/Users/${eve}`)).body).toMatchObject({ groups: [{ value: id, display: 'AI risks' }] })
    expect((await scim('DELETE', `/Groups/${id}`)).status).toBe(204)
    expect((await scim('GET', `/Groups/${id}`)).status).toBe(404)
  })

  test('give roles that the organisation made itself, and take them again; what was given by hand stays', async () => {
    const role = async (name: string, permissions: string[]) =>
      (
        await administrator.send<{ id: string }>('POST', `${t.base}/access/roles`, {
          name,
          explain: 'Made here.',
          permissions,
        })
      ).body.id
    const [ours, byHand] = [await role('Adds suppliers', ['supplier:create']), await role('Log', ['system:log'])]
    const ivy = await create(oktaUser('ivy'))
    const made = await scim('POST', '/Groups', { displayName: 'Purchase', members: [{ value: ivy }] })
    const path = `${t.base}/provisioning/groups/${String(made.body.id)}`
    const own = async () => (await t.store.access.members(t.org.id)).find((m) => m.account === ivy)
    const refused = await administrator.send('PUT', path, { roles: ['no such role'] })
    expect(refused.body).toMatchObject({ code: 'request/invalid' })
    const set = await administrator.send('PUT', path, { roles: ['contributor', ours] })
    expect(set.body).toEqual({ changed: 1 })
    expect(await own()).toMatchObject({ roles: ['contributor'], customRoles: [ours] })
    await administrator.send('PUT', `${t.base}/access/members/${ivy}`, {
      roles: ['contributor'],
      customRoles: [ours, byHand],
      from: null,
      until: null,
      registers: null,
      engagement: null,
    })
    const change = (...Operations: Loose[]) =>
      scim('PATCH', `/Groups/${String(made.body.id)}`, { schemas: [patchSchema], Operations })
    await change({ op: 'remove', path: `members[value eq "${ivy}"]` })
    expect(await own()).toMatchObject({ roles: ['viewer'], customRoles: [byHand] })
    await change({ op: 'add', path: 'members', value: [{ value: ivy }] })
    expect((await own())?.customRoles).toEqual([byHand, ours])
    const before = await logSize()
    await change({ op: 'add', path: 'members', value: [{ value: ivy }] })
    expect(await logSize()).toBe(before)
    await scim('DELETE', `/Groups/${String(made.body.id)}`)
  })

  test('that are called like a role are that role, except the administrator', async () => {
    const id = await create(oktaUser('gil'))
    await scim('POST', '/Groups', { displayName: 'internalAuditor', members: [{ value: id }] })
    await scim('POST', '/Groups', { displayName: 'administrator', members: [{ value: id }] })
    expect((await memberOf(id))?.roles).toEqual(['internalAuditor'])
    expect((await scim('POST', '/Groups', { displayName: 'INTERNALAUDITOR' })).body).toMatchObject({
      scimType: 'uniqueness',
    })
    const { groups } = (await administrator.send<Provisioning>('GET', `${t.base}/provisioning`)).body
    expect(groups).toContainEqual(expect.objectContaining({ name: 'administrator', members: 1, roles: [] }))
  })
})

describe('refused is', () => {
  test('a token that is wrong, missing, revoked, of another organisation, or a key of a person', async () => {
    for (const wrong of ['oscim_wrong-but-long-enough-to-look', 'x', t.people.administrator.token]) {
      const answer = await scim('GET', '/Users', undefined, wrong)
      expect(answer).toMatchObject({ status: 401, body: { status: '401' } })
    }
    expect((await scim('GET', '/Users', undefined, token, t.other.slug)).status).toBe(401)
    expect((await scim('GET', '/Users', undefined, token, 'nowhere')).status).toBe(401)
    // It opens nothing else.
    const home = await t.app.inject({ url: `${t.base}/home`, headers: { authorization: `Bearer ${token}` } })
    expect(home.statusCode).toBe(401)
    const second = await administrator.send<{ id: string; token: string }>('POST', `${t.base}/provisioning/tokens`, {
      name: 'Second',
    })
    expect((await scim('GET', '/Users?count=0', undefined, second.body.token)).status).toBe(200)
    await administrator.send('DELETE', `${t.base}/provisioning/tokens/${second.body.id}`)
    expect((await scim('GET', '/Users?count=0', undefined, second.body.token)).status).toBe(401)
  })

  test('to show a token again, and to make one without being an administrator', async () => {
    const shown = JSON.stringify((await administrator.send('GET', `${t.base}/provisioning`)).body)
    expect(shown).toContain(tokenId)
    expect(shown).not.toContain(token)
    const viewer = await byLink(t, t.people.viewer.account)
    expect((await viewer.send('GET', `${t.base}/provisioning`)).status).toBe(403)
    expect((await viewer.send('POST', `${t.base}/provisioning/tokens`, { name: 'Mine' })).status).toBe(403)
  })

  test('to deactivate the last administrator', async () => {
    const all = await scim<{ Resources: { id: string; roles: { value: string }[] }[] }>('GET', '/Users')
    const admins = all.body.Resources.filter((r) => r.roles.some((role) => role.value === 'administrator'))
    expect(admins).toHaveLength(1)
    const answer = await patch(admins[0]?.id ?? '', { op: 'replace', value: { active: false } })
    expect(answer).toMatchObject({ status: 409, body: { scimType: 'mutability' } })
  })

  test('to bring people of domains that were not confirmed, with a token that an organisation made itself', async () => {
    await t.store.directory.setMember(t.other.id, t.people.viewer.account, ['administrator'], null)
    const other = await byLink(t, t.people.viewer.account)
    const made = await other.send<{ token: string }>('POST', `/api/v1/o/${t.other.slug}/provisioning/tokens`, {
      name: 'Theirs',
    })
    const bring = (name: string) => scim('POST', '/Users', oktaUser(name), made.body.token, t.other.slug)
    expect(await bring('ada')).toMatchObject({ status: 403 })
    expect(await bring('victim')).toMatchObject({ status: 403 })
    expect(await t.store.directory.accountByEmail('victim@example.org')).toBe(null)
    // Nor do they see who is in ours.
    const filter = encodeURIComponent('userName eq "ada@example.org"')
    const seen = await scim('GET', `/Users?filter=${filter}`, undefined, made.body.token, t.other.slug)
    expect(seen.body).toMatchObject({ totalResults: 0 })
    const ada = await t.store.directory.accountByEmail('ada@example.org')
    expect((await scim('GET', `/Users/${ada}`, undefined, made.body.token, t.other.slug)).status).toBe(404)
    expect((await scim('DELETE', `/Users/${ada}`, undefined, made.body.token, t.other.slug)).status).toBe(404)
    await t.store.directory.removeMember(t.other.id, t.people.viewer.account)
  })

  test.each([
    ['GET', '/Users?filter=userName', undefined, 'invalidFilter'],
    ['GET', '/Users?filter=userName%20xx%20%22a%22', undefined, 'invalidFilter'],
    ['GET', '/Users?filter=constructor%20constructor%20%22a%22', undefined, 'invalidFilter'],
    ['GET', `/Users?filter=${'('.repeat(200)}`, undefined, 'invalidFilter'],
    ['GET', '/Users?count=many', undefined, 'invalidValue'],
    ['POST', '/Users', { userName: 'no-address' }, 'invalidValue'],
    ['POST', '/Users', { emails: [{ value: 'x@example.org' }] }, 'invalidValue'],
    ['POST', '/Users', [], 'invalidSyntax'],
    ['POST', '/Groups', { members: [] }, 'invalidValue'],
  ])('what cannot be read: %s %s', async (method, path, body, scimType) => {
    const before = await logSize()
    const answer = await scim(method, path, body)
    expect(answer).toMatchObject({ status: 400, body: { scimType, status: '400' } })
    expect(answer.type).toMatch(/^application\/scim\+json/)
    expect(await logSize()).toBe(before)
  })

  test('a patch without operations, without a target, or with a path there is none', async () => {
    const id = await create(oktaUser('hal'))
    expect((await patch(id)).body).toMatchObject({ scimType: 'invalidSyntax' })
    expect((await patch(id, { op: 'remove' })).body).toMatchObject({ scimType: 'noTarget' })
    expect((await patch(id, { op: 'move', path: 'active' })).body).toMatchObject({ scimType: 'invalidSyntax' })
    expect((await patch(id, { op: 'replace', path: 'a.b.c.d', value: 1 })).body).toMatchObject({
      scimType: 'invalidPath',
    })
    expect((await patch(id, { op: 'replace', path: 'userName', value: 'ada@example.org' })).body).toMatchObject({
      scimType: 'uniqueness',
    })
    expect((await scim('GET', `/Users/${id}`)).body).toMatchObject({ userName: 'hal@example.org', active: true })
  })

  test('a password that a directory sends: nobody signs in with it', async () => {
    await expect(byPassword(t, 'ada')).rejects.toThrow()
  })
})

describe('what is no resource, or takes no such method,', () => {
  const ask = (method: string, url: string, by: string | null = token, more: object = {}) =>
    t.app.inject({
      method: method as 'GET',
      url,
      headers: { ...(by === null ? {} : { authorization: `Bearer ${by}` }), 'content-type': type },
      ...more,
    })
  const org = () => `/scim/v2/${t.org.slug}`

  test.each([
    ['GET', ''],
    ['GET', '/'],
    ['GET', '/Devices'],
    ['POST', '/Bulk'],
    ['POST', '/.search'],
    ['PUT', '/Users'],
    ['DELETE', '/Groups'],
    ['POST', '/ServiceProviderConfig'],
    ['GET', '/Users/a/b'],
    ['OPTIONS', '/Users'],
  ])('is told in the words of SCIM: %s %s', async (method, path) => {
    for (const by of [token, 'oscim_wrong', null]) {
      const answer = await ask(method, `${org()}${path}?filter=x`, by)
      expect(answer.statusCode).toBe(404)
      expect(answer.headers['content-type']).toMatch(/^application\/scim\+json/)
      expect(answer.json()).toEqual({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '404',
        detail: `There is no ${method} ${org()}${path}.`,
      })
    }
  })

  test('so are the path itself, other versions, addresses that cannot be read and bodies that cannot', async () => {
    for (const path of ['/scim', '/scim/', '/scim/v1/x/Users', '/scim/v2']) {
      const answer = await ask('GET', path)
      expect([answer.statusCode, answer.json().status]).toEqual([404, '404'])
    }
    const unreadable = await ask('GET', `${org()}/Users/%zz`)
    expect([unreadable.statusCode, unreadable.json().status]).toEqual([400, '400'])
    expect(unreadable.headers['content-type']).toMatch(/^application\/scim\+json/)
    const body = await ask('POST', `${org()}/Bulk`, token, { payload: 'no JSON' })
    expect(body.json()).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'] })
    expect(body.headers['content-type']).toMatch(/^application\/scim\+json/)
  })

  test('and /Me is not there for a token', async () => {
    const answer = await ask('GET', `${org()}/Me`)
    expect([answer.statusCode, answer.json().status]).toEqual([501, '501'])
  })

  test('while what is beside SCIM is told as everywhere', async () => {
    for (const path of ['/scimitar', '/api/v1/scim', '/api/v1/nothing']) {
      const answer = await ask('GET', path)
      expect(answer.statusCode).toBe(404)
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    }
    expect((await ask('GET', `${org()}/Users`)).statusCode).toBe(200)
  })
})
