import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../src/model/index.ts'
import { verifyPack } from '../../src/reports/verify/verifyPack.ts'
import { rotateKey } from '../../src/signer/keys.ts'
import { checkpointText, keyIdOf, publicBytesOf, signNote } from '../../src/signer/note.ts'
import { rootOf } from '../../src/store/log/merkle.ts'
import type { OrganisationRow } from '../../src/store/organisations.ts'
import { rewriteLog } from '../log/forge.ts'
import { aroundTheLog, findingsOf, honestHistory, keepTrail, packOf, type Trail, testSigner } from '../log/trail.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { makeRandom } from '../support/random.ts'
import { unzip, zipUp } from '../support/zipFiles.ts'

let app: TestApp
let at: Awaited<ReturnType<typeof testSigner>>
beforeAll(async () => {
  app = await testApp()
  at = await testSigner(app)
}, 60_000)
afterAll(async () => {
  await at.close()
  await app.close()
})

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
const rename = (from: string, to: string) => (entries: readonly Record<string, unknown>[]) =>
  entries.map((entry) => (entry.reason === from ? { ...entry, reason: to } : entry))
const rewritten = rename('A reason', 'Another reason')

interface Tampering {
  readonly name: string
  /** Each of these must find it, in this class. */
  readonly finds: readonly string[]
  /** Others that may find it as well. */
  readonly also?: readonly string[]
  do(org: OrganisationRow): Promise<void>
}

const versionWith = (org: OrganisationRow, what: string) =>
  `(select id, version from record_version where org_id = '${org.id}' and ${what} order by seq desc limit 1)`
const current = (org: OrganisationRow) => versionWith(org, 'valid_to is null and not archived and erased_by is null')

