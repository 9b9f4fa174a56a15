import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asRegister, defineRegister, everyone, f, many, one, Problem, stewards } from '../../src/model/index.ts'
import { append, emptyEdge, leafHash, rootOf } from '../../src/store/log/merkle.ts'
import { actor, lead, viewer } from '../support/actors.ts'
import { type TestStore, testStore } from '../support/store.ts'

// Two small registers that belong to this test, so that it says all it is about.
const person = asRegister(
  defineRegister({
    name: 'person',
    label: { one: 'Person', many: 'People' },
    explain: 'A person, as small as can be, for the tests of the store and nothing else.',
    refPrefix: 'PER',
    area: 'documents',
    serves: [],
    fields: { title: f.text() },
    links: {},
    computed: {},
    workflow: { initial: 'active', states: { active: 'inForce' }, moves: {} },
    can: { read: everyone, create: stewards, edit: stewards, archive: stewards },
    readiness: [],
    list: { columns: ['ref', 'title'], sort: 'title' },
    examples: [{ title: 'Ada' }],
  }),
)
const task = asRegister(
  defineRegister({
    name: 'task',
    label: { one: 'Task', many: 'Tasks' },
    explain: 'A task with an owner, a number and helpers, for the tests of the store and nothing else.',
    refPrefix: 'T',
    area: 'programme',
    serves: [],
    fields: {
      title: f.text({ search: 'high' }),
      size: f.integer({ min: 1 }).optional(),
      due: f.date().optional(),
      notes: f.longText().optional(),
    },
    links: { owner: one('person', { required: true }), helpers: many('person', { inverse: 'helpsWith' }) },
    computed: { double: { field: f.integer({ sortable: true }), from: (r) => (r.size === null ? null : r.size * 2) } },
    workflow: {
      initial: 'open',
      states: { open: 'draft', done: 'inForce', dropped: 'retired' },
      moves: {
        finish: {
          from: ['open'],
          to: 'done',
          by: [...stewards, 'owner'],
          needs: ['size'],
          looksAt: ['helpers'],
          unless: (_r, { related }) => (related.helpers ?? []).length === 0 && 'Name at least one helper.',
        },
        drop: { from: ['open'], to: 'dropped', by: stewards, asksReason: true },
      },
      frozen: ['done'],
    },
    can: { read: everyone, create: stewards, edit: [...stewards, 'owner'], archive: stewards },
    readiness: [],
    list: { columns: ['ref', 'title', 'size'], sort: 'title' },
    examples: [{ title: 'Try' }],
  }),
)

let t: TestStore
let ada: string
let ben: string

beforeAll(async () => {
  t = await testStore([person, task], { indexes: true })
  const made = await t.store.commit({
    actor: lead,
    org: t.org,
    changes: [
      { do: 'create', register: 'person', values: { title: 'Ada' } },
      { do: 'create', register: 'person', values: { title: 'Ben' } },
    ],
  })
  ;[ada, ben] = made.records.map((r) => r.id) as [string, string]
})
afterAll(() => t.close())

const make = async (values: Record<string, unknown>) => {
  const { records } = await t.store.commit({
    actor: lead,
    org: t.org,
    changes: [{ do: 'create', register: 'task', values: { owner: ada, ...values } }],
  })
  return records[0]!
}

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error) => (error instanceof Problem ? error.code : String(error)),
  )

async function logSize() {
  return (await t.store.logHead(t.org))?.size ?? 0
}

