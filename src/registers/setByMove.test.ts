import { describe, expect, test } from 'vitest'
import type { Actor, AnyRecord } from '../model/index.ts'
import { registers } from './index.ts'

const decider: Actor = {
  kind: 'person',
  id: 'account-of-decider',
  name: 'Name Of Decider',
  person: null,
  roles: ['aimsLead', 'topManagement'],
  via: 'web',
}
const today = '2031-05-17'

/** A record with nothing in it: every value is null and every list missing. */
const blank = new Proxy({ state: 'draft' } as Record<string, unknown>, {
  get: (own, name) => own[String(name)] ?? null,
}) as unknown as AnyRecord

const moves = registers.flatMap((register) =>
  Object.entries(register.workflow.moves).flatMap(([name, { sets }]) => (sets ? [{ register, name, sets }] : [])),
)

describe('who decided is written by the decision alone', () => {
  test.each(moves.map((m) => [`${m.register.name}.${m.name}`, m] as const))('%s', (_label, { register, sets }) => {
    let written: Readonly<Record<string, unknown>> = {}
    try {
      written = sets(blank, { actor: decider, today, now: `${today}T08:00:00.000000Z`, related: {} })
    } catch {
      return // works on rows of the record; those are looked at by the register's own tests
    }
    for (const [field, value] of Object.entries(written)) {
      const name = JSON.stringify(value) ?? ''
      if (name.includes(decider.name) || name.includes(decider.id))
        expect(register.fields[field]?.setByMove, `${register.name}.${field}`).toBe(true)
    }
  })
})

test('examples and imports cannot carry a decision', () => {
  for (const register of registers) {
    const decided = Object.keys(register.fields).filter((name) => register.fields[name]?.setByMove)
    for (const example of register.examples)
      expect(Object.keys(example).filter((name) => decided.includes(name))).toEqual([])
    for (const name of decided) expect(register.fields[name]?.isOptional, `${register.name}.${name}`).toBe(true)
  }
})