const tamperings: readonly Tampering[] = [
  {
    name: 'a field of a current record',
    finds: ['rows:record'],
    do: (org) =>
      aroundTheLog(
        app,
        `update record set data = data || '{"notes":"x"}' where org_id = '${org.id}' and id in (select id from ${current(org)} c)`,
      ),
  },
  {
    name: 'a field of a version and of its record',
    finds: ['rows:version', 'pack:bodies'],
    do: (org) =>
      aroundTheLog(
        app,
        `update record_version set data = data || '{"notes":"x"}' where org_id = '${org.id}' and (id, version) in ${current(org)}`,
        `update record r set data = v.data from record_version v where v.org_id = '${org.id}' and r.org_id = v.org_id and v.id = r.id and v.version = r.version`,
      ),
  },
  {
    name: 'a version with salt and digest worked out anew',
    finds: ['rows:version', 'pack:bodies'],
    also: ['rows:record'],
    do: (org) =>
      aroundTheLog(
        app,
        `update record_version set title = 'Forged', salt = '\\x00', digest = sha256('\\x00'::bytea) where org_id = '${org.id}' and (id, version) in ${current(org)}`,
      ),
  },
  {
    name: 'when a version was made',
    finds: ['rows:version'],
    also: ['rows:record', 'pack:states'],
    do: (org) =>
      aroundTheLog(
        app,
        `update record_version set updated_at = updated_at - interval '1 day' where org_id = '${org.id}' and (id, version) in ${current(org)}`,
      ),
  },
  {
    name: 'an entry',
    finds: ['signer:changed', 'rows:log', 'pack:log'],
    also: ['pack:checkpoints', 'pack:held'],
    do: (org) =>
      aroundTheLog(
        app,
        `update log_entry set entry = replace(entry, 'A reason', 'B reason') where org_id = '${org.id}' and seq = 1`,
      ),
  },
  ...(
    [
      ['who acted', `actor_name = 'Somebody else'`],
      ['which account acted', `actor_id = 'another'`],
      ['what was done', `action = 'edit.more'`],
      ['when', `at = at - interval '1 second'`],
      ['why', `reason = 'B reason'`],
      ['by which way', `via = 'web'`],
    ] as const
  ).map(([what, set]) => ({
    name: `${what}, in the column beside the entry alone`,
    finds: ['rows:log'],
    also: ['rows:version'],
    do: (org: OrganisationRow) =>
      aroundTheLog(app, `update log_entry set ${set} where org_id = '${org.id}' and seq = 1`),
  })),
  {
    name: 'an entry with its leaf',
    finds: ['signer:changed', 'rows:log', 'pack:log', 'pack:held', 'pack:checkpoints'],
    do: (org) =>
      aroundTheLog(
        app,
        `update log_entry set entry = replace(entry, 'A reason', 'B reason') where org_id = '${org.id}' and seq = 1`,
        `update log_entry set leaf = sha256('\\x00'::bytea || convert_to(entry, 'UTF8')) where org_id = '${org.id}' and seq = 1`,
      ),
  },
  {
    name: 'the whole log rewritten from an entry on',
    finds: ['signer:changed', 'pack:checkpoints', 'pack:held'],
    do: (org) => rewriteLog(app, org.id, rewritten),
  },
  {
    name: 'the whole log rewritten and its checkpoints removed',
    finds: ['signer:changed', 'pack:held'],
    async do(org) {
      await rewriteLog(app, org.id, rewritten)
      await aroundTheLog(app, `delete from log_checkpoint where org_id = '${org.id}'`)
    },
  },
  {
    name: 'the whole log rewritten and signed anew with another key',
    finds: ['signer:changed', 'pack:held', 'pack:checkpoints'],
    async do(org) {
      await rewriteLog(app, org.id, rewritten)
      await signAnew(org)
    },
  },
  {
    name: 'the last entries cut off, cleanly',
    finds: ['signer:shrunk', 'pack:held'],
    do: (org) => rewriteLog(app, org.id, (entries) => entries.slice(0, -2)),
  },
  {
    name: 'rolled back to an older copy, checkpoints and all',
    finds: ['signer:shrunk', 'pack:held'],
    async do(org) {
      await rewriteLog(app, org.id, (entries) => entries.slice(0, 5))
      await aroundTheLog(app, `delete from log_checkpoint where org_id = '${org.id}' and size > 5`)
    },
  },
  {
    name: 'an entry deleted from the middle',
    finds: ['signer:shrunk', 'rows:log', 'pack:log'],
    also: ['pack:held', 'pack:checkpoints', 'pack:states', 'rows:version', 'pack:bodies', 'rows:erasure'],
    do: (org) => aroundTheLog(app, `delete from log_entry where org_id = '${org.id}' and seq = 3`),
  },
  {
    name: 'an entry inserted behind the last one',
    finds: ['signer:damaged', 'rows:log', 'pack:log'],
    also: ['pack:states', 'pack:bodies'],
    do: (org) =>
      aroundTheLog(
        app,
        `insert into log_entry select org_id, seq + 1, at, action, actor_id, actor_name, via, register, null, null, reason, replace(entry, 'A reason', 'Yet another'), leaf
          from log_entry where org_id = '${org.id}' order by seq desc limit 1`,
      ),
  },
  {
    name: 'two entries swapped',
    finds: ['signer:changed', 'rows:log', 'pack:log'],
    // One of the two may be the entry of an erasure, which is then missed in its place.
    also: ['pack:held', 'pack:checkpoints', 'pack:states', 'rows:version', 'pack:bodies', 'rows:erasure'],
    do: (org) =>
      aroundTheLog(
        app,
        `update log_entry e set entry = o.entry, leaf = o.leaf from log_entry o
          where e.org_id = '${org.id}' and o.org_id = e.org_id and e.seq in (1, 2) and o.seq = 3 - e.seq`,
      ),
  },
  {
    name: 'the log of another organisation in its place',
    finds: ['signer:changed', 'pack:log', 'pack:held'],
    also: [
      'rows:version',
      'rows:log',
      'rows:record',
      'signer:shrunk',
      'pack:checkpoints',
      'pack:states',
      'pack:bodies',
      'signer:damaged',
    ],
    async do(org) {
      const other = await honestHistory(app, makeRandom(seed + 1), 70)
      const swap = (table: string) => [
        `delete from ${table} where org_id = '${org.id}'`,
        `update ${table} set org_id = '${org.id}' where org_id = '${other.id}'`,
      ]
      await aroundTheLog(
        app,
        ...['log_entry', 'record_version', 'record', 'link'].flatMap(swap),
        `update log_head set (size, last_leaf, peaks) = (select size, last_leaf, peaks from log_head where org_id = '${other.id}') where org_id = '${org.id}'`,
        `update log_head set size = 0, last_leaf = null, peaks = '{}' where org_id = '${other.id}'`,
      )
    },
  },
  {
    name: 'a record put in around the log',
    finds: ['rows:version', 'pack:states'],
    do: (org) =>
      aroundTheLog(
        app,
        `insert into record_version select org_id, gen_random_uuid(), 1, register, 'SUP-999', 999, title, state, owner_id, shape, archived, created_at,
          created_by, updated_at, valid_from, null, seq, salt, digest, data, words from record_version where org_id = '${org.id}' and (id, version) in ${current(org)}`,
        `insert into record select org_id, id, register, ref, ref_no, title, state, owner_id, version, shape, archived, created_at, created_by, updated_at, data
          from record_version where org_id = '${org.id}' and ref = 'SUP-999'`,
      ),
  },
  {
    name: 'a record taken out around the log',
    finds: ['rows:version', 'pack:states'],
    do: (org) =>
      aroundTheLog(
        app,
        `create temp table gone as select id from ${current(org)} c`,
        `delete from record where org_id = '${org.id}' and id in (select id from gone)`,
        `delete from record_version where org_id = '${org.id}' and id in (select id from gone)`,
      ),
  },
  {
    name: 'a record brought back to its version before',
    finds: ['rows:version', 'pack:states'],
    do: (org) =>
      aroundTheLog(
        app,
        `create temp table back as select id, version from record_version where org_id = '${org.id}' and version > 1 and valid_to is null and not archived limit 1`,
        `delete from record_version where org_id = '${org.id}' and (id, version) in (select id, version from back)`,
        `update record_version set valid_to = null where org_id = '${org.id}' and (id, version) in (select id, version - 1 from back)`,
        `update record r set title = v.title, data = v.data, version = v.version, updated_at = v.updated_at, state = v.state, archived = v.archived, owner_id = v.owner_id
          from record_version v, back b where v.org_id = '${org.id}' and r.org_id = v.org_id and r.id = b.id and v.id = b.id and v.version = b.version - 1`,
      ),
  },
  {
    name: 'a link put into the past',
    finds: ['rows:link'],
    do: (org) =>
      aroundTheLog(
        app,
        `insert into link (org_id, from_id, name, to_id, from_register, position, valid_from, valid_to)
          select org_id, id, 'owner', id, register, 0, valid_from, valid_from + interval '1 hour' from record_version
          where org_id = '${org.id}' and (id, version) in ${current(org)}`,
      ),
  },
  {
    name: 'a link that stands, moved in time',
    finds: ['rows:link'],
    do: (org) =>
      aroundTheLog(
        app,
        `update link set valid_from = valid_from - interval '1 day' where org_id = '${org.id}' and (from_id, name, to_id) in
          (select from_id, name, to_id from link where org_id = '${org.id}' order by valid_from desc limit 1)`,
      ),
  },
  {
    name: 'a link of a record that is not there',
    finds: ['rows:link'],
    do: (org) =>
      aroundTheLog(
        app,
        `insert into link (org_id, from_id, name, to_id, from_register, position, valid_from)
          values ('${org.id}', gen_random_uuid(), 'owner', gen_random_uuid(), 'supplier', 0, now())`,
      ),
  },
  {
    name: 'a member made around the log',
    finds: ['rows:membership'],
    do: (org) =>
      aroundTheLog(
        app,
        `insert into membership (org_id, account_id, roles) values ('${org.id}', '${app.people.viewer.account}', '{administrator}')`,
      ),
  },
  ...(
    [
      ['the roles of a member', `roles = '{administrator}'`],
      ['the person a member stands for', 'person_id = gen_random_uuid()'],
      ['the end of a suspension', 'suspended_at = null'],
      ['the limits of the access of a member', 'registers = null, access_until = null'],
    ] as const
  ).map(([what, set]) => ({
    name: `${what}, around the log`,
    finds: ['rows:membership'],
    async do(org: OrganisationRow) {
      const account = await limitedMember(org)
      await aroundTheLog(app, `update membership set ${set} where org_id = '${org.id}' and account_id = '${account}'`)
    },
  })),
  {
    name: 'a member who left, brought back around the log',
    finds: ['rows:membership'],
    async do(org) {
      const account = await limitedMember(org)
      await app.store.members.remove(org.id, account, sign)
      await aroundTheLog(
        app,
        `insert into membership (org_id, account_id, roles) values ('${org.id}', '${account}', '{viewer}')`,
      )
    },
  },
  {
    name: 'what a role of the organisation permits',
    finds: ['rows:membership'],
    async do(org) {
      await app.store.access.saveRole(org.id, null, roleOfIts, sign)
      await aroundTheLog(app, `update custom_role set permissions = '{system:erase}' where org_id = '${org.id}'`)
    },
  },
  {
    name: 'a version erased without an entry',
    finds: ['rows:erasure', 'pack:bodies'],
    also: ['rows:record'],
    do: (org) =>
      aroundTheLog(
        app,
        `update record_version set data = '{}', salt = '', erased_by = 1 where org_id = '${org.id}' and (id, version) in ${current(org)}`,
      ),
  },
  {
    name: 'a signed checkpoint',
    finds: ['pack:checkpoints'],
    do: (org) =>
      aroundTheLog(
        app,
        `update log_checkpoint set note = overlay(note placing 'QUJD' from length(note) - 20) where org_id = '${org.id}'`,
      ),
  },
  {
    name: 'an old checkpoint replayed as the last one',
    finds: ['pack:checkpoints'],
    do: (org) =>
      aroundTheLog(
        app,
        `insert into log_checkpoint select org_id, number + 100, size, root, origin, key_id, note, at from log_checkpoint where org_id = '${org.id}' order by number limit 1`,
      ),
  },
]