describe('the one write path', () => {
  test('creates with number, computed value and first version', async () => {
    const record = await make({ title: 'First', size: 3 })
    expect(record).toMatchObject({
      ref: expect.stringMatching(/^T-\d+$/),
      state: 'open',
      version: 1,
      size: 3,
      double: 6,
      owner: ada,
      helpers: [],
    })
    expect(await t.store.record(t.org, task, viewer, record.id, null)).toEqual(record)
    expect(await t.store.record(t.org, task, viewer, record.ref, null)).toEqual(record)
  })

  test('names every mistake at once and keeps nothing', async () => {
    const before = await logSize()
    const refused = await t.store
      .commit({
        actor: lead,
        org: t.org,
        changes: [{ do: 'create', register: 'task', values: { titel: 'x', size: 0, due: '2026-02-30' } }],
      })
      .catch((e: Problem) => e)
    expect(refused).toBeInstanceOf(Problem)
    expect((refused as Problem).details.fields?.map((p) => p.field).sort()).toEqual([
      'due',
      'owner',
      'size',
      'titel',
      'title',
    ])
    expect((refused as Problem).details.fields?.find((p) => p.field === 'titel')?.message).toContain(
      'Did you mean "title"?',
    )
    expect(await logSize()).toBe(before)
  })

  test('refuses a link to nothing, to another register and to oneself', async () => {
    const record = await make({ title: 'Links' })
    const ghost = '01900000-0000-7000-8000-000000000000'
    for (const helper of [ghost, record.id]) {
      expect(
        await code(
          t.store.commit({
            actor: lead,
            org: t.org,
            changes: [{ do: 'edit', register: 'task', id: record.id, version: 1, values: { helpers: [helper] } }],
          }),
        ),
      ).toBe('record/invalid')
    }
  })

  test('a stale version is a conflict that shows both sides', async () => {
    const record = await make({ title: 'Contested', size: 1 })
    await t.store.commit({
      actor: lead,
      org: t.org,
      changes: [{ do: 'edit', register: 'task', id: record.id, version: 1, values: { size: 2 } }],
    })
    const refused = await t.store
      .commit({
        actor: lead,
        org: t.org,
        changes: [{ do: 'edit', register: 'task', id: record.id, version: 1, values: { size: 5 } }],
      })
      .catch((e: Problem) => e)
    expect((refused as Problem).code).toBe('record/conflict')
    expect((refused as Problem).details.data).toMatchObject({
      version: 2,
      seen: 1,
      yours: { size: 5 },
      theirs: { size: 2 },
      before: { size: 1 },
    })
  })

  test('a list of changes stands or falls as a whole', async () => {
    const record = await make({ title: 'Whole' })
    const before = await logSize()
    const refused = await t.store
      .commit({
        actor: lead,
        org: t.org,
        changes: [
          { do: 'edit', register: 'task', id: record.id, version: 1, values: { title: 'Changed' } },
          { do: 'move', register: 'task', id: record.id, version: 2, move: 'finish' },
        ],
      })
      .catch((e: Problem) => e)
    expect((refused as Problem).code).toBe('move/needs')
    expect((refused as Problem).details.data).toEqual({ change: 1 })
    expect(await logSize()).toBe(before)
    expect((await t.store.record(t.org, task, lead, record.id, null))?.title).toBe('Whole')
  })

  test('a guard sees linked records, those of the same commit included', async () => {
    const record = await make({ title: 'Guarded', size: 1 })
    const finish = { do: 'move', register: 'task', id: record.id, version: 1, move: 'finish' } as const
    expect(await code(t.store.commit({ actor: lead, org: t.org, changes: [finish] }))).toBe('move/refused')
    const { records } = await t.store.commit({
      actor: lead,
      org: t.org,
      changes: [
        { do: 'edit', register: 'task', id: record.id, version: 1, values: { helpers: [ben] } },
        { ...finish, version: 2 },
      ],
    })
    expect(records).toHaveLength(1)
    expect(records[0]).toMatchObject({ state: 'done', version: 3, helpers: [ben] })
    expect(
      await code(
        t.store.commit({
          actor: lead,
          org: t.org,
          changes: [{ do: 'edit', register: 'task', id: record.id, version: 3, values: { size: 9 } }],
        }),
      ),
    ).toBe('record/frozen')
  })

  test('a viewer may look and not touch; an owner may edit their own', async () => {
    const record = await make({ title: 'Owned' })
    const edit = { do: 'edit', register: 'task', id: record.id, version: 1, values: { notes: 'Mine' } } as const
    expect(await code(t.store.commit({ actor: viewer, org: t.org, changes: [edit] }))).toBe('access/forbidden')
    expect(await code(t.store.commit({ actor: actor('Ben', ['viewer'], ben), org: t.org, changes: [edit] }))).toBe(
      'access/forbidden',
    )
    expect(await code(t.store.commit({ actor: actor('Ada', ['viewer'], ada), org: t.org, changes: [edit] }))).toBe(
      'accepted',
    )
  })

  test('a move that asks for a reason is refused without one and keeps it in history', async () => {
    const record = await make({ title: 'Dropped' })
    const drop = { do: 'move', register: 'task', id: record.id, version: 1, move: 'drop' } as const
    expect(await code(t.store.commit({ actor: lead, org: t.org, changes: [drop] }))).toBe('move/reason-needed')
    await t.store.commit({ actor: lead, org: t.org, changes: [drop], reason: 'No longer needed' })
    const versions = await t.store.versions(t.org, task, lead, record, null)
    expect(versions.map((v) => [v.action, v.reason])).toEqual([
      ['create', null],
      ['move.drop', 'No longer needed'],
    ])
  })

  test('what others must link to cannot be archived while they are there', async () => {
    const { records } = await t.store.commit({
      actor: lead,
      org: t.org,
      changes: [{ do: 'create', register: 'person', values: { title: 'Cy' } }],
    })
    const cy = records[0]!
    const record = await make({ title: 'Needs Cy', owner: cy.id })
    expect(
      await code(
        t.store.commit({
          actor: lead,
          org: t.org,
          changes: [{ do: 'archive', register: 'person', id: cy.id, version: 1 }],
        }),
      ),
    ).toBe('record/in-use')
    await t.store.commit({
      actor: lead,
      org: t.org,
      changes: [{ do: 'archive', register: 'task', id: record.id, version: 1 }],
    })
    expect(
      await code(
        t.store.commit({
          actor: lead,
          org: t.org,
          changes: [{ do: 'archive', register: 'person', id: cy.id, version: 1 }],
        }),
      ),
    ).toBe('accepted')
  })

  test('a repeated key gives the first answer once; another request with it is refused', async () => {
    const request = {
      actor: lead,
      org: t.org,
      changes: [{ do: 'create', register: 'task', values: { title: 'Once', owner: ada } }],
      idempotencyKey: 'k1',
    } as const
    const [a, b] = await Promise.all([t.store.commit(request), t.store.commit(request)])
    expect(b).toEqual(a)
    expect(await t.store.commit(request)).toEqual(a)
    const found = await t.store.list(
      t.org,
      task,
      {},
      lead,
      { filters: [{ name: 'title', operator: 'is', value: 'Once' }], limit: 10 },
      null,
    )
    expect(found.records).toHaveLength(1)
    expect(await code(t.store.commit({ ...request, reason: 'other' }))).toBe('key/reused')
  })

  test('restores an earlier version as a new one', async () => {
    const record = await make({ title: 'Before', size: 1 })
    await t.store.commit({
      actor: lead,
      org: t.org,
      changes: [{ do: 'edit', register: 'task', id: record.id, version: 1, values: { title: 'After', size: null } }],
    })
    const { records } = await t.store.commit({
      actor: lead,
      org: t.org,
      changes: [{ do: 'restore', register: 'task', id: record.id, version: 2, to: 1 }],
    })
    expect(records[0]).toMatchObject({ title: 'Before', size: 1, version: 3 })
  })
})

