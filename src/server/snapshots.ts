import type { Actor, AnyRecord, Register } from '../model/index.ts'
import {
  computeReadiness,
  makeReadinessCache,
  type Readiness,
  type ReadinessCache,
} from '../programme/readiness/index.ts'
import { makeSnapshot, type Snapshot, updateSnapshot } from '../programme/snapshot.ts'
import type { AsOf, Store } from '../store/index.ts'

/** How many past moments are kept worked out; history does not change, so they never go stale. */
const pastKept = 12
const scoresKept = 2000

interface Live {
  seq: number
  day: string
  full: Snapshot
  open: Snapshot
  /** Ids of the records that `open` leaves out. */
  readonly hidden: Set<string>
  readonly cache: ReadinessCache
  readiness: Readiness
}

/** What stood at a time: everything, and everything but confidential records. */
export interface Standing {
  readonly full: Snapshot
  readonly open: Snapshot
  /** Ids of the records that `open` leaves out. */
  readonly hidden: ReadonlySet<string>
  readonly readiness: Readiness
  /** Number of log entries it rests on; null for a past time. */
  readonly seq: number | null
}

export interface ScoreAt {
  readonly on: string
  readonly score: number
  readonly counts: Readiness['counts']
}

/**
 * Keeps each organisation's records at hand for what is worked out from many of them. The present follows the log: only
 * what changed since the last look is read again.
 */
export function makeSnapshots(store: Store) {
  const registers = store.registry.all
  const confidential = new Set(registers.filter((r) => r.confidential).map((r) => r.name))
  const live = new Map<string, Promise<Live>>()
  const past = new Map<string, Promise<Standing>>()
  const scores = new Map<string, ScoreAt>()
  const readLike = new Map(registers.flatMap((r) => (r.readLike === undefined ? [] : [[r.name, r.readLike] as const])))

  /** Notes which records are confidential, and with them what is read like them (a comment on a concern). */
  function noteHidden(records: readonly AnyRecord[], hidden: Set<string>): void {
    for (const record of records) {
      if (confidential.has(record.register)) hidden.add(record.id)
      else hidden.delete(record.id)
    }
    for (let grew = true; grew; ) {
      const before = hidden.size
      for (const record of records) {
        const link = readLike.get(record.register)
        const ids = link === undefined ? [] : ([record[link] ?? []].flat() as string[])
        if (ids.some((id) => hidden.has(id))) hidden.add(record.id)
      }
      grew = hidden.size > before
    }
  }

  async function readAll(org: string, asOf: AsOf): Promise<AnyRecord[]> {
    const all: AnyRecord[] = []
    for await (const part of store.stream(
      org,
      registers.map((r) => r.name),
      asOf,
    ))
      all.push(...part)
    return all
  }

  async function begin(org: string): Promise<Live> {
    // The head is read first: a change in between is seen twice, never missed.
    const head = await store.logHead(org)
    const now = await store.now()
    const all = await readAll(org, null)
    const full = makeSnapshot(all, now)
    const cache = makeReadinessCache(registers)
    const hidden = new Set<string>()
    noteHidden(all, hidden)
    const open =
      hidden.size === 0
        ? full
        : makeSnapshot(
            all.filter((r) => !hidden.has(r.id)),
            now,
          )
    return {
      seq: head?.size ?? 0,
      day: full.today,
      full,
      open,
      hidden,
      cache,
      readiness: cache.update(full, new Set()),
    }
  }

  async function refresh(org: string, known: Live): Promise<Live> {
    const head = await store.logHead(org)
    const now = await store.now()
    const size = head?.size ?? 0
    if (size === known.seq && now.slice(0, 10) === known.day) return known
    const changed = size === known.seq ? [] : await store.changedSince(org, known.seq)
    known.full = updateSnapshot(known.full, changed, now)
    noteHidden(changed, known.hidden)
    // What became hidden leaves like something archived.
    const changedOpen = changed.map((r) => (known.hidden.has(r.id) ? { ...r, archived: true } : r))
    known.open = updateSnapshot(known.open, changedOpen, now)
    known.readiness = known.cache.update(known.full, new Set(changed.map((r) => r.register)))
    known.seq = size
    known.day = known.full.today
    return known
  }

  async function present(org: string): Promise<Standing> {
    const before = live.get(org)
    // One at a time for each organisation, so that no two refreshes step on the same cache.
    const next = before === undefined ? begin(org) : before.then((known) => refresh(org, known))
    live.set(org, next)
    next.catch(() => live.delete(org))
    const { full, open, hidden, readiness, seq } = await next
    return { full, open, hidden, readiness, seq }
  }

  function at(org: string, asOf: string): Promise<Standing> {
    const key = `${org} ${asOf}`
    const known = past.get(key)
    if (known) return known
    const made = readAll(org, asOf).then((all): Standing => {
      const full = makeSnapshot(all, asOf)
      const hidden = new Set<string>()
      noteHidden(all, hidden)
      return {
        full,
        open: makeSnapshot(
          all.filter((r) => !hidden.has(r.id)),
          asOf,
        ),
        hidden,
        readiness: computeReadiness(full, registers),
        seq: null,
      }
    })
    made.catch(() => past.delete(key))
    past.set(key, made)
    if (past.size > pastKept) past.delete(past.keys().next().value as string)
    return made
  }

  const standing = (org: string, asOf: AsOf): Promise<Standing> => (asOf === null ? present(org) : at(org, asOf))

  return {
    standing,

    /** Readiness at the end of past days, worked out from history and remembered, since history does not change. */
    async scoresOn(org: string, instants: readonly string[]): Promise<ScoreAt[]> {
      const found: ScoreAt[] = []
      for (const instant of instants) {
        const key = `${org} ${instant}`
        let score = scores.get(key)
        if (score === undefined) {
          const { readiness } = await at(org, instant)
          score = { on: instant.slice(0, 10), score: readiness.score, counts: readiness.counts }
          if (scores.size > scoresKept) scores.clear()
          scores.set(key, score)
        }
        found.push(score)
      }
      return found
    },
  }
}