const sign = { actor: { kind: 'system', id: 'test', name: 'Test', via: 'system' } } as const
const roleOfIts = { name: 'Reader', explain: '', permissions: ['supplier:read'] }

/** A member with roles, an end and a suspension, all of them logged, beside an administrator. */
async function limitedMember(org: OrganisationRow): Promise<string> {
  const { administrator, viewer } = app.people
  const join = (account: string, role: 'administrator' | 'viewer') =>
    app.store.members.join(org.id, { account, roles: [role], person: null }, sign)
  await join(administrator.account, 'administrator')
  await join(viewer.account, 'viewer')
  const access = {
    roles: ['viewer'],
    customRoles: [],
    from: null,
    until: '2099-12-31',
    registers: ['supplier'],
    engagement: null,
  }
  await app.store.access.setAccess(org.id, viewer.account, access as never, sign)
  await app.store.members.suspend(org.id, viewer.account, sign)
  return viewer.account
}

/** Someone with the database, but not the key: publishes a key of their own and signs with it. */
async function signAnew(org: OrganisationRow): Promise<void> {
  const forgedSeed = new Uint8Array(32).fill(9)
  const forgedKey = publicBytesOf(forgedSeed)
  const head = await app.store.logHead(org.id)
  const origin = `test.example/org/${org.id}/log`
  const root = rootOf({ size: head?.size ?? 0, peaks: head?.peaks ?? [] })
  const note = signNote(checkpointText({ origin, size: head?.size ?? 0, root }), [{ name: origin, seed: forgedSeed }])
  const hex = (bytes: Buffer) => `'\\x${bytes.toString('hex')}'`
  await aroundTheLog(
    app,
    `delete from log_checkpoint where org_id = '${org.id}'`,
    `insert into signer_key values (99, '${keyIdOf(forgedKey)}', ${hex(forgedKey)}, null, now())`,
    `insert into log_checkpoint values ('${org.id}', 1, ${head?.size}, ${hex(root)}, '${origin}', '${keyIdOf(forgedKey)}', '${note}', now())`,
  )
}

