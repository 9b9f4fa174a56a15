import type { AnyRecord, Severity } from '../../model/index.ts'
import type { Limits } from '../limits.ts'
import type { Snapshot } from '../snapshot.ts'
import { narrowed } from './affected.ts'
import {
  type Cell,
  comparePlaces,
  type Entry,
  holds,
  keyOf,
  type Place,
  placeOf,
  positionOf,
  recordOf,
} from './cell.ts'
import { type Finding, type FindingQuery, type FindingSort, type ReadinessSummary, toRef } from './readiness.ts'
import type { Found } from './rule.ts'

/** What all rules found, at one moment. Sentences are worked out as they are read, so to keep it costs little. */
export interface Findings {
  count(query?: FindingQuery): number
  /** The first of them after `after`, in order; `next` is null at the end. */
  page(query: FindingQuery, sort: FindingSort, limit: number, after?: FindingMark): FindingPage
  /** All of them, one after the other; the gravest first. */
  each(query?: FindingQuery, sort?: FindingSort): Generator<Finding>
  byKey(key: string): Finding | undefined
  /** The first of a rule, accepted ones included. */
  firstOf(rule: string): Finding | undefined
  /** The first of a rule that nobody accepted. */
  firstOpenOf(rule: string): Finding | undefined
  /** Only those whose record a reader may see. */
  within(maySee: Sight): Findings
  readonly cells: ReadonlyMap<string, Cell>
}

/** Where the organisation stands, and what was found. */
export interface Readiness extends ReadinessSummary {
  readonly findings: Findings
}

/** Whether a reader may know of a record. */
export interface Sight {
  (record: Pick<AnyRecord, 'id' | 'register'>): boolean
  /** True when all records of a register may be seen, which saves looking at each. */
  readonly whole?: (register: string) => boolean
}

/** Where a page ended; stays good while findings come and go. */
export interface FindingMark extends Place {
  /** What its rule was ordered by. */
  readonly rank: number
  readonly rule: string
}

export interface FindingPage {
  readonly items: readonly Finding[]
  readonly next: FindingMark | null
}

interface Source {
  readonly snapshot: Snapshot
  readonly limits: Limits
  /** In the order of severity. */
  readonly cells: ReadonlyMap<string, Cell>
  /** How much it helps to settle a rule. */
  readonly effects: ReadonlyMap<string, number>
}

/** So many sentences are worked out together. */
const chunk = 1000

const ranks: Readonly<Record<Severity, number>> = { major: 0, minor: 1, ofi: 2 }

export function makeFindings(source: Source): Findings {
  const { snapshot, limits, cells, effects } = source

  function shown(cell: Cell, entries: readonly Entry[]): Finding[] {
    const whys = whysOf(cell, entries)
    return entries.flatMap((entry) => {
      const found = typeof entry === 'string' ? whys.get(entry) : entry
      return found === undefined ? [] : toFinding(cell, entry, found)
    })
  }

  /** What a rule about single records says of these. */
  function whysOf({ judge }: Cell, entries: readonly Entry[]): ReadonlyMap<string, Found> {
    if (judge.per === undefined) return new Map()
    const records = entries.flatMap((entry) => recordOf(entry, snapshot) ?? [])
    const found = judge.find(narrowed(snapshot, judge.per, records), limits)
    return new Map(found.map((one) => [one.record?.id ?? '', one]))
  }

  const rankOf = ({ judge }: Cell, sort: FindingSort) =>
    sort === 'effect' ? -(effects.get(judge.id) ?? 0) : ranks[judge.severity]

  function inOrder(sort: FindingSort): readonly { readonly cell: Cell; readonly rank: number }[] {
    return [...cells.values()]
      .filter((cell) => cell.entries.length > 0)
      .map((cell) => ({ cell, rank: rankOf(cell, sort) }))
      .toSorted((a, b) => a.rank - b.rank || compareIds(a.cell.judge.id, b.cell.judge.id))
  }

  const matching = (cell: Cell, query: FindingQuery) => entriesFitting(cell, query, snapshot)

  const firstWhere = (rule: string, fits: (cell: Cell, entry: Entry) => boolean) => {
    const cell = cells.get(rule)
    const entry = cell?.entries.find((one) => fits(cell, one))
    return cell === undefined || entry === undefined ? undefined : shown(cell, [entry])[0]
  }

  return {
    cells,
    count: (query = {}) => cells.values().reduce((sum, cell) => sum + matching(cell, query).length, 0),

    page(query, sort, limit, after) {
      const items: Finding[] = []
      for (const { cell, rank } of inOrder(sort)) {
        const { id } = cell.judge
        const from = after === undefined ? 1 : rank - after.rank || compareIds(id, after.rule)
        if (from < 0) continue
        const entries = matching(cell, query)
        const start = from === 0 && after !== undefined ? pastMark({ judge: cell.judge, entries }, after, snapshot) : 0
        const taken = entries.slice(start, start + limit - items.length)
        items.push(...shown(cell, taken))
        const last = taken.at(-1)
        if (items.length < limit || last === undefined) continue
        return { items, next: { rank, rule: id, ...placeOf(cell.judge, last, snapshot) } }
      }
      return { items, next: null }
    },

    *each(query = {}, sort = 'severity') {
      for (const { cell } of inOrder(sort)) {
        const entries = matching(cell, query)
        for (let at = 0; at < entries.length; at += chunk) yield* shown(cell, entries.slice(at, at + chunk))
      }
    },

    byKey(key) {
      const rule = key.split('/')[0] ?? key
      const cell = cells.get(rule)
      if (cell === undefined) return undefined
      const entry =
        cell.judge.per === undefined
          ? cell.entries.find((one) => keyOf(cell.judge, one) === key)
          : [key.slice(rule.length + 1)].find((id) => holds(cell, id, snapshot))
      return entry === undefined ? undefined : shown(cell, [entry])[0]
    },

    firstOf: (rule) => firstWhere(rule, () => true),
    firstOpenOf: (rule) => firstWhere(rule, (cell, entry) => !cell.accepted.has(keyOf(cell.judge, entry))),

    within(maySee) {
      const left = [...cells].map(([id, cell]) => [id, seenOf(cell, maySee, snapshot)] as const)
      return makeFindings({ ...source, cells: new Map(left) })
    },
  }
}

