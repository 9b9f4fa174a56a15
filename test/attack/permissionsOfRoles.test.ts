import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import type { AccessShown, Changed, HistoryEntry, ListPage, Members } from '../../src/server/contract.ts'
import { allPermissions } from '../../src/server/routes/access.ts'
import { type SignedIn, type TestApp, testApp } from '../support/app.ts'
import { makeWorld, registerNamed, type World } from '../support/world.ts'

let t: TestApp
let world: World
beforeAll(async () => {
  t = await testApp()
  world = makeWorld(t)
})
afterAll(() => t.close())

/** A further member, with roles of their own. */
async function another(name: string, given: readonly Role[]): Promise<SignedIn> {
  const account = await t.store.directory.createAccount(name, null)
  const [person] = await t.commit([{ do: 'create', register: 'person', values: { title: name } }])
  await t.store.directory.setMember(t.org.id, account, given, person?.id ?? null)
  const token = await t.store.directory.createSession(account, 'token', 'Test', 1)
  const id = person?.id ?? ''
  return {
    name,
    account,
    token,
    person: id,
    roles: given,
    actor: { kind: 'person', id: account, name, person: id, roles: given, via: 'api' },
  }
}

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const plain = {
  roles: [] as Role[],
  customRoles: [] as string[],
  from: null,
  until: null,
  registers: null,
  engagement: null,
}
const setAccess = (who: SignedIn, access: object, by = t.people.administrator) =>
  t.send(by, 'PUT', `${t.base}/access/members/${who.account}`, { ...plain, ...access })
const makeRole = (
  permissions: readonly string[],
  name = `Role ${permissions.join(' ')}`,
  by = t.people.administrator,
) => t.send<{ id: string; code?: string }>(by, 'POST', `${t.base}/access/roles`, { name, explain: '', permissions })

test('a role made of permissions gives exactly those, each by itself', async () => {
  const record = await world.create(registerNamed('supplier'))
  const path = `${t.base}/records/suppliers`
  const who = await another('Custom', ['viewer'])
  const probes: Record<string, () => Promise<number>> = {
    'supplier:create': async () => (await t.send(who, 'POST', path, { values: { 'no such field': 1 } })).status,
    'supplier:edit': async () =>
      (await t.send(who, 'PATCH', `${path}/${record.id}`, { version: 99, values: {} })).status,
    'supplier:archive': async () => (await t.send(who, 'POST', `${path}/${record.id}/archive`, { version: 99 })).status,
    'supplier:move:approve': async () =>
      (await t.send(who, 'POST', `${path}/${record.id}/moves/approve`, { version: 99 })).status,
  }
  for (const given of [[], ...Object.keys(probes).map((p) => [p]), Object.keys(probes)]) {
    const customRoles = given.length > 0 ? [(await makeRole(given)).body.id] : []
    expect((await setAccess(who, { roles: ['viewer'], customRoles })).status).toBe(200)
    for (const [permission, probe] of Object.entries(probes)) {
      const allowed = given.includes(permission)
      expect(await probe(), `with [${given}]: ${permission}`).toBe(
        allowed ? (permission.endsWith('create') ? 422 : 409) : 403,
      )
    }
  }
})

test('every permission there is to give opens its register alone, and confidential registers are not among them', async () => {
  const permissions = allPermissions(registers)
  expect(permissions.some((p) => p.startsWith('concern:'))).toBe(false)
  const opens = await makeRole(['risk:read'], 'Reads risks')
  const who = await another('Reads only risks', ['concernHandler'])
  expect((await setAccess(who, { customRoles: [opens.body.id] })).status).toBe(200)
  const read = await t.send<ListPage>(who, 'GET', `${t.base}/records/risks`)
  expect(read.status).toBe(200)
  const refused = await makeRole(['concern:read'], 'Reads concerns')
  expect([refused.status, refused.text.includes('concern:read')]).toEqual([400, true])
  const other = await t.send<ListPage>(who, 'GET', `${t.base}/records/suppliers`)
  expect(other.body.items ?? []).toEqual([])
})

test('only administrators give access, nobody to themselves by standing in, and the last one stays', async () => {
  for (const role of ['aimsLead', 'topManagement', 'viewer'] as const)
    expect((await makeRole(['risk:read'], `By ${role}`, t.people[role])).status).toBe(403)
  const lead = t.people.aimsLead
  const days = { startsOn: day(0), endsOn: day(1) }
  const passed = await t.send(t.people.administrator, 'POST', `${t.base}/access/delegations`, {
    to: lead.account,
    roles: ['administrator'],
    ...days,
  })
  expect(passed.status, passed.text).toBe(201)
  expect((await setAccess(lead, { roles: ['administrator'] }, lead)).status).toBe(403)
  expect((await setAccess(t.people.administrator, { roles: ['viewer'] })).status).toBe(409)
  const until = await setAccess(t.people.administrator, { roles: ['administrator'], until: day(3) })
  expect(until.status).toBe(409)
})

