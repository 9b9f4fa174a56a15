import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyRecord } from '../../src/model/index.ts'
import { asRegister, defineRegister, everyone, f, many, Problem, stewards } from '../../src/model/index.ts'
import { type Change, newId } from '../../src/store/index.ts'
import { append, emptyEdge, leafHash, rootOf } from '../../src/store/log/merkle.ts'
import { actor, viewer } from '../support/actors.ts'
import { type TestStore, testStore } from '../support/store.ts'
import { type Model, makeModel, type Version } from './historyModel.ts'

const person = asRegister(
  defineRegister({
    name: 'person',
    label: { one: 'Person', many: 'People' },
    explain: 'A person, as small as can be, for histories that the store and a model both tell.',
    refPrefix: 'PER',
    area: 'documents',
    serves: [],
    fields: { title: f.text() },
    links: {},
    computed: {},
    workflow: { initial: 'active', states: { active: 'inForce' }, moves: {} },
    can: { read: everyone, create: stewards, edit: stewards, archive: stewards },
    readiness: [],
    list: { columns: ['ref'], sort: 'ref' },
    examples: [{ title: 'Ada' }],
  }),
)
const task = asRegister(
  defineRegister({
    name: 'task',
    label: { one: 'Task', many: 'Tasks' },
    explain: 'A task with a size and helpers, for histories that the store and a model both tell.',
    refPrefix: 'T',
    area: 'programme',
    serves: [],
    fields: { title: f.text(), size: f.integer({ min: 1 }).optional() },
    links: { helpers: many('person') },
    computed: {},
    workflow: {
      initial: 'open',
      states: { open: 'draft', done: 'inForce', dropped: 'retired' },
      moves: {
        finish: { from: ['open'], to: 'done', by: stewards, needs: ['size'] },
        drop: { from: ['open'], to: 'dropped', by: stewards, asksReason: true },
      },
      frozen: ['done'],
    },
    can: { read: everyone, create: stewards, edit: stewards, archive: stewards },
    readiness: [],
    list: { columns: ['ref'], sort: 'ref' },
    examples: [{ title: 'First' }],
  }),
)

const seed = Number(process.env.HISTORY_SEED ?? 20_261_125)
const writers = ['Wilma', 'Xaver', 'Yusuf', 'Zoe'].map((name) => actor(name, ['aimsLead']))

let t: TestStore
beforeAll(async () => {
  t = await testStore([person, task])
})
afterAll(() => t.close())

/** One thing somebody tries; numbers choose among what is there when it comes to that. */
const attempt = fc.record({
  kind: fc.constantFrom(
    'createTask',
    'createPerson',
    'edit',
    'edit',
    'edit',
    'finish',
    'drop',
    'archive',
    'unarchive',
    'restore',
  ),
  which: fc.nat(30),
  title: fc.constantFrom('Plan', 'Überprüfung', 'עברית', '"x", =1', '👩‍⚖️'),
  size: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
  helper: fc.nat(5),
  lag: fc.constantFrom(0, 0, 0, 0, 1),
  mayWrite: fc.constantFrom(true, true, true, true, true, false),
  reason: fc.constantFrom('Because', null),
})
type Attempt = typeof attempt extends fc.Arbitrary<infer A> ? A : never

/** Rounds of attempts; those of one round are made at once by several writers. */
const history = fc.array(fc.array(attempt, { minLength: 1, maxLength: 5, size: 'max' }), {
  minLength: 10,
  maxLength: 24,
  size: 'max',
})

function changeOf(a: Attempt, model: Model): Change | null {
  const people = model.ids('person')
  const helper = people[a.helper % Math.max(1, people.length)]
  const isLive = helper !== undefined && !model.last(helper)?.archived
  const values = { title: a.title, size: a.size, helpers: isLive ? [helper] : [] }
  if (a.kind === 'createTask') return { do: 'create', register: 'task', id: newId(), values }
  if (a.kind === 'createPerson') return { do: 'create', register: 'person', id: newId(), values: { title: a.title } }
  const tasks = model.ids('task')
  const all = a.kind === 'archive' || a.kind === 'unarchive' ? [...people, ...tasks] : tasks
  const id = all[a.which % Math.max(1, all.length)]
  const now = id === undefined ? undefined : model.last(id)
  if (!now) return null
  const at = { register: now.register, id: now.id, version: Math.max(1, now.version - a.lag) }
  switch (a.kind) {
    case 'edit':
      return {
        do: 'edit',
        ...at,
        values: a.which % 2 === 0 ? { title: a.title } : { size: a.size, helpers: values.helpers },
      }
    case 'restore':
      return { do: 'restore', ...at, to: 1 + (a.which % now.version) }
    case 'archive':
    case 'unarchive':
      return { do: a.kind, ...at }
    default:
      return { do: 'move', ...at, move: a.kind }
  }
}

interface Told {
  readonly change: Change
  readonly reason: string | null
  readonly mayWrite: boolean
  readonly record?: AnyRecord
  readonly seq?: number
  readonly code?: string
}

