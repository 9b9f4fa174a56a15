import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkFieldAccess } from '../../src/model/fieldAccess.ts'
import { isGranted, type Register, type Role, roles, withhold } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import type { HistoryEntry, ListPage, OneVersion, RecordDetail } from '../../src/server/contract.ts'
import { pathOf } from '../../src/server/describe.ts'
import { type SignedIn, type TestApp, testApp } from '../support/app.ts'
import { makeWorld, registerNamed, type World } from '../support/world.ts'

/** A word that is nowhere but in fields that only one role may read. */
const canary = 'zqxcanary'

const isRole = (grant: string): grant is Role => roles.some((role) => role === grant)

/** The one role that may read the limited fields of a register: one that creates its records and reads them all. */
function readerOf(register: Register): Role {
  const creates = register.can.create.filter(isRole)
  const found = creates.find((role) => register.can.read.includes(role)) ?? creates[0]
  if (!found) throw new Error(`no role creates ${register.name}`)
  return found
}

/** The register with every field limited to one role that can be limited. */
function limitAll(register: Register): Register {
  const readBy = [readerOf(register)]
  const fields = Object.entries(register.fields).map(([name, field]) => {
    const limited = { ...field, readBy, search: 'none' as const }
    const problems = [...checkFieldAccess({ ...register, fields: { [name]: limited } })]
    return [name, problems.length === 0 && !field.setByMove ? limited : field] as const
  })
  return { ...register, fields: Object.fromEntries(fields) }
}

const limited = registers.map(limitAll)
const limitedIn = (register: Register) => Object.keys(register.fields).filter((name) => register.fields[name]?.readBy)

let t: TestApp
let world: World
beforeAll(async () => {
  t = await testApp({ registers: limited })
  world = makeWorld(t)
})
afterAll(() => t.close())

/** Values with the canary in every limited field that holds text. */
function filled(register: Register): Record<string, unknown> {
  const values: Record<string, unknown> = { ...register.examples[0] }
  for (const name of limitedIn(register)) {
    const field = register.fields[name]
    if ((field?.type.kind === 'text' || field?.type.kind === 'longText') && (field.max ?? 300) >= 30)
      values[name] = `${canary} ${name}`
  }
  if (register.name === 'concern') values.anonymous = false
  return values
}

/** Everything a person can ask about a record, by what they asked. */
async function everything(who: SignedIn, register: Register, id: string): Promise<Map<string, string>> {
  const path = `${t.base}/records/${pathOf(register)}`
  const names = limitedIn(register)
  const asked: [string, string][] = [
    ['list', `${path}?limit=500`],
    ['list of these fields', `${path}?limit=500&fields=${names.join(',')}`],
    ['list by words', `${path}?q=${canary}`],
    ['record', `${path}/${id}`],
    ['record alone', `${path}/${id}?view=record`],
    ['history', `${path}/${id}/history`],
    ['version', `${path}/${id}/versions/1`],
    ['export', `${t.base}/export/${pathOf(register)}.csv`],
  ]
  const answers = new Map<string, string>()
  for (const [what, url] of asked) {
    const answer = await t.send(who, 'GET', url)
    expect(answer.status, `${who.name}: ${what}`).toBeLessThan(500)
    answers.set(what, answer.text)
  }
  return answers
}