describe('many writers', () => {
  test('more writers than connections: every change has one entry, in order, and the tree matches', async () => {
    const before = await logSize()
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, (_, i) =>
        code(
          t.store.commit({
            actor: i % 8 === 7 ? viewer : lead,
            org: t.org,
            changes: [{ do: 'create', register: 'task', values: { title: `W${i}`, owner: ada } }],
          }),
        ),
      ),
    )
    expect(outcomes.filter((o) => o === 'accepted')).toHaveLength(56)
    expect(outcomes.filter((o) => o === 'access/forbidden')).toHaveLength(8)
    expect((await logSize()) - before).toBe(56)
    let edge = emptyEdge
    let previous: string | null = null
    let at = ''
    for await (const part of t.store.log(t.org, null)) {
      for (const { seq, entry, leaf } of part) {
        const parsed = JSON.parse(entry)
        expect(parsed.seq).toBe(seq)
        expect(parsed.prev).toBe(previous)
        expect(parsed.at > at).toBe(true)
        at = parsed.at
        expect(leafHash(entry).equals(leaf)).toBe(true)
        previous = leaf.toString('hex')
        edge = append(edge, leaf)
      }
    }
    const head = await t.store.logHead(t.org)
    expect(head?.size).toBe(edge.size)
    expect(rootOf(edge)).toEqual(rootOf({ size: head!.size, peaks: head!.peaks }))
  })
})

