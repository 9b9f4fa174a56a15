import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unguardText } from '../../src/exchange/formulaGuard.ts'
import { readTable } from '../../src/exchange/index.ts'
import { type Field, fieldLabel } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import type { ListPage, RecordItem } from '../../src/server/contract.ts'
import { pathOf } from '../../src/server/describe.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { sample, valuesOf } from '../support/values.ts'
import { creatorOf, makeWorld, type World } from '../support/world.ts'

const seed = 42002
let t: TestApp
let world: World
beforeAll(async () => {
  t = await testApp()
  world = makeWorld(t)
})
afterAll(() => t.close())

/** What a cell says, read the way an import reads it; nothing is nothing. */
function valueIn(cell: string, field: Field): unknown {
  const text = unguardText(cell)
  if (text === '') return null
  const read = field.type.parse(text, field)
  if ('problem' in read) throw new Error(`${JSON.stringify(cell)}: ${read.problem}`)
  return read.value
}

const plain = (value: unknown) => (Array.isArray(value) && value.length === 0 ? null : value)

describe.each(registers.map((r) => [r.name, r] as const))('%s', (_name, register) => {
  test('what is exported is read back as it was', async () => {
    const who = creatorOf(t, register)
    await world.create(register)
    for (const values of sample(valuesOf(register), 5, seed)) {
      if (register.only === 'one') await world.makeRoom(register)
      // What a rule over several fields refuses is not there to be exported.
      await world.send(register, { ...values, ...(await world.requiredLinks(register)) })
    }
    const list = `?sort=ref&archived=both`
    const { body } = await t.send<ListPage>(who, 'GET', `${t.base}/records/${pathOf(register)}${list}&limit=500`)
    const items: readonly RecordItem[] = body.items
    const json = await t.send<RecordItem[]>(who, 'GET', `${t.base}/export/${pathOf(register)}.json${list}`)
    expect(json.body).toEqual(items)

    for (const format of ['csv', 'xlsx']) {
      const file = await t.send(who, 'GET', `${t.base}/export/${pathOf(register)}.${format}${list}`)
      expect(file.status, file.text.slice(0, 300)).toBe(200)
      const table = await readTable(file.bytes, `${register.name}.${format}`)
      expect(table.rows).toHaveLength(items.length)
      let compared = 0
      for (const [index, item] of items.entries()) {
        const cells = table.rows[index]?.cells ?? []
        const cell = (label: string) => cells[table.columns.findIndex((c) => c.name === label)] ?? ''
        expect(cell('Ref')).toBe(item.ref)
        for (const [name, field] of Object.entries(register.fields)) {
          const label = fieldLabel(name, field)
          // Two fields may share a heading; then it does not tell which is which.
          if (table.columns.filter((c) => c.name === label).length !== 1) continue
          compared += 1
          expect(valueIn(cell(label), field), `${format} ${item.ref} ${name}`).toEqual(plain(item.values[name]))
        }
      }
      expect(compared).toBeGreaterThanOrEqual(items.length)
    }
  })
})
