import type { AnyRecord } from '../model/index.ts'
import {
  computeReadiness,
  makeReadinessCache,
  type Readiness,
  type ReadinessCache,
  seenReadiness,
} from '../programme/readiness/index.ts'
import { shareStrings } from '../programme/shareStrings.ts'
import { makeSnapshot, type Snapshot, updateSnapshot } from '../programme/snapshot.ts'
import { viewOf } from '../programme/snapshotView.ts'
import type { AsOf, Store } from '../store/index.ts'
import { hiddenAt, makeHiding } from './hiding.ts'
import { keepRecent } from './keepRecent.ts'
import { giveBackSoon } from './operation/giveBack.ts'
import { type HiddenRecords, seenByAll } from './sight.ts'

export { openFor, readinessFor, seesRecord, seesRegister } from './sight.ts'

/** So many records of the present stay at hand, of all organisations together; some 0.8 KB each. */
const presentRecords = 250_000
/** So many of past moments; history does not change, so they never go stale. */
const pastRecords = 100_000
/** An organisation nobody asked about for so long is read again when somebody does. */
const idleMinutes = 10
const scoresKept = 2000

/** From so many records on, reading them or letting them go leaves room worth giving back. */
const worthwhile = 20_000
const makeRoom = (records: number) => {
  if (records >= worthwhile) giveBackSoon()
}

interface Live {
  seq: number
  day: string
  full: Snapshot
  hidden: HiddenRecords
  readonly cache: ReadinessCache
  readiness: Readiness
}

/** What stood at a time: everything, and everything but confidential records. */
export interface Standing {
  readonly full: Snapshot
  readonly open: Snapshot
  /** The records that `open` leaves out. */
  readonly hidden: HiddenRecords
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
  const hiding = makeHiding(registers)
  const live = keepRecent<Promise<Live>>(presentRecords, idleMinutes, makeRoom)
  const past = keepRecent<Promise<Standing>>(pastRecords, idleMinutes, makeRoom)
  const scores = new Map<string, ScoreAt>()

  async function readAll(org: string, asOf: AsOf): Promise<AnyRecord[]> {
    const all: AnyRecord[] = []
    const share = shareStrings()
    for await (const part of store.stream(
      org,
      registers.map((r) => r.name),
      asOf,
    )) {
      share(part)
      all.push(...part)
    }
    makeRoom(all.length)
    return all
  }

  async function begin(org: string): Promise<Live> {
    // The head is read first: a change in between is seen twice, never missed.
    const head = await store.logHead(org)
    const now = await store.now()
    const all = await readAll(org, null)
    const full = makeSnapshot(all, now)
    const cache = makeReadinessCache(registers)
    const hidden = await hiddenAt(store, org, null)
    live.weigh(org, all.length)
    return { seq: head?.size ?? 0, day: full.today, full, hidden, cache, readiness: cache.update(full, []) }
  }

  async function refresh(org: string, known: Live): Promise<Live> {
    const head = await store.logHead(org)
    const now = await store.now()
    const size = head?.size ?? 0
    if (size === known.seq && now.slice(0, 10) === known.day) return known
    const changed = size === known.seq ? [] : await store.changedSince(org, known.seq)
    known.full = updateSnapshot(known.full, changed, now)
    known.hidden = hiding(changed, known.hidden)
    known.readiness = known.cache.update(known.full, changed)
    known.seq = size
    known.day = known.full.today
    return known
  }

  /** How long the log was when it was last looked for erasures. */
  const looked = new Map<string, number>()

  async function present(org: string): Promise<Standing> {
    const before = live.get(org)
    // One at a time for each organisation, so that no two refreshes step on the same cache.
    const next = before === undefined ? begin(org) : before.then((known) => refresh(org, known))
    live.set(org, next)
    next.catch(() => live.delete(org))
    const { full, hidden, readiness, seq } = await next
    return standingOf(full, hidden, readiness, seq)
  }

  async function readPast(org: string, asOf: string): Promise<Standing> {
    const all = await readAll(org, asOf)
    const full = makeSnapshot(all, asOf)
    past.weigh(`${org} ${asOf}`, all.length)
    return standingOf(full, await hiddenAt(store, org, asOf), computeReadiness(full, registers), null)
  }

  function forget(org: string): void {
    for (const key of past.keys()) if (key.startsWith(`${org} `)) past.delete(key)
  }

  /** Another process may have erased something of the past that is kept here. */
  async function noticeErasures(org: string): Promise<void> {
    const size = (await store.logHead(org))?.size ?? 0
    const seen = looked.get(org) ?? size
    looked.set(org, size)
    if (size > seen && (await store.erasedSince(org, seen))) forget(org)
  }

  async function at(org: string, asOf: string): Promise<Standing> {
    await noticeErasures(org)
    const key = `${org} ${asOf}`
    const known = past.get(key)
    if (known) return known
    const made = readPast(org, asOf)
    past.set(key, made)
    made.catch(() => past.delete(key))
    return made
  }

  return {
    standing: (org: string, asOf: AsOf): Promise<Standing> => (asOf === null ? present(org) : at(org, asOf)),

    /** Past times of an organisation are read anew: something in them was erased. */
    forget,

    /** What stood at a past time, read anew and kept by nobody else: for a process that does one thing and needs the room. */
    readOnce: readPast,

    /** Readiness at the end of past days, worked out from history and remembered, since history does not change. */
    async scoresOn(org: string, instants: readonly string[]): Promise<ScoreAt[]> {
      const found: ScoreAt[] = []
      for (const instant of instants) {
        const key = `${org} ${instant}`
        let score = scores.get(key)
        if (score === undefined) {
          // Only the numbers are kept: a year of months would hold twelve times the records.
          const { readiness: whole, hidden } = await (past.get(key) ?? readPast(org, instant))
          const readiness = seenReadiness(whole, seenByAll(registers, hidden))
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

const opened = new WeakMap<Snapshot, { readonly hidden: HiddenRecords; readonly open: Snapshot }>()

function standingOf(full: Snapshot, hidden: HiddenRecords, readiness: Readiness, seq: number | null): Standing {
  const known = opened.get(full)
  const open = known?.hidden === hidden ? known.open : viewOf(full, { registers: new Set(), records: hidden })
  opened.set(full, { hidden, open })
  return { full, open, hidden, readiness, seq }
}
