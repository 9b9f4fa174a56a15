import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { verifyPack } from '../../src/reports/verify/verifyPack.ts'
import type { Job } from '../../src/server/contract/told.ts'
import type { ErasureFound, ErasurePlace } from '../../src/server/contract.ts'
import { makeRunner } from '../../src/server/jobs/runner.ts'
import { notePack } from '../../src/store/auditPacks.ts'
import { verifyInstance } from '../../src/store/backup/verifyInstance.ts'
import { readJob } from '../../src/store/jobs.ts'
import { checkRows } from '../../src/store/log/checkRows.ts'
import { type SignedIn, type TestApp, testApp } from '../support/app.ts'
import { besideUnloggedMembers } from '../support/unloggedMembers.ts'
import { aroundTheLog, keepTrail, packOf, testSigner } from './trail.ts'

/** A name that stands nowhere else. */
const name = 'Zephyrine Quaddel'
const email = 'zephyrine.quaddel@example.org'
const system = { kind: 'system', id: 'test', name: 'Test', via: 'system' } as const

let app: TestApp
let at: Awaited<ReturnType<typeof testSigner>>
let runner: ReturnType<typeof makeRunner>
let person: string
let account: string
let risk: string
let hash: string
let other: string

beforeAll(async () => {
  app = await testApp()
  at = await testSigner(app)
  runner = makeRunner(app.store, { pollMs: 100 })
  runner.start()
  const { org, store } = app
  const created = async (register: string, values: Record<string, unknown>) =>
    (await app.commit([{ do: 'create', register, values }]))[0]?.id ?? ''
  const edit = (register: string, id: string, version: number, values: Record<string, unknown>) =>
    app.commit([{ do: 'edit', register, id, version, values }])
  person = await created('person', {
    title: 'Zephyrine Holm',
    email,
    jobTitle: 'Clerk',
    joinedOn: '2020-01-02',
    inScopeStaff: true,
  })
  // She was called otherwise before.
  await edit('person', person, 1, { title: name })
  account = await store.directory.createAccount(name, email)
  await store.members.join(org.id, { account, roles: ['contributor'], person }, { actor: system })
  await store.members.remove(org.id, account, { actor: system })
  risk = await created('risk', {
    type: 'risk',
    title: `Errors of ${name.toUpperCase()}`,
    scenario: `Only zephyrine\nquaddel knows it`,
  })
  await edit('risk', risk, 1, { title: 'Errors of one clerk' })
  await created('comment', { about: risk, body: `Ask ${email} first; Zephyrine Holmgren knows nothing.` })
  const [old] = await app.commit([
    { do: 'create', register: 'supplier', values: { title: `Firm of ${name}`, provides: ['model'], providesAi: true } },
  ])
  await app.commit([{ do: 'archive', register: 'supplier', id: old?.id ?? '', version: 1 }])
  const file = await app.send<{ hash: string; name: string; size: number; mediaType: string }>(
    app.people.aimsLead,
    'POST',
    `${app.base}/files`,
    Buffer.from(`Minutes. Present: ${name}.`),
    { 'x-file-name': 'minutes-Zephyrine%20Quaddel.txt', 'content-type': 'text/plain' },
  )
  hash = file.body.hash
  await created('evidence', { title: 'Minutes', files: [file.body], collectedOn: '2026-01-01' })
  other = await created('risk', { type: 'risk', title: 'Quaddelbach floods' })
  // The answer to a repeated request holds the record as it was.
  await app.send(
    app.people.aimsLead,
    'POST',
    `${app.base}/records/risks`,
    { values: { type: 'risk', title: `Once more ${name}` } },
    { 'idempotency-key': 'kept-answer-1' },
  )
  await at.signer.look()
}, 60_000)
// More is asked here within minutes than one account may.
beforeEach(() => app.store.pool.query('delete from work_allowance'))
afterAll(async () => {
  await runner?.stop()
  await at?.close()
  await app?.close()
})

const look = async (body: object = { person }, who: SignedIn = app.people.aimsLead) => {
  const answer = await app.send<ErasureFound>(who, 'POST', `${app.base}/log/people/places`, body)
  return { ...answer, places: answer.body?.places ?? [] }
}
const erase = (body: object, who: SignedIn = app.people.aimsLead, key?: string) =>
  app.send<{ job: string }>(
    who,
    'POST',
    `${app.base}/log/people/erasures`,
    body,
    key === undefined ? {} : { 'idempotency-key': key },
  )
const of = (places: readonly ErasurePlace[], kind: string) => places.filter((p) => p.kind === kind)

async function ended(job: string): Promise<Job> {
  for (;;) {
    const { body } = await app.send<Job>(app.people.aimsLead, 'GET', `${app.base}/jobs/${job}`)
    if (!['waiting', 'running'].includes(body.state)) return body
    await wait(50)
  }
}