describe.each(limited.filter((r) => limitedIn(r).length > 0).map((r) => [r.name, r] as const))('%s', (_n, register) => {
  test('shows limited fields to the role that may read them and to no other', async () => {
    const names = limitedIn(register)
    const reader = readerOf(register)
    const values = filled(register)
    const { id } = await world.create(registerNamed(register.name), values, t.people[reader])
    const planted = names.filter((name) => String(values[name]).startsWith(canary))
    for (const role of roles) {
      const who = t.people[role]
      const answers = await everything(who, register, id)
      if (role === reader) {
        // An author who may not read the register reads nothing of it here; everybody else sees what was planted.
        const shown = answers.get('record') ?? ''
        if (planted.length > 0 && isGranted(register.can.read, who.actor, null))
          expect([shown.includes(canary), answers.get('export')?.includes(canary)]).toEqual([true, true])
        continue
      }
      for (const [what, text] of answers)
        expect(text.includes(canary), `${role} gets a limited value by ${what}`).toBe(false)
      const parsed = (what: string) => JSON.parse(answers.get(what) ?? '{}')
      const list: Partial<ListPage> = parsed('list')
      const detail: Partial<RecordDetail> = parsed('record')
      const version: Partial<OneVersion> = parsed('version')
      const history: { entries?: HistoryEntry[] } = parsed('history')
      for (const name of names) {
        for (const item of [...(list.items ?? []), detail.record, version.record].filter((r) => r !== undefined)) {
          expect(item.values[name] ?? null, `${role} sees ${name}`).toBeNull()
          expect(item.withheld, `${role} is told that ${name} is withheld`).toContain(name)
        }
        const told = (history.entries ?? []).flatMap((e) => e.changes.map((c) => c.field))
        expect(told, `${role} sees ${name} in the history`).not.toContain(name)
      }
    }
  })

  test('neither filters nor sorts by a limited field for other roles, who cannot write it either', async () => {
    const reader = readerOf(register)
    const path = `${t.base}/records/${pathOf(register)}`
    const other = roles.find((role) => role !== reader && isGranted(register.can.read, t.people[role].actor, null))
    const [name] = limitedIn(register)
    if (!other || !name) return
    for (const query of [`filter=${name}:empty:no`, `sort=${name}`, `sort=-${name}`]) {
      const refused = await t.send(t.people[other], 'GET', `${path}?${query}`)
      expect([refused.status, refused.text.includes('not shown to your role')], `${other}: ${query}`).toEqual([
        400,
        true,
      ])
    }
    if (isGranted(register.can.read, t.people[reader].actor, null)) {
      const allowed = await t.send(t.people[reader], 'GET', `${path}?filter=${name}:empty:no`)
      expect(allowed.status, allowed.text).toBe(200)
    }
    const writer = roles.find((r) => r !== reader && isGranted(register.can.create, t.people[r].actor, null))
    if (!writer || register.only === 'one') return
    const values = { ...register.examples[0], [name]: filled(register)[name] ?? canary }
    const refused = await world.send(
      register,
      { ...values, ...(await world.requiredLinks(register)) },
      t.people[writer],
    )
    expect([refused.status, refused.text.includes('Your role may not write')]).toEqual([422, true])
  })
})

test('search, activity, home, readiness and the reports of other roles know nothing of limited fields', async () => {
  const readers = new Set(limited.map(readerOf))
  const others = roles.filter((role) => !readers.has(role))
  expect(others.length).toBeGreaterThan(2)
  for (const role of others) {
    for (const path of [`/search?q=${canary}`, '/activity?limit=200', '/home', '/readiness'])
      expect((await t.send(t.people[role], 'GET', `${t.base}${path}`)).text, `${role}: ${path}`).not.toContain(canary)
  }
  const found = await t.send<{ hits: unknown[] }>(t.people.aimsLead, 'GET', `${t.base}/search?q=${canary}`)
  expect(found.text).not.toContain(canary)
})

test('a course shows its right answers to who teaches it and not to who takes it', () => {
  const course = registerNamed('course')
  const record = {
    ...{ id: 'a', register: 'course', ref: 'CRS-1', title: 'Course', state: 'published', owner: null, version: 1 },
    ...{ createdAt: '', createdBy: 'x', updatedAt: '', archived: false, custom: {} },
    questions: [{ question: 'Which?', answers: ['A', 'B'], correct: 2, because: 'Because.' }],
  }
  expect(withhold(course, t.people.viewer.actor, record).questions).toEqual([
    { question: 'Which?', answers: ['A', 'B'] },
  ])
  expect(withhold(course, t.people.aimsLead.actor, record)).toBe(record)
})

test('a start is refused with a limit that would leak another way', () => {
  const concern = registerNamed('concern')
  const raisedBy = concern.fields.raisedBy
  if (!raisedBy) throw new Error('no field')
  const leaky = { ...concern, fields: { ...concern.fields, raisedBy: { ...raisedBy, search: 'normal' as const } } }
  expect([...checkFieldAccess(leaky)]).toEqual([
    "concern.fields.raisedBy: what is withheld from some must not be found by search; say search: 'none'.",
  ])
  expect(registers.flatMap((r) => [...checkFieldAccess(r)])).toEqual([])
})
