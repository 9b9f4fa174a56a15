import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Grant, isGranted, roles } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import type { RecordItem } from '../../src/server/contract.ts'
import { pathOf } from '../../src/server/describe.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { creatorOf, makeWorld, type World } from '../support/world.ts'

let t: TestApp
let world: World
beforeAll(async () => {
  t = await testApp()
  world = makeWorld(t)
})
afterAll(() => t.close())

/** A version no record has: who may not is refused for that, who may is refused for the version. Nothing changes. */
const version = 999_999

describe.each(registers.map((r) => [r.name, r] as const))('%s', (_name, register) => {
  const path = () => `${t.base}/records/${pathOf(register)}`
  const operations: readonly (readonly [string, readonly Grant[], (id: string) => [string, string, unknown]])[] = [
    ['edit', register.can.edit, (id) => ['PATCH', `/${id}`, { version, values: {} }]],
    ['archive', register.can.archive, (id) => ['POST', `/${id}/archive`, { version }]],
    ['unarchive', register.can.archive, (id) => ['POST', `/${id}/unarchive`, { version }]],
    ['restore', register.can.edit, (id) => ['POST', `/${id}/restore`, { version, to: 1 }]],
    ...(Object.entries(register.workflow.moves).map(
      ([move, { by }]) =>
        [
          `move ${move}`,
          by,
          (id: string) => ['POST', `/${id}/moves/${move}`, { version }],
        ] as const satisfies readonly [string, readonly Grant[], (id: string) => unknown[]],
    ) as never[]),
  ]

  test('every role may do what the register says and nothing else; nobody from another organisation may', async () => {
    const record: RecordItem = await world.create(register)
    const owned = { owner: record.owner, createdBy: creatorOf(t, register).account }
    for (const role of roles) {
      const who = t.people[role]
      const may = (grants: readonly Grant[]) => isGranted(grants, who.actor, owned)
      const reads = may(register.can.read)
      const read = await t.send(who, 'GET', `${path()}/${record.id}`)
      expect(read.status, `${role} reads`).toBe(reads ? 200 : 404)

      // What does not fit is only told to those who may create.
      const create = await t.send(who, 'POST', path(), { values: { 'no such field': 1 } })
      const readsSome = register.can.read.some((g) => g === 'owner' || g === 'author' || g === role)
      const asked = isGranted(register.can.create, who.actor, null)
      const only = register.only === 'one' ? 409 : 422
      expect(create.status, `${role} creates: ${create.text}`).toBe(asked ? only : readsSome ? 403 : 404)

      for (const [operation, grants, request] of operations) {
        const [method, more, body] = request(record.id)
        const answer = await t.send<{ code: string }>(who, method, `${path()}${more}`, body)
        const isFrozen = register.workflow.frozen?.includes(record.state) && /edit|restore/.test(operation)
        const code = !reads
          ? 'access/not-found'
          : !may(grants)
            ? 'access/forbidden'
            : isFrozen
              ? 'record/frozen'
              : 'record/conflict'
        expect(answer.body.code, `${role}: ${operation}`).toBe(code)
      }
    }
    for (const [operation, , request] of operations) {
      const [method, more, body] = request(record.id)
      const elsewhere = path().replace(t.org.slug, t.other.slug)
      for (const at of [path(), elsewhere]) {
        const answer = await t.send<{ code: string }>(t.outsider, method, `${at}${more}`, body)
        expect(answer.body.code, `outsider: ${operation}`).toBe('access/not-found')
      }
    }
  })
})