describe('time', () => {
  test('a past reading stays what it was', async () => {
    const record = await make({ title: 'Then', helpers: [ada] })
    const then = record.updatedAt
    await t.store.commit({
      actor: lead,
      org: t.org,
      changes: [{ do: 'edit', register: 'task', id: record.id, version: 1, values: { title: 'Now', helpers: [ben] } }],
    })
    const asOf = await t.store.asOf(t.org, then)
    expect((await t.store.record(t.org, task, lead, record.ref, asOf))?.title).toBe('Then')
    const helped = await t.store.list(
      t.org,
      task,
      {},
      lead,
      { filters: [{ name: 'helpers', operator: 'is', value: ada }], words: 'then', limit: 10 },
      asOf,
    )
    expect(helped.records.map((r) => r.title)).toEqual(['Then'])
    expect((await t.store.search(t.org, lead, 'then', 10, null)).map((h) => h.title)).toEqual([])
    expect(
      (await t.store.linked(t.org, person, lead, ben, null)).flatMap((g) => g.items.map((i) => i.title)),
    ).toContain('Now')
  })

  test('the future is refused', async () => {
    await expect(t.store.asOf(t.org, '2999-01-01')).rejects.toMatchObject({ code: 'time/invalid' })
  })
})

describe('lists', () => {
  test('pages by key through values and gaps, both ways, each record once', async () => {
    await Promise.all(
      Array.from({ length: 23 }, (_, i) =>
        make({ title: `Paged ${i % 5}`, size: i % 3 === 0 ? null : (i % 7) + 1, notes: 'paging' }),
      ),
    )
    for (const sort of ['size', '-size', 'title', '-double', 'ref', '-createdAt']) {
      const seen: string[] = []
      let after: string | undefined
      do {
        const query = {
          filters: [{ name: 'title', operator: 'contains' as const, value: 'Paged' }],
          sort,
          limit: 4,
          count: true,
          ...(after ? { after } : {}),
        }
        const page = await t.store.list(t.org, task, {}, viewer, query, null)
        expect(page.total).toBe(23)
        seen.push(...page.records.map((r) => r.id))
        after = page.next ?? undefined
      } while (after)
      expect(new Set(seen).size).toBe(23)
      expect(seen).toHaveLength(23)
    }
  })

  test('another organisation sees nothing', async () => {
    const other = (await t.store.directory.createOrganisation('Other', 'own')).id
    const record = await make({ title: 'Secret canary' })
    expect(await t.store.record(other, task, lead, record.id, null)).toBeNull()
    expect((await t.store.list(other, task, {}, lead, { filters: [], limit: 10, count: true }, null)).total).toBe(0)
    expect(await t.store.search(other, lead, 'canary', 10, null)).toEqual([])
    expect(
      await code(
        t.store.commit({
          actor: lead,
          org: other,
          changes: [{ do: 'edit', register: 'task', id: record.id, version: 1, values: { title: 'x' } }],
        }),
      ),
    ).toBe('access/not-found')
    expect(
      await code(
        t.store.commit({
          actor: lead,
          org: other,
          changes: [{ do: 'create', register: 'task', values: { title: 'x', owner: ada } }],
        }),
      ),
    ).toBe('record/invalid')
  })
})
