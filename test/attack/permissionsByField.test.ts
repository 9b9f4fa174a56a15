import { afterAll, beforeAll, expect, test } from 'vitest'
import { isGranted, type Register, type Role, roles } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import type { RecordDetail, RecordItem } from '../../src/server/contract.ts'
import { pathOf } from '../../src/server/describe.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { expectGolden } from '../support/golden.ts'
import { creatorOf, makeWorld, type World } from '../support/world.ts'

// Every field, link and computed value of every register, read and written by every role, as the API answers. The golden
// file is the documentation of who may do what with which field.

let t: TestApp
let world: World
beforeAll(async () => {
  t = await testApp()
  world = makeWorld(t)
})
afterAll(() => t.close())

const namesOf = (register: Register) => [
  ...Object.keys(register.fields),
  ...Object.keys(register.links),
  ...Object.keys(register.computed),
]

interface Refused {
  readonly code?: string
  readonly fields?: readonly { readonly field: string; readonly message: string }[]
}

/** What comes of writing one field; a second one that no register has keeps anything from being changed. */
async function write(register: Register, record: RecordItem, role: Role, name: string | null): Promise<string> {
  const values = { ...(name === null ? {} : { [name]: 'x' }), 'no such field': 1 }
  const path = `${t.base}/records/${pathOf(register)}/${record.id}`
  const { status, body } = await t.send<Refused>(t.people[role], 'PATCH', path, { version: record.version, values })
  if (status === 403 || status === 404) return 'may not'
  if (body.code === 'record/frozen') return 'frozen'
  expect([status, body.code], `${role} ${register.name}.${name}`).toEqual([422, 'record/invalid'])
  const said = body.fields?.find((f) => f.field === name)?.message ?? ''
  if (said.includes('is set by the move that decides it')) return 'set by a move'
  if (said.includes('Your role may not write')) return 'not this role'
  return said.includes('worked out') || said.includes('There is no field') ? 'worked out' : 'writes'
}

test('each field is read and written by the roles the golden file names, and by no other', {
  timeout: 300_000,
}, async () => {
  const facts: string[] = []
  for (const register of registers) {
    const record = await world.base(register.name)
    const owned = { owner: record.owner, createdBy: creatorOf(t, register).account }
    const reads = new Map<string, Role[]>()
    const writes = new Map<string, Role[]>()
    const why = new Map<string, Set<string>>()
    for (const role of roles) {
      const who = t.people[role]
      const shown = await t.send<RecordDetail>(who, 'GET', `${t.base}/records/${pathOf(register)}/${record.id}`)
      const mayRead = isGranted(register.can.read, who.actor, owned)
      expect(shown.status, `${role} reads ${register.name}`).toBe(mayRead ? 200 : 404)
      const withheld = new Set(shown.body.record?.withheld ?? [])
      const mayEdit = (await write(register, record, role, null)) !== 'may not'
      expect(mayEdit, `${role} edits ${register.name}`).toBe(mayRead && isGranted(register.can.edit, who.actor, owned))
      for (const name of namesOf(register)) {
        if (mayRead && !withheld.has(name)) reads.set(name, [...(reads.get(name) ?? []), role])
        const outcome = mayEdit ? await write(register, record, role, name) : 'may not'
        if (outcome === 'writes') writes.set(name, [...(writes.get(name) ?? []), role])
        else if (outcome !== 'may not') why.set(name, (why.get(name) ?? new Set()).add(outcome))
        // What the register declares holds, field by field.
        const field = register.fields[name]
        const { editBy, readBy } = { editBy: (field ?? register.links[name])?.editBy, readBy: field?.readBy }
        if (readBy && !isGranted(readBy, who.actor, owned)) {
          expect(shown.body.record?.values[name] ?? null, `${role} sees ${register.name}.${name}`).toBeNull()
          expect(outcome, `${role} writes ${register.name}.${name}`).not.toBe('writes')
        }
        if (editBy && !isGranted(editBy, who.actor, owned))
          expect(outcome, `${role} writes ${register.name}.${name}`).not.toBe('writes')
        if (field?.setByMove || Object.hasOwn(register.computed, name))
          expect(outcome, `${role} types ${register.name}.${name}`).not.toBe('writes')
      }
    }
    const after = await t.send<RecordDetail>(
      creatorOf(t, register),
      'GET',
      `${t.base}/records/${pathOf(register)}/${record.id}`,
    )
    if (after.status === 200) expect(after.body.record.version, register.name).toBe(record.version)
    for (const name of namesOf(register)) {
      const notes = [...(why.get(name) ?? [])].sort()
      const told = (found: readonly Role[] | undefined) =>
        !found ? 'nobody' : found.length === roles.length ? 'all' : found.join(', ')
      facts.push(
        `${register.name}.${name}: read by ${told(reads.get(name))}; written by ${told(writes.get(name))}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`,
      )
    }
  }
  expect(facts.length).toBeGreaterThan(700)
  await expectGolden('fieldPermissions', facts)
})