test('who stands in for an administrator lets nobody in and changes no way to sign in, but takes access away', async () => {
  const stands = await another('Stan', ['contributor'])
  const other = await another('Olga', ['viewer'])
  const invite = (by: SignedIn, email: string) =>
    t.send<{ id: string }>(by, 'POST', `${t.base}/members/invitations`, { email, roles: ['administrator'] })
  const open = await invite(t.people.administrator, 'open@example.org')
  expect(open.status, open.text).toBe(201)
  const suspend = (by: SignedIn, suspended: boolean) =>
    t.send(by, 'PATCH', `${t.base}/members/${other.account}`, { suspended })
  expect((await suspend(stands, true)).status).toBe(403)
  const passed = await t.send(t.people.administrator, 'POST', `${t.base}/access/delegations`, {
    to: stands.account,
    roles: ['administrator'],
    startsOn: day(0),
    endsOn: day(1),
  })
  expect(passed.status, passed.text).toBe(201)

  const member = `/members/${stands.account}`
  const lasting: [string, string, unknown?][] = [
    ['POST', '/members/invitations', { email: 'evil@example.org', roles: ['administrator'] }],
    ['POST', `/members/invitations/${open.body.id}/resend`],
    ['PATCH', member, { roles: ['administrator'] }],
    ['PATCH', member, { person: other.person }],
    ['PATCH', `/members/${other.account}`, { suspended: false }],
    ['POST', `/members/${t.people.administrator.account}/reset-link`],
    ['POST', '/single-sign-on/providers', {}],
    ['PUT', '/single-sign-on/policy', {}],
    ['POST', '/provisioning/tokens', { name: 'Evil' }],
  ]
  for (const [method, path, body] of lasting) {
    const answer = await t.send<{ detail: string }>(stands, method as 'POST', `${t.base}${path}`, body)
    expect([path, answer.status, answer.body.detail]).toEqual([
      path,
      403,
      'Who stands in for an administrator gives nobody access and changes nothing about how people sign in.',
    ])
  }
  const members = await t.send<Members>(stands, 'GET', `${t.base}/members`)
  expect(members.status).toBe(200)
  expect(members.body.invitations.map((i) => i.email)).toEqual(['open@example.org'])
  expect(members.body.members.find((m) => m.account === stands.account)?.roles).toEqual(['contributor'])

  expect((await suspend(stands, true)).status).toBe(200)
  expect((await t.send(stands, 'DELETE', `${t.base}/members/invitations/${open.body.id}`)).status).toBe(200)
  expect((await suspend(t.people.administrator, false)).status).toBe(200)
})

test('while somebody is away another uses their roles, says for whom, and not what the first may not do', async () => {
  const away = await another('Ana', ['topManagement'])
  const stands = await another('Ben', ['viewer'])
  const cases = `${t.base}/records/business-cases`
  const make = async (who: SignedIn) => {
    const made = await world.create(
      registerNamed('businessCase'),
      { ...registerNamed('businessCase').examples[0], owner: away.person, chosenOption: 'Do nothing', decision: 'No.' },
      who,
    )
    await t.send(t.people.aimsLead, 'POST', `${cases}/${made.id}/moves/submit`, { version: 1 })
    return made.id
  }
  const mine = await make(t.people.aimsLead)
  const hers = await make(away)
  const approve = (id: string) =>
    t.send<Changed & { code: string }>(stands, 'POST', `${cases}/${id}/moves/approve`, { version: 2 })
  expect((await approve(mine)).status).toBe(403)

  const given = { to: stands.account, roles: ['topManagement'] }
  const beyond = await t.send(away, 'POST', `${t.base}/access/delegations`, {
    ...given,
    roles: ['aimsLead'],
    startsOn: day(0),
    endsOn: day(0),
  })
  expect(beyond.status).toBe(403)
  const later = await t.send(away, 'POST', `${t.base}/access/delegations`, {
    ...given,
    startsOn: day(2),
    endsOn: day(3),
  })
  expect(later.status).toBe(201)
  expect((await approve(mine)).status).toBe(403)
  const now = await t.send<{ id: string }>(away, 'POST', `${t.base}/access/delegations`, {
    ...given,
    startsOn: day(0),
    endsOn: day(1),
  })
  expect(now.status, now.text).toBe(201)

  expect((await approve(hers)).body.code, 'who wrote it does not decide it through another').toBe('move/refused')
  const done = await approve(mine)
  expect(done.status, done.text).toBe(200)
  const history = await t.send<{ entries: HistoryEntry[] }>(stands, 'GET', `${cases}/${mine}/history`)
  expect(history.body.entries[0]).toMatchObject({ action: 'move.approve', actor: 'Ben for Ana' })

  const mineNow = await t.send<AccessShown>(stands, 'GET', `${t.base}/access`)
  expect(mineNow.body.delegations.map((d) => [d.fromName, d.toName])).toContainEqual(['Ana', 'Ben'])
  expect((await t.send(stands, 'DELETE', `${t.base}/access/delegations/${now.body.id}`)).status).toBe(404)
  expect((await t.send(away, 'DELETE', `${t.base}/access/delegations/${now.body.id}`)).status).toBe(200)
  expect((await approve(hers)).status).toBe(403)
})