/** A random history, signed twice on the way, and what an auditor kept of it. */
async function prepared(random = makeRandom(seed)): Promise<{ org: OrganisationRow; trail: Trail }> {
  const org = await honestHistory(app, random, 24)
  await at.signer.look()
  const example = { actor: app.people.aimsLead.actor, org: org.id, reason: 'A reason' }
  const [supplier] = (
    await app.store.commit({ ...example, changes: [{ do: 'create', register: 'supplier', values: supplierValues }] })
  ).records
  await app.store.commit({
    ...example,
    changes: [{ do: 'edit', register: 'supplier', id: supplier?.id ?? '', version: 1, values: { title: 'Edited' } }],
  } as never)
  await at.signer.look()
  return { org, trail: await keepTrail(app, org) }
}

const supplierValues = { title: 'Last', provides: ['model'], providesAi: true } as never

describe(`tampering with the database (seed ${seed})`, () => {
  test.each(tamperings.map((t) => [t.name, t] as const))(
    '%s is found',
    { timeout: 60_000 },
    async (_name, tampering) => {
      const { org, trail } = await prepared()
      await tampering.do(org)
      const { found, told } = await findingsOf(app, org, at.signer, trail)
      for (const wanted of tampering.finds) expect(found, told).toContain(wanted)
      if (tampering.also)
        for (const each of found) expect([...tampering.finds, ...tampering.also], told).toContain(each)
      await aroundTheLog(app, 'delete from signer_key where number = 99')
    },
  )
})

