import type { AnyRecord, Field, Register } from '../../../model/index.ts'
import { registers } from '../../../registers/index.ts'
import { clauses } from '../../../standard/clauses.ts'
import { controls } from '../../../standard/controls.ts'
import { build } from '../../testing/build.ts'
import { shiftDay } from '../days.ts'
import { today } from './ruleCase.ts'

/** A number from 0 up to, without, `below`; the same row of numbers for the same seed. */
export type Random = (below: number) => number

export function seeded(seed: number): Random {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  return (below) => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state % below
  }
}

const pick = <T>(random: Random, list: readonly T[]): T | undefined => list[random(list.length)]

const refs = [...clauses, ...controls].map(({ id }) => `iso42001:${id}`)

/** Any value a field may hold, well-formed but otherwise careless. */
function anyValue(field: Field, random: Random): unknown {
  if (field.isOptional && random(3) === 0) return null
  switch (field.type.kind) {
    case 'choice':
      return pick(random, field.choices ?? [])?.value
    case 'scale':
      return Number(pick(random, field.choices ?? [])?.value)
    case 'choices':
      return (field.choices ?? []).filter(() => random(2) === 0).map((choice) => choice.value)
    case 'boolean':
      return random(2) === 0
    case 'number':
    case 'integer':
      return random(100)
    case 'date':
      return shiftDay(today, random(800) - 500)
    case 'dateTime':
      return `${shiftDay(today, random(4) - 3)}T${String(random(24)).padStart(2, '0')}:00:00Z`
    case 'standardRefs':
      return Array.from({ length: random(3) }, () => pick(random, refs))
    case 'list':
      return Array.from({ length: random(3) }, (_, i) => `Point ${i}`)
    case 'files':
      return []
    case 'rows':
      return Array.from({ length: random(3) }, () =>
        Object.fromEntries(
          Object.entries(field.columns ?? {}).map(([name, column]) => [name, anyValue(column, random)]),
        ),
      )
    default:
      return `Words ${random(3)}`
  }
}

type Ids = ReadonlyMap<string, readonly string[]>

function linkValue(to: string, many: boolean, ids: Ids, random: Random): unknown {
  const targets = to === 'any' ? [...ids.values()].flat() : (ids.get(to) ?? [])
  if (many)
    return [...new Set(Array.from({ length: random(3) }, () => pick(random, targets)))].filter((id) => id !== undefined)
  return random(3) === 0 ? null : (pick(random, targets) ?? null)
}

/** A record of a register with careless values and links to what is already there. */
export function anyRecord(register: Register, ids: Ids, random: Random, id?: string): AnyRecord {
  const fields = Object.entries(register.fields).map(([name, field]) => [name, anyValue(field, random)])
  const links = Object.entries(register.links).map(([name, { to, many }]) => [name, linkValue(to, many, ids, random)])
  const state = pick(random, Object.keys(register.workflow.states))
  const values = {
    ...Object.fromEntries(fields),
    ...Object.fromEntries(links),
    state,
    ...(id === undefined ? {} : { id }),
  }
  // The values follow the register's own declaration, name by name.
  return build(register, values as never) as AnyRecord
}

/** Registers that fill up in real life. */
const busy = ['risk', 'evidence', 'reading', 'treatmentAction', 'measurement', 'acknowledgement', 'trainingAssignment']

/** An organisation of about so many records, with everything that can be wrong. */
export function generate(size: number, seed: number): AnyRecord[] {
  const random = seeded(seed)
  const ids = new Map<string, string[]>()
  const records: AnyRecord[] = []
  const share = registers.length + busy.length * 20
  for (const register of registers) {
    if (register.name === 'settings') continue
    const count = Math.max(1, Math.floor((size / share) * (busy.includes(register.name) ? 21 : 1)))
    // Links to the same register, or to one that comes later, find what is there so far.
    ids.set(register.name, [])
    const own = register.name === 'comment' || register.name === 'auditRequest' ? new Map<string, string[]>() : ids
    for (let i = 0; i < count; i++) {
      const record = anyRecord(register, own, random)
      records.push(record)
      ids.get(register.name)?.push(record.id)
    }
  }
  return records
}