/** Every row of the database that still says the name, by table; entries of the log apart. */
async function saying(words: readonly string[]): Promise<string[]> {
  const { rows: tables } = await app.store.pool.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'openaims' and tablename not in ('throttle')",
  )
  const found: string[] = []
  const client = await app.store.pool.connect()
  try {
    await client.query('begin')
    await client.query("select set_config('app.org', $1, true), set_config('app.account', $2, true)", [
      app.org.id,
      account,
    ])
    for (const { name: table } of tables) {
      const { rows } = await client
        .query<{ n: number }>(`savepoint s; `)
        .then(() =>
          client.query<{ n: number }>(`select count(*)::int as n from ${table} t where t::text ilike any($1)`, [
            words.map((w) => `%${w}%`),
          ]),
        )
        .catch(async () => {
          await client.query('rollback to savepoint s')
          return { rows: [] }
        })
      if ((rows[0]?.n ?? 0) > 0) found.push(table)
    }
  } finally {
    await client.query('rollback')
    client.release()
  }
  return found.sort()
}

describe('finding what is kept about a person', () => {
  test('every kind of place is found, with what its text will say', async () => {
    const { body, places } = await look()
    expect(body.terms).toEqual(['Zephyrine Holm', name, email].sort())
    expect(body.pseudonym).toMatch(/^Former person [A-Z2-9]{6}$/)
    const records = of(places, 'record').map((p) => [p.record?.register, p.count, p.record?.stands, p.record?.isAbout])
    expect(records.sort()).toEqual(
      [
        ['person', 2, true, true],
        ['risk', 2, true, false],
        ['risk', 1, true, false],
        ['comment', 1, true, false],
        ['supplier', 2, true, false],
        ['evidence', 1, true, false],
      ].sort(),
    )
    const cause = of(places, 'record').find((p) => p.record?.id === risk)
    expect(cause?.samples[0]?.after).toContain(body.pseudonym)
    expect(JSON.stringify(cause?.samples[0]?.after)).not.toMatch(/quaddel/i)
    expect(of(places, 'memberships')[0]?.count).toBe(2)
    expect(of(places, 'account')[0]).toMatchObject({ name: email, blocked: null })
    expect(of(places, 'file')[0]).toMatchObject({ id: `file:${hash}`, isNamed: true })
    // What the log says of who did what stays.
    expect(places.every((p) => p.kind !== 'entries' || p.blocked === 'isEvidence')).toBe(true)
    // Part of a longer word is another word.
    expect(of(places, 'record').some((p) => p.record?.id === other)).toBe(false)
  })

  test('what no search reads is named: files to look into, and packs made of a time when the person was there', async () => {
    const { org, store } = app
    const bytes = Buffer.from('%PDF-1.7 nobody reads this here')
    const scan = await app.send<{ hash: string }>(app.people.aimsLead, 'POST', `${app.base}/files`, bytes, {
      'x-file-name': 'scan.pdf',
      'content-type': 'application/pdf',
    })
    const values = { title: 'A scan', files: [scan.body], collectedOn: '2026-01-01' }
    await app.commit([{ do: 'create', register: 'evidence', values }])
    const pack = await packOf(app, org)
    const { hash: packed, size } = await store.blobs.put(org.id, Readable.from([pack]), pack.length)
    await store.noteBlob(org.id, { hash: packed, size, mediaType: 'application/zip', by: 'audit-pack' })
    const made = { makerId: 'a', makerName: 'Pat Packer', hash: packed, size, registers: null, contents: null }
    const [before, since] = [randomUUID(), randomUUID()]
    await notePack(store.pool, org.id, { ...made, id: before, asOf: '2019-12-31T00:00:00Z' })
    await notePack(store.pool, org.id, { ...made, id: since, asOf: await store.now() })
    const { body } = await look()
    expect(body.packs.map(({ id, by }) => [id, by])).toEqual([[since, 'Pat Packer']])
    expect(body.files.unreadFiles).toEqual([{ hash: scan.body.hash, name: 'scan.pdf' }])
    expect(body.files.unread).toBe(1)
    expect((await look({ terms: ['Nobody Of This Name'] })).body.packs).toEqual([])
  })

  test('whoever may not erase learns nothing, and nothing is found for nobody', async () => {
    for (const who of [app.people.contributor, app.people.viewer, app.people.internalAuditor, app.people.riskOwner]) {
      expect((await look({ person }, who)).status).toBe(403)
      const body = { person, pseudonym: 'Former person ABCDEF', reason: 'Asked for', places: ['memberships'] }
      expect((await erase(body, who)).status).toBe(403)
    }
    expect((await look({ person }, app.outsider)).status).toBe(404)
    expect((await look({})).status).toBe(400)
    expect((await look({ terms: ['a'] })).status).toBe(400)
    expect((await look({ person: risk })).status).toBe(404)
    expect((await look({ terms: ['Nobody Of This Name'] })).places).toEqual([])
  })

  test('a member is not erased before they leave, nor an account that others need', async () => {
    const { places } = await look({ person: app.people.viewer.person })
    expect(of(places, 'account')[0]).toMatchObject({ blocked: 'isMember' })
    const body = {
      person: app.people.viewer.person,
      reason: 'Asked for',
      places: [`account:${app.people.viewer.account}`],
    }
    const { body: asked } = await erase({ ...body, pseudonym: 'Former person ABCDEF' })
    await ended(asked.job)
    expect((await app.store.directory.account(app.people.viewer.account))?.name).toBe('Test viewer')
    await app.store.directory.setMember(app.other.id, account, ['viewer'], null)
    expect(of((await look()).places, 'account')[0]).toMatchObject({ blocked: 'isElsewhere' })
    await app.store.directory.removeMember(app.other.id, account)
  })
})