describe(`honest histories (seed ${seed})`, () => {
  test('nobody cries wolf', { timeout: 120_000 }, async () => {
    const random = makeRandom(seed)
    for (let round = 0; round < 6; round++) {
      const org = await honestHistory(app, random, 10 + random.below(60))
      await at.signer.look()
      const early = await keepTrail(app, org)
      if (round === 2) {
        const account = await limitedMember(org)
        await app.store.members.resume(org.id, account, sign)
        await app.store.access.saveRole(org.id, null, roleOfIts, sign)
        const [own] = await app.store.access.roles(org.id)
        await app.store.access.setAccess(
          org.id,
          account,
          {
            roles: [],
            customRoles: [own?.id ?? ''],
            from: '2026-01-01',
            until: null,
            registers: null,
            engagement: null,
          },
          sign,
        )
        if (random.next() < 0.5) await app.store.members.remove(org.id, account, sign)
      }
      if (round === 3) {
        await rotateKey(at.folder)
        await at.restart()
        await at.signer.look()
      }
      await app.store.commit({
        actor: app.people.aimsLead.actor,
        org: org.id,
        changes: [{ do: 'create', register: 'supplier', values: supplierValues }],
      })
      await at.signer.look()
      const { found, told } = await findingsOf(app, org, at.signer, early)
      expect(found, `round ${round}: ${told}`).toEqual([])
    }
  })

  test('a pack tells nothing of what its reader may not know of, and verifies', { timeout: 60_000 }, async () => {
    const { org, trail } = await prepared()
    const entriesFor = async (actor: Actor) => {
      const bytes = await packOf(app, org, actor)
      const verdict = await verifyPack(bytes, trail)
      expect(verdict.problems).toEqual([])
      const files = await unzip(bytes)
      const entries = files.get('log/entries.jsonl')?.toString('utf8') ?? ''
      const everything = [...files].map(([, content]) => content.toString('latin1')).join('\n')
      return { verdict, entries, everything, manifest: JSON.parse(files.get('manifest.json')?.toString('utf8') ?? '') }
    }
    const lead = app.people.aimsLead.actor
    const open = await entriesFor(lead)
    // A concern made, reworded, erased in part and archived; a comment on it made and archived; evidence made.
    expect(open.manifest.log.withheld).toBe(7)
    expect(open.entries.match(/"withheld":true/g)).toHaveLength(7)
    expect(open.everything).not.toMatch(/CON-1|It named somebody|n the concern|CMT-1/)
    expect(open.entries).toContain('CMT-2')
    expect(open.verdict.notProven.join()).toContain('What 7 of ')
    const whole = await entriesFor({ ...lead, roles: ['aimsLead', 'concernHandler'] })
    expect(whole.manifest.log.withheld).toBe(0)
    expect(whole.entries).toMatch(/It named somebody in confidence/)
    expect(whole.everything).toContain('Still on the concern')
    expect(whole.verdict.notProven.join()).not.toContain('hashes alone')
    expect(whole.manifest.log.root).toBe(open.manifest.log.root)
  })
})