export type Snapshots = ReturnType<typeof makeSnapshots>

/** Whether an actor may know of a record by its register alone; confidential ones are shown to those who handle them. */
export function seesRegister(registers: readonly Register[], actor: Actor): (register: string) => boolean {
  const seen = new Set(
    registers
      .filter((r) => r.can.read.some((g) => g !== 'owner' && g !== 'author' && actor.roles.includes(g)))
      .map((r) => r.name),
  )
  return (register) => seen.has(register)
}

/** Whether an actor may know of a record: by its register, and by what it is read like. */
export function seesRecord(
  registers: readonly Register[],
  actor: Actor,
  hidden: ReadonlySet<string>,
): (record: { id: string; register: string }) => boolean {
  const sees = seesRegister(registers, actor)
  const seesAll = registers.every((r) => !r.confidential || sees(r.name))
  const confidential = new Set(registers.filter((r) => r.confidential).map((r) => r.name))
  return ({ id, register }) => sees(register) && (seesAll || confidential.has(register) || !hidden.has(id))
}

const narrowed = new WeakMap<Snapshot, Map<string, Snapshot>>()

/** A snapshot without the registers that an actor's roles may not read; made once for each set of them. */
export function openFor(open: Snapshot, registers: readonly Register[], actor: Actor): Snapshot {
  const sees = seesRegister(registers, actor)
  const closed = open.registers().filter((name) => !sees(name))
  if (closed.length === 0) return open
  const known = narrowed.get(open) ?? new Map<string, Snapshot>()
  narrowed.set(open, known)
  const key = closed.sort().join(' ')
  const made =
    known.get(key) ??
    makeSnapshot(
      open
        .registers()
        .filter(sees)
        .flatMap((name) => open.all(name)),
      open.now,
    )
  known.set(key, made)
  return made
}
