import { type Actor, type AnyRecord, isGrantedByRole, type Register } from '../model/index.ts'
import { type Readiness, type Sight, seenReadiness } from '../programme/readiness/index.ts'
import type { Snapshot } from '../programme/snapshot.ts'
import { viewOf } from '../programme/snapshotView.ts'

/** Ids of confidential records and of what is read like them, with the register of each. */
export type HiddenRecords = ReadonlyMap<string, string>

/** Whether an actor may know of a record by its register alone; confidential ones are shown to those who handle them. */
export function seesRegister(registers: readonly Register[], actor: Actor): (register: string) => boolean {
  const closed = closedTo(registers, actor)
  const known = new Set(registers.map((r) => r.name))
  return (register) => known.has(register) && !closed.has(register)
}

/** Names of the registers none of whose records the roles of an actor open. */
const closedTo = (registers: readonly Register[], actor: Actor): ReadonlySet<string> =>
  new Set(registers.filter((r) => !isGrantedByRole(r.can.read, actor)).map((r) => r.name))

/** Whether an actor may know of a record: by its register, and by what it is read like. */
export function seesRecord(registers: readonly Register[], actor: Actor, hidden: HiddenRecords): Sight {
  const sees = seesRegister(registers, actor)
  const seesAll = registers.every((r) => !r.confidential || sees(r.name))
  const confidential = new Set(registers.filter((r) => r.confidential).map((r) => r.name))
  const partly = new Set(hidden.values())
  const may = ({ id, register }: Pick<AnyRecord, 'id' | 'register'>) =>
    sees(register) && (seesAll || confidential.has(register) || !hidden.has(id))
  const whole = (register: string) => sees(register) && (seesAll || confidential.has(register) || !partly.has(register))
  return Object.assign(may, { whole })
}

/** What everybody may know of: nothing confidential, nothing that is read like it. For numbers that are the same for all. */
export function seenByAll(registers: readonly Register[], hidden: HiddenRecords): Sight {
  const confidential = new Set(registers.filter((r) => r.confidential).map((r) => r.name))
  const partly = new Set(hidden.values())
  return Object.assign(
    ({ id, register }: Pick<AnyRecord, 'id' | 'register'>) => !confidential.has(register) && !hidden.has(id),
    { whole: (register: string) => !confidential.has(register) && !partly.has(register) },
  )
}

const narrowed = new WeakMap<Snapshot, Map<string, Snapshot>>()

/** A snapshot without the registers that an actor's roles may not read; made once for each set of them. */
export function openFor(open: Snapshot, registers: readonly Register[], actor: Actor): Snapshot {
  const closed = closedTo(registers, actor)
  return once(narrowed, open, [...closed].join(' '), () => viewOf(open, { registers: closed, records: new Map() }))
}

const shown = new WeakMap<Readiness, Map<string, Readiness>>()

/** Readiness without what an actor may not know of; worked out once for all with the same sight. */
export function readinessFor(
  readiness: Readiness,
  registers: readonly Register[],
  actor: Actor,
  hidden: HiddenRecords,
): Readiness {
  const key = [...closedTo(registers, actor)].join(' ')
  return once(shown, readiness, key, () => seenReadiness(readiness, seesRecord(registers, actor, hidden)))
}

function once<K extends object, V>(kept: WeakMap<K, Map<string, V>>, of: K, key: string, make: () => V): V {
  const known = kept.get(of) ?? new Map<string, V>()
  kept.set(of, known)
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}
