import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isGranted, type Register, roles } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import type { Changed, RecordItem } from '../../src/server/contract.ts'
import { pathOf } from '../../src/server/describe.ts'
import { type Answer, type SignedIn, type TestApp, testApp } from '../support/app.ts'
import { expectGolden } from '../support/golden.ts'
import { anyValueOf, sample } from '../support/values.ts'
import { creatorOf, makeWorld, type World } from '../support/world.ts'

let t: TestApp
let world: World
const refusedByGuard: string[] = []
beforeAll(async () => {
  t = await testApp()
  world = makeWorld(t)
})
afterAll(() => t.close())

/**
 * Walks each register's states from the first one, making every move that the record allows, each on a record of its
 * own, and checks beside it that the same move is refused from other states and to those without the right.
 */
describe.each(registers.map((r) => [r.name, r] as const))('%s', (_name, register) => {
  const path = () => `${t.base}/records/${pathOf(register)}`
  const send = (who: SignedIn, record: RecordItem, move: string, values?: Readonly<Record<string, unknown>>) =>
    t.send<Changed & { code: string; detail: string }>(who, 'POST', `${path()}/${record.id}/moves/${move}`, {
      version: record.version,
      reason: 'Because the test says so',
      ...(values ? { values } : {}),
    })
  const mayMove = (who: SignedIn, record: RecordItem, move: string) => {
    const owned = { owner: record.owner, createdBy: creatorOf(t, register).account }
    const by = register.workflow.moves[move]?.by ?? []
    return isGranted(by, who.actor, owned) && isGranted(register.can.read, who.actor, owned)
  }

  test('moves go from where they start, for those who may', async () => {
    const moves = Object.entries(register.workflow.moves)
    const reached = new Map<string, string[]>([[register.workflow.initial, []]])
    const done = new Set<string>()
    for (let grew = true; grew; ) {
      grew = false
      for (const [name, move] of moves) {
        if (done.has(name)) continue
        const from = move.from.find((state) => reached.has(state))
        if (from === undefined) continue
        const way = reached.get(from) ?? []
        const made = await follow(register, [...way, name])
        if (made === null) continue
        done.add(name)
        grew = true
        expect(made.answer.body.records[0]).toMatchObject({ state: move.to, version: made.before.version + 1 })
        if (!reached.has(move.to)) reached.set(move.to, [...way, name])
      }
    }
    for (const [name, move] of moves) {
      if (done.has(name)) continue
      const from = move.from.find((state) => reached.has(state))
      const why =
        from === undefined
          ? 'no state it starts from is reached'
          : await refusal(register, [...(reached.get(from) ?? []), name])
      refusedByGuard.push(`${register.name} ${name}: ${why}`)
    }
  })

  test('moves are refused from other states and without the right', async () => {
    const record = await world.create(register)
    for (const [name, move] of Object.entries(register.workflow.moves)) {
      const people = Object.values(t.people)
      const allowed = people.find((p) => mayMove(p, record, name))
      if (allowed && !move.from.includes(record.state)) {
        const answer = await send(allowed, record, name)
        expect(answer.body.code, answer.text).toBe('move/wrong-state')
        expect(answer.body.detail).toContain('Possible from')
      }
      const refused = people.find((p) => !mayMove(p, record, name) && isGranted(register.can.read, p.actor, null))
      if (refused) expect((await send(refused, record, name)).body.code, name).toBe('access/forbidden')
      const unknown = allowed ?? t.people.aimsLead
      if (isGranted(register.can.read, unknown.actor, null))
        expect((await send(unknown, record, 'noSuchMove')).body.code).toBe('move/unknown')
    }
  })

  interface Made {
    before: RecordItem
    answer: Answer<Changed & { code: string; detail: string }>
  }

  /** Makes a record and takes it along a way of moves; null when one of them is refused to everybody. */
  async function follow(of: Register, way: readonly string[]): Promise<Made | null> {
    const outcome = await walk(of, way)
    return outcome.answer.status === 200 ? outcome : null
  }

  async function refusal(of: Register, way: readonly string[]): Promise<string> {
    const { answer } = await walk(of, way)
    return answer.body.detail.replace(/[A-Z]+-\d+/g, 'REF').replace(/\d{4}-\d\d-\d\d/g, 'DATE')
  }

  async function walk(of: Register, way: readonly string[]): Promise<Made> {
    let record = await world.create(of)
    for (let step = 0; ; step++) {
      const made = await attempt(of, record, way[step] ?? '')
      if (made.answer.status !== 200 || step === way.length - 1) return made
      const next = made.answer.body.records[0]
      if (!next) throw new Error('a move that was made answers with its record')
      record = next
    }
  }

  /** Tries a move as each person who has the right, with what it needs filled in. */
  async function attempt(of: Register, record: RecordItem, move: string): Promise<Made> {
    const needs = of.workflow.moves[move]?.needs ?? []
    const empty = needs.filter((n) => {
      const value = record.values[n]
      return value === null || value === undefined || (Array.isArray(value) && value.length === 0)
    })
    const values = Object.fromEntries(await Promise.all(empty.map(async (n) => [n, await fill(of, n)] as const)))
    let last: Made | null = null
    for (const role of roles) {
      const who = t.people[role]
      if (!mayMove(who, record, move)) continue
      const answer = await send(who, record, move, values)
      last = { before: record, answer }
      if (answer.status === 200) return last
      // An asking person's own refusal may be another's permission: who wrote it must not approve it.
      expect([409, 422], answer.text).toContain(answer.status)
    }
    if (last === null) throw new Error(`nobody may ${move} ${of.name}`)
    return last
  }

  async function fill(of: Register, name: string): Promise<unknown> {
    const link = of.links[name]
    if (link) {
      const to = link.to === 'any' ? 'aiSystem' : link.to
      const id = to === 'person' ? t.people.aimsLead.person : (await world.base(to)).id
      return link.many ? [id] : id
    }
    const field = of.fields[name]
    if (!field) throw new Error(`${of.name} has no ${name}`)
    const example = of.examples.map((e) => e[name]).find((v) => v !== undefined && v !== null)
    if (field.type.kind === 'files') {
      const name = { 'x-file-name': 'proof.txt', 'content-type': 'text/plain' }
      return [(await t.send(t.people.aimsLead, 'POST', `${t.base}/files`, 'Signed.', name)).body]
    }
    const isFilled = (v: unknown) => v !== null && !(Array.isArray(v) && v.length === 0)
    return example ?? sample(anyValueOf(field).filter(isFilled), 1, 7)[0]
  }
})

// What a walk without knowledge of the guards cannot do is listed, with the reason people are given.
test('only these moves ask for more than their fields', () => expectGolden('guardedMoves', refusedByGuard))