test('an outside auditor sees the registers of the engagement between its days, and nothing after', async () => {
  const audit = await world.create(registerNamed('audit'))
  const supplier = await world.create(registerNamed('supplier'), {
    ...registerNamed('supplier').examples[0],
    title: 'Zqxoutside',
  })
  const who = await another('Auditor', ['externalAuditor'])
  const open = {
    roles: ['externalAuditor'],
    from: day(-1),
    until: day(1),
    registers: ['audit', 'finding'],
    engagement: audit.id,
  }
  expect((await setAccess(who, { ...open, engagement: supplier.id })).status).toBe(400)
  const set = await setAccess(who, open)
  expect(set.status, set.text).toBe(200)
  const get = (path: string) => t.send(who, 'GET', `${t.base}${path}`)
  expect((await get(`/records/audits/${audit.id}`)).status).toBe(200)
  expect((await get(`/records/suppliers/${supplier.id}`)).status).toBe(404)
  for (const path of [
    '/records/suppliers',
    '/search?q=Zqxoutside',
    '/activity?limit=500',
    '/home',
    '/readiness',
    '/export/suppliers.csv',
    `/refs?ids=${supplier.id}`,
  ])
    expect((await get(path)).text, path).not.toContain('Zqxoutside')
  for (const days of [
    { from: day(-9), until: day(-1) },
    { from: day(1), until: null },
  ]) {
    expect((await setAccess(who, { ...open, ...days })).status).toBe(200)
    for (const path of ['/records/audits', `/records/audits/${audit.id}`, '/home', '/search?q=x', '/model'])
      expect((await get(path)).status, path).toBe(404)
  }
})

test('who is suspended is told to administrators alone, and stands in for nobody', async () => {
  const [gone, stays] = [await another('Gus', ['viewer']), await another('Ida', ['contributor'])]
  const passTo = (to: SignedIn) =>
    t.send<{ detail: string }>(stays, 'POST', `${t.base}/access/delegations`, {
      to: to.account,
      roles: ['contributor'],
      startsOn: day(0),
      endsOn: day(1),
    })
  const shown = async (by: SignedIn) =>
    (await t.send<AccessShown>(by, 'GET', `${t.base}/access`)).body.members.find((m) => m.account === gone.account)
  expect((await passTo(gone)).status).toBe(201)
  expect(await shown(t.people.administrator)).toMatchObject({ suspendedAt: null })
  expect(await shown(stays)).toMatchObject({ name: 'Gus', roles: [] })
  const done = await t.send(t.people.administrator, 'PATCH', `${t.base}/members/${gone.account}`, { suspended: true })
  expect(done.status).toBe(200)
  expect(await shown(t.people.administrator)).toMatchObject({ suspendedAt: expect.any(String) })
  expect(await shown(stays)).toBeUndefined()
  const refused = await passTo(gone)
  expect([refused.status, refused.body.detail]).toEqual([403, 'Gus is suspended and cannot stand in for anybody.'])
})

test('what changed is in the log, and counts within two seconds in another process', async () => {
  const who = await another('Changing', ['aimsLead'])
  expect((await t.send(who, 'POST', `${t.base}/records/suppliers`, { values: {} })).status).toBe(422)
  // Past this process, as another one would.
  const sign = { actor: t.people.administrator.actor }
  await t.store.access.setAccess(t.org.id, who.account, { ...plain, roles: ['viewer'] }, sign)
  const began = Date.now()
  let status = 0
  while (status !== 403 && Date.now() - began < 3000) {
    status = (await t.send(who, 'POST', `${t.base}/records/suppliers`, { values: {} })).status
    await new Promise((done) => setTimeout(done, 50))
  }
  expect(status).toBe(403)
  expect(Date.now() - began).toBeLessThan(2600)
  const { body } = await t.send<{ history: { event: { action: string; name: string } }[] }>(
    t.people.administrator,
    'GET',
    `${t.base}/members`,
  )
  expect(body.history[0]?.event).toMatchObject({ action: 'access', name: 'Changing' })
  expect(body.history.map((h) => h.event.action)).toEqual(
    expect.arrayContaining(['access', 'role', 'delegate', 'endDelegation']),
  )
})