describe('erasing a person', () => {
  test('a reason that names the person, or another word than the pseudonym, is refused', async () => {
    const { body, places } = await look()
    const all = places.map((p) => p.id)
    const asked = { person, pseudonym: body.pseudonym, reason: 'Request under article 17', places: all }
    expect((await erase({ ...asked, reason: `${name} asked` })).status).toBe(422)
    expect((await erase({ ...asked, kept: [{ place: 'entries', reason: `it is ${email}` }] })).status).toBe(422)
    expect((await erase({ ...asked, pseudonym: 'Somebody bad' })).status).toBe(400)
    expect((await erase({ ...asked, places: [] })).status).toBe(400)
    expect((await look()).places.length).toBe(places.length)
  })

  test('what is chosen goes everywhere, what is kept stays with its reason, and the log holds', {
    timeout: 60_000,
  }, async () => {
    const { body, places } = await look()
    const { pseudonym } = body
    const kept = of(places, 'record').find((p) => p.record?.register === 'supplier')
    const chosen = places.filter((p) => p !== kept && p.blocked === null).map((p) => p.id)
    const before = await keepTrail(app, app.org)
    const asked = await erase({
      person,
      pseudonym,
      reason: 'Request under article 17',
      places: chosen,
      kept: [{ place: kept?.id ?? '', reason: 'Contracts are kept for ten years' }],
    })
    expect(asked.status, asked.text).toBe(202)
    const job = await ended(asked.body.job)
    expect(job.state, job.problem ?? '').toBe('done')

    const left = (await look({ terms: [name, email, 'Zephyrine Holm'] })).places
    expect(left.filter((p) => p.kind !== 'entries').map((p) => p.record?.register)).toEqual(['supplier'])
    expect(await saying(['quaddel@', 'Zephyrine'])).toEqual(['record', 'record_version'])
    // The person is somebody without a name, without days and titles that tell who it was.
    const shown = await app.send<{ record: Record<string, unknown> }>(
      app.people.viewer,
      'GET',
      `${app.base}/records/people/${person}`,
    )
    expect(shown.body.record.title).toBe(pseudonym)
    expect(shown.body.record.values).toMatchObject({
      email: null,
      jobTitle: null,
      joinedOn: null,
      inScopeStaff: true,
    })
    const search = async (q: string) =>
      (await app.send<{ hits: unknown[] }>(app.people.aimsLead, 'GET', `${app.base}/search?q=${encodeURIComponent(q)}`))
        .body.hits.length
    expect(await search(email)).toBe(0)
    expect(await search('Zephyrine')).toBe(0)
    expect(await search(pseudonym)).toBeGreaterThan(1)
    expect((await app.send(app.people.aimsLead, 'GET', `${app.base}/files/${hash}`)).status).toBe(410)
    expect(await app.store.blobs.open(app.org.id, hash)).toBeNull()
    const members = await app.send<{ history: { event: { name: string | null }; isErased: boolean }[] }>(
      app.people.administrator,
      'GET',
      `${app.base}/members`,
    )
    expect(members.body.history.filter((h) => h.isErased).map((h) => h.event.name)).toEqual([null, null])

    const entries: {
      action: string
      reason: string | null
      actor: { name: string }
      object: Record<string, unknown>
    }[] = []
    for await (const part of app.store.log(app.org.id, null))
      for (const { entry } of part) entries.push(JSON.parse(entry))
    const decided = entries.findLast((e) => e.action === 'erasure.decided')
    expect(decided).toMatchObject({
      reason: 'Request under article 17',
      actor: { name: 'Test aimsLead' },
      object: { pseudonym, kept: [{ place: kept?.record?.ref, reason: 'Contracts are kept for ten years' }] },
    })
    for (const action of ['pseudonymise', 'erase', 'erase.membership', 'erase.file'])
      expect(
        entries.filter((e) => e.action === action && e.reason === 'Request under article 17').length,
        action,
      ).toBeGreaterThan(0)

    await at.signer.look()
    expect(besideUnloggedMembers((await checkRows(app.store.pool, app.org.id, app.store.registry)).findings)).toEqual(
      [],
    )
    expect((await verifyInstance(app.database.appUrl, app.store.blobs)).problems).toEqual([])
    const pack = await packOf(app, app.org)
    const verdict = await verifyPack(pack, before)
    expect(verdict.problems).toEqual([])
    expect(verdict.proven.join('\n')).toMatch(/versions were erased; the log says by whom and why/)
    expect(verdict.proven.join('\n')).toMatch(/1 file was erased/)
    expect(verdict.notProven.join('\n')).toMatch(/erased/)
    expect(JSON.stringify(verdict)).not.toContain('Zephyrine')
  })

  test('a repeated key begins one job, also when nobody of that name is left, and no other request may use it', async () => {
    const made = await app.commit([{ do: 'create', register: 'person', values: { title: 'Wilbur Sprankel' } }])
    const who = made[0]?.id ?? ''
    const { body: found } = await look({ person: who })
    const asked = { person: who, pseudonym: found.pseudonym, reason: 'Asked for', places: [`record:${who}`] }
    const answers = await Promise.all([1, 2, 3].map(() => erase(asked, app.people.aimsLead, 'erase-1')))
    expect(answers.map((a) => a.status)).toEqual([202, 202, 202])
    const jobs = new Set(answers.map((a) => a.body.job))
    expect(jobs.size).toBe(1)
    const [job = ''] = jobs
    expect((await ended(job)).state).toBe('done')
    const size = async () => (await app.store.logHead(app.org.id))?.size
    const before = await size()
    // The order is forgotten by now, with the names in it; that it was this one is still known.
    const kept = (await readJob(app.store.pool, app.org.id, job))?.params ?? {}
    expect(Object.keys(kept)).toEqual(['asked'])
    expect(JSON.stringify(kept)).not.toMatch(/wilbur|sprankel/i)
    expect((await erase(asked, app.people.aimsLead, 'erase-1')).body.job).toBe(job)
    expect(await size()).toBe(before)
    for (const other of [
      { ...asked, person },
      { ...asked, reason: 'Another' },
      { ...asked, places: ['memberships'] },
    ])
      expect((await erase(other, app.people.aimsLead, 'erase-1')).body).toMatchObject({ code: 'key/reused' })
    // A key is its owner's, and only of whoever may erase.
    expect((await erase(asked, app.people.viewer, 'erase-1')).status).toBe(403)
    const theirs = await erase({ ...asked, person: undefined, terms: ['Nobody'] }, app.people.administrator, 'erase-1')
    expect(theirs.body.job).not.toBe(job)
    await ended(theirs.body.job)
  })

  test('doing it again finds nothing more to do', async () => {
    const before = (await app.store.logHead(app.org.id))?.size ?? 0
    const { body, places } = await look()
    expect(of(places, 'record').some((p) => p.record?.id === person)).toBe(false)
    const { body: asked } = await erase({
      person,
      pseudonym: body.pseudonym,
      reason: 'Once more',
      places: [`record:${person}`, 'memberships'],
    })
    expect((await ended(asked.job)).state).toBe('done')
    // The decision alone.
    expect((await app.store.logHead(app.org.id))?.size).toBe(before + 1)
  })

  test('a body or a file taken out around the log is found', async () => {
    const [open] = (await app.store.members.history(app.org.id, 100)).filter((h) => !h.isErased)
    if (!open) {
      await app.store.members.join(
        app.org.id,
        { account: app.people.viewer.account, roles: ['viewer'], person: null },
        { actor: system },
      )
    }
    const [mine] = (await app.store.members.history(app.org.id, 1)).filter((h) => !h.isErased)
    await aroundTheLog(
      app,
      `update membership_change set body = '{}', salt = '', erased_by = 1 where org_id = '${app.org.id}' and seq = ${mine?.seq}`,
    )
    await aroundTheLog(app, `update blob set erased_by = 1 where org_id = '${app.org.id}' and hash = '${hash}'`)
    const { findings } = await checkRows(app.store.pool, app.org.id, app.store.registry)
    expect(
      besideUnloggedMembers(findings)
        .map((f) => f.kind)
        .sort(),
    ).toEqual(['file', 'membership'])
    expect((await verifyInstance(app.database.appUrl, app.store.blobs)).problems.length).toBeGreaterThanOrEqual(2)
  })
})