const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function pastMark(cell: Pick<Cell, 'judge' | 'entries'>, mark: Place, snapshot: Snapshot): number {
  const at = positionOf(cell, mark, snapshot)
  const there = cell.entries[at]
  return there !== undefined && comparePlaces(placeOf(cell.judge, there, snapshot), mark) === 0 ? at + 1 : at
}

function toFinding({ judge, accepted }: Cell, entry: Entry, { record, register, why }: Found): Finding {
  const acceptance = accepted.get(keyOf(judge, entry))
  return {
    key: keyOf(judge, entry),
    rule: judge.id,
    title: judge.title,
    severity: judge.severity,
    refs: judge.refs,
    fix: judge.fix,
    why,
    record: record === null ? null : toRef(record),
    register: record?.register ?? register ?? null,
    accepted: acceptance === undefined ? null : { until: acceptance.until, reason: acceptance.reason },
  }
}

const bare = (ref: string): string => ref.slice(ref.indexOf(':') + 1)

/** True for a clause or control that is the part or stands below it: 6.1.3 is within 6 and 6.1, but 10.2 is not within 1. */
export const isWithin = (ref: string, part: string): boolean => bare(ref) === part || bare(ref).startsWith(`${part}.`)

const nothing: readonly Entry[] = []

/** The findings of one rule that fit all that is asked for. */
function entriesFitting(cell: Cell, query: FindingQuery, snapshot: Snapshot): readonly Entry[] {
  const { judge, accepted } = cell
  const { part, register } = query
  if (query.rule !== undefined && query.rule !== judge.id) return nothing
  if (query.severity !== undefined && query.severity !== judge.severity) return nothing
  if (part !== undefined && !judge.refs.some((ref) => isWithin(ref, bare(part)))) return nothing
  if (register !== undefined && judge.per !== undefined && judge.per !== register) return nothing
  let entries = query.record === undefined ? cell.entries : aboutRecord(cell, query.record, snapshot)
  if (register !== undefined && judge.per === undefined)
    entries = entries.filter((entry) => registerOf(entry) === register)
  if (query.accepted === true || (query.accepted === false && accepted.size > 0))
    entries =
      query.accepted && accepted.size === 0
        ? nothing
        : entries.filter((entry) => accepted.has(keyOf(judge, entry)) === query.accepted)
  const words = query.q?.trim().toLowerCase() ?? ''
  if (words === '' || `${judge.id} ${judge.title}`.toLowerCase().includes(words)) return entries
  return entries.filter((entry) => isSaid(entry, words, snapshot))
}

function aboutRecord(cell: Cell, id: string, snapshot: Snapshot): readonly Entry[] {
  if (cell.judge.per === undefined)
    return cell.entries.filter((entry) => typeof entry !== 'string' && entry.record?.id === id)
  return snapshot.byId(id)?.register === cell.judge.per && holds(cell, id, snapshot) ? [id] : nothing
}

const registerOf = (entry: Entry): string | undefined =>
  typeof entry === 'string' ? undefined : (entry.record?.register ?? entry.register)

/** Sentences begin with number and title of the record; working out the rest of each would take seconds. */
function isSaid(entry: Entry, words: string, snapshot: Snapshot): boolean {
  const record = recordOf(entry, snapshot)
  const said = typeof entry === 'string' ? '' : entry.why
  return `${record?.ref ?? ''} ${record?.title ?? ''} ${said}`.toLowerCase().includes(words)
}

function seenOf(cell: Cell, maySee: Sight, snapshot: Snapshot): Cell {
  const { judge } = cell
  if (cell.entries.length === 0 || (judge.per !== undefined && maySee.whole?.(judge.per) === true)) return cell
  const isSeen = (entry: Entry) => {
    const record = recordOf(entry, snapshot)
    return record === null || maySee(record)
  }
  const entries = cell.entries.filter(isSeen)
  if (entries.length === cell.entries.length) return cell
  const accepted = new Map(
    entries.flatMap((entry) => {
      const key = keyOf(judge, entry)
      const acceptance = cell.accepted.get(key)
      return acceptance === undefined ? [] : [[key, acceptance] as const]
    }),
  )
  return { judge, entries, accepted, open: entries.length - accepted.size }
}