/** Sends the attempts of one round at once, and brings the model to where the store says it went. */
async function play(org: string, model: Model, round: readonly Attempt[]): Promise<void> {
  const wanted = round.flatMap((a) => {
    const change = changeOf(a, model)
    return change ? [{ change, reason: a.reason, mayWrite: a.mayWrite }] : []
  })
  const told: Told[] = await Promise.all(
    wanted.map(async (w, index): Promise<Told> => {
      const who = w.mayWrite ? (writers[index % writers.length] ?? viewer) : viewer
      try {
        const done = await t.store.commit({ actor: who, org, changes: [w.change], reason: w.reason })
        return { ...w, record: done.records[0]!, seq: done.seq }
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        return { ...w, code: error.code }
      }
    }),
  )
  const isNew = (one: Told) => {
    const before = one.record ? model.last(one.record.id) : undefined
    return one.record !== undefined && one.record.version > (before?.version ?? 0)
  }
  const possible = told.map((one) => [model.judge(one.change, one.reason)])
  for (const one of told.filter(isNew).sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0))) {
    expect(one.mayWrite, 'a viewer changed something').toBe(true)
    const judged = model.judge(one.change, one.reason)
    if (!('next' in judged) || judged.next === null)
      throw new Error(`the model refuses ${JSON.stringify([one.change, judged])}`)
    model.keep({ ...judged.next, at: one.record?.updatedAt ?? '' })
    for (const [index, other] of told.entries()) possible[index]?.push(model.judge(other.change, other.reason))
  }
  for (const [index, one] of told.entries()) {
    // Refusals fit what the model says at some moment of the round.
    const codes = (possible[index] ?? []).flatMap((p) => ('code' in p ? [p.code] : []))
    if (one.code === undefined) continue
    if (one.mayWrite && one.code === 'record/invalid' && namesHelper(one.change)) continue
    expect(one.mayWrite ? codes : ['access/forbidden'], JSON.stringify(one.change)).toContain(one.code)
  }
}

/** A helper archived in the same round makes a link invalid; the model does not follow links. */
const namesHelper = (change: Change) =>
  change.do === 'restore' || ('values' in change && (change.values?.helpers as unknown[] | undefined)?.length === 1)

const plain = (r: AnyRecord | Version) => ({
  id: r.id,
  version: r.version,
  state: r.state,
  archived: r.archived,
  title: r.title,
  ...(r.register === 'task' ? { size: r.size, helpers: r.helpers } : {}),
})

async function expectSame(org: string, model: Model, instant: string | null): Promise<void> {
  const asOf = instant === null ? null : await t.store.asOf(org, instant)
  for (const register of [person, task]) {
    const query = { filters: [], limit: 500, archived: 'both' as const }
    const { records } = await t.store.list(org, register, {}, viewer, query, asOf)
    const ours = records.map(plain).sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(ours, `${register.name} at ${instant}`).toEqual(model.at(register.name, instant ?? '9').map(plain))
  }
  for (const helper of model.ids('person').slice(0, 2)) {
    const filters = [{ name: 'helpers', operator: 'is' as const, value: helper }]
    const { records } = await t.store.list(org, task, {}, viewer, { filters, limit: 500, archived: 'both' }, asOf)
    const theirs = model.at('task', instant ?? '9').filter((v) => v.helpers.includes(helper))
    expect(records.map((r) => r.id).sort(), `helped by ${helper} at ${instant}`).toEqual(theirs.map((v) => v.id).sort())
  }
}

async function expectLog(org: string, model: Model): Promise<void> {
  const entries: string[] = []
  let edge = emptyEdge
  let previous: string | null = null
  for await (const part of t.store.log(org, null)) {
    for (const { entry, leaf } of part) {
      const { at, action, object, prev } = JSON.parse(entry)
      entries.push(JSON.stringify([at, action, object.register, object.id, object.version]))
      expect(prev).toBe(previous)
      expect(leafHash(entry).equals(leaf)).toBe(true)
      previous = leaf.toString('hex')
      edge = append(edge, leaf)
    }
  }
  expect(entries).toEqual(model.log.map((v) => JSON.stringify([v.at, v.action, v.register, v.id, v.version])))
  const head = await t.store.logHead(org)
  expect(rootOf(edge)).toEqual(rootOf({ size: head?.size ?? 0, peaks: head?.peaks ?? [] }))
}

test(`random histories are kept as they happened (seed ${seed})`, { timeout: 60_000 }, async () => {
  let versions = 0
  await fc.assert(
    fc.asyncProperty(history, async (rounds) => {
      const org = (await t.store.directory.createOrganisation('History', 'own')).id
      const model = makeModel()
      for (const title of ['Ada', 'Ben', 'Cy']) model.keep(await first(org, title))
      for (const round of rounds) await play(org, model, round)
      for (const { at } of model.log) await expectSame(org, model, at)
      await expectSame(org, model, null)
      await expectLog(org, model)
      versions += model.log.length
    }),
    { seed, numRuns: 30, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: false },
  )
  console.log(`history seed ${seed}: ${versions} versions`)
  expect(versions).toBeGreaterThan(500)
})

async function first(org: string, title: string): Promise<Version> {
  const change: Change = { do: 'create', register: 'person', id: newId(), values: { title } }
  const { records } = await t.store.commit({ actor: writers[0] ?? viewer, org, changes: [change] })
  const at = records[0]?.updatedAt ?? ''
  return {
    id: change.id ?? '',
    register: 'person',
    version: 1,
    at,
    action: 'create',
    state: 'active',
    archived: false,
    title,
    size: null,
    helpers: [],
  }
}