describe(`tampering with a pack, its manifest adjusted (seed ${seed})`, () => {
  test('each change of a line of the log or of a record is found', { timeout: 120_000 }, async () => {
    const random = makeRandom(seed)
    const { org, trail } = await prepared(random)
    const files = await unzip(await packOf(app, org))
    const targets = [...files.keys()].filter((path) =>
      /^log\/(entries|checkpoints|bodies)\.jsonl$|^records\/supplier\.jsonl$/.test(path),
    )
    expect(targets.length).toBe(4)
    for (let round = 0; round < 40; round++) {
      const path = random.pick(targets)
      const changed = new Map(files)
      const lines = (files.get(path)?.toString('utf8') ?? '').trimEnd().split('\n')
      const line = random.below(lines.length)
      const how = changeLines(lines, line, random)
      changed.set(path, Buffer.from(`${lines.join('\n')}\n`))
      cover(changed, path)
      const verdict = await verifyPack(await zipUp(changed), trail)
      // Without its last checkpoint a pack proves less, and says so; it is not wrong.
      const isLess = how === 'deleted' && path.includes('checkpoints') && line === lines.length
      if (isLess) expect(verdict.notProven.join()).toContain('not covered by a signed checkpoint')
      // The order of records says nothing.
      const isHarmless = how === 'swapped' && path.startsWith('records/')
      const untold = !isLess && !isHarmless && verdict.ok && !isSame(files.get(path), changed.get(path))
      expect(untold, `${path} line ${line}: ${how}`).toBe(false)
    }
  })
})

type Random = ReturnType<typeof makeRandom>

function changeLines(lines: string[], line: number, random: Random): string {
  const text = lines[line] ?? ''
  const roll = random.below(5)
  if (roll === 0) lines.splice(line, 1)
  else if (roll === 1) lines.splice(line, 0, text)
  else if (roll === 2 && line > 0) [lines[line - 1], lines[line]] = [text, lines[line - 1] ?? '']
  else {
    const letters = [...text.matchAll(/[0-9a-zA-Z]/g)].map((m) => m.index)
    const place = random.pick(letters)
    const old = text[place] ?? ''
    const next = /[0-9]/.test(old) ? String((Number(old) + 1) % 10) : old === 'a' ? 'b' : 'a'
    lines[line] = text.slice(0, place) + next + text.slice(place + 1)
    return `${text.slice(Math.max(0, place - 20), place)}[${old}→${next}]${text.slice(place + 1, place + 20)}`
  }
  return ['deleted', 'doubled', 'swapped'][roll] ?? ''
}

function cover(files: Map<string, Buffer>, path: string): void {
  const manifest = JSON.parse(files.get('manifest.json')?.toString('utf8') ?? '') as {
    counts: { records: number }
    files: { path: string; size: number; sha256: string }[]
  }
  const content = files.get(path) ?? Buffer.alloc(0)
  const sha256 = createHash('sha256').update(content).digest('hex')
  manifest.files = manifest.files.map((file) => (file.path === path ? { path, size: content.length, sha256 } : file))
  manifest.counts.records = [...files]
    .filter(([name]) => /^records\/[^/]+\.jsonl$/.test(name))
    .reduce(
      (sum, [, text]) =>
        sum +
        text
          .toString('utf8')
          .split('\n')
          .filter((line) => line !== '').length,
      0,
    )
  files.set('manifest.json', Buffer.from(JSON.stringify(manifest)))
}

const isSame = (a: Buffer | undefined, b: Buffer | undefined) => a !== undefined && b !== undefined && a.equals(b)
