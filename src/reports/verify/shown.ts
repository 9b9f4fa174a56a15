import { type Entries, linesOf, textOfFile } from './archive.ts'
import { type Loose, parseExact, parseLoose } from './bytes.ts'
import { canonicalText } from './canonical.ts'
import type { EvidenceCheck } from './evidence.ts'
import { oddLine, type Say } from './findings.ts'
import { type Key, keyOf, mark, markOf, passOf, type StateTable } from './stateTable.ts'

/** What `log/registers.json` says: how records of each register in the pack come from what was logged. */
export interface RegistersSaid {
  readonly organisation: string
  readonly registers: Readonly<Record<string, RegisterSaid>>
}

export interface RegisterSaid {
  /** Names of fields and links; other properties are worked out from them. */
  readonly stored: readonly string[]
  /** Names of properties that are worked out from them, and so not compared. */
  readonly computed?: readonly string[]
  readonly shape: number
  /** The title is a field, not worked out. */
  readonly ownTitle: boolean
  /** The pack holds every record of it that was not archived. */
  readonly complete: boolean
  /** The pack holds the text of every version of it. */
  readonly texts: boolean
}

export async function readRegisters(source: Blob, entries: Entries): Promise<RegistersSaid | null> {
  const text = await textOfFile(source, entries.get('log/registers.json'), 16 * 1024 * 1024)
  const said = text === null ? {} : parseLoose(text)
  return typeof said.organisation === 'string' && typeof said.registers === 'object' && said.registers !== null
    ? (said as unknown as RegistersSaid)
    : null
}

const outside = new Set(['id', 'register', 'ref', 'title', 'state', 'owner', 'version', 'archived'])

/** A mark of what a record shows, the same for a record of the pack and for the text that was logged. */
export function shownMark(of: Loose, data: Loose, said: RegisterSaid): readonly [number, number] {
  const kept = [...said.stored.filter((name) => !outside.has(name)), 'custom'].flatMap((name) => {
    const value = data[name]
    const isEmpty =
      value === null ||
      value === undefined ||
      (Array.isArray(value) && value.length === 0) ||
      (name === 'custom' && Object.keys(value as object).length === 0)
    return isEmpty ? [] : [[name, value] as const]
  })
  const { id, register, ref, title, state, owner, version, archived } = of
  const head = {
    id,
    register,
    ref,
    title: said.ownTitle ? title : null,
    state,
    owner: owner ?? null,
    version,
    archived,
  }
  return markOf(canonicalText({ ...head, data: Object.fromEntries(kept) }))
}

const always = [...outside, 'createdAt', 'createdBy', 'updatedAt', 'custom']

/** Values that were logged and that nobody would compare by what `log/registers.json` says. */
export const untoldNames = (data: Loose, said: RegisterSaid): string[] =>
  Object.keys(data).filter((name) => name !== 'custom' && !said.stored.includes(name))

/** A property that no record of the register has. */
function strangeName(record: Loose, said: RegisterSaid): string | undefined {
  const known = [always, said.stored, said.computed ?? []]
  return Object.keys(record).find((name) => !known.some((names) => names.includes(name)))
}

export const recordFiles = (entries: Entries): string[] =>
  [...entries.keys()].filter((path) => /^records\/[^/]+\.jsonl$/.test(path) && path !== 'records/versions.jsonl')

/** `aiSystem` stands in `records/ai-system.jsonl`. */
const fileOfRegister = (register: string) =>
  `records/${register.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()}.jsonl`

/** What is noted of the records of a pack as they are read for the first time. */
export interface RecordNotes {
  readonly say: Say
  readonly evidence: EvidenceCheck
  /** How many there are of each register. */
  readonly counts: Map<string, number>
}

/** That a record stands where it belongs, and says things in one way only. */
function noteRecord(
  line: string,
  record: Loose,
  path: string,
  at: number,
  said: RegistersSaid | null,
  notes: RecordNotes,
) {
  const { say, evidence, counts } = notes
  const register = String(record.register)
  if (parseExact(line) === null) say('files', path, oddLine(path, at))
  counts.set(register, (counts.get(register) ?? 0) + 1)
  evidence.note(line, String(record.ref))
  if (said && path !== fileOfRegister(register))
    say('files', path, `${String(record.ref)} stands in ${path}, where it does not belong.`)
  else if (said && !said.registers[register])
    say('bodies', path, `log/registers.json does not say how records of "${register}" come from what was logged.`)
}

/** Puts the records of a pass into the table; gives how many records there are at all. */
export async function fillTable(
  source: Blob,
  entries: Entries,
  said: RegistersSaid | null,
  table: StateTable,
  [pass, passes]: readonly [number, number],
  { say, ...notes }: RecordNotes,
): Promise<number> {
  let count = 0
  for (const path of recordFiles(entries)) {
    const entry = entries.get(path)
    if (!entry) continue
    let at = 0
    const broken = (why: string) => say('files', path, `${path} cannot be read to its end: ${why}`)
    for await (const lines of linesOf(source, entry, broken)) {
      for (const line of lines) {
        count += 1
        at += 1
        const record = parseLoose(line)
        const { id, version, updatedAt, register } = record
        if (typeof id !== 'string' || typeof version !== 'number') {
          if (pass === 0) say('files', path, `${path} holds a line that is no record.`)
          continue
        }
        if (pass === 0) noteRecord(line, record, path, at, said, { say, ...notes })
        const key = keyOf(id)
        if (passOf(key, passes) !== pass) continue
        const known = said?.registers[String(register)]
        const body = known ? shownMark(record, record, known) : ([0, 0] as const)
        const strange = known && strangeName(record, known)
        if (strange !== undefined)
          say('bodies', path, `${String(record.ref)} shows "${strange}", which no record of its register has.`)
        const row = table.row(key)
        if (table.has(row, mark.inPack)) say('files', path, `${path} holds ${String(record.ref)} twice.`)
        table.setPack(row, version, timeMark(updatedAt), body)
        table.setBorn(row, bornMark(record.createdAt, record.createdBy))
      }
    }
  }
  return count
}

/** When a record was made and by whom: its first entry says so. */
export const bornMark = (at: unknown, by: unknown): readonly [number, number] => timeMark(`${String(at)} ${String(by)}`)

export const timeMark = (at: unknown): readonly [number, number] => (typeof at === 'string' ? markOf(at) : [0, 0])

/** How records are called, for the few that something is wrong with. */
export async function nameRecords(source: Blob, entries: Entries, keys: readonly Key[]): Promise<Map<string, string>> {
  const wanted = new Set(keys.map(String))
  const names = new Map<string, string>()
  for (const path of recordFiles(entries)) {
    const entry = entries.get(path)
    if (!entry || names.size === wanted.size) continue
    for await (const lines of linesOf(source, entry, () => {}))
      for (const line of lines) {
        const { id, ref } = parseLoose(line)
        const key = String(keyOf(String(id)))
        if (wanted.has(key)) names.set(key, String(ref))
      }
  }
  return names
}
