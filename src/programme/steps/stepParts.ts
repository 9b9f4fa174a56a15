import type { AnyRecord, RecordOf } from '../../model/index.ts'
import { type Register, stateShown, type Tone } from '../../model/index.ts'
import { type Said, say } from '../../model/say.ts'
import { registers } from '../../registers/index.ts'
import { type Mention, mention, mentions } from '../mention.ts'
import { findBegun, findServing, registersHolding } from '../readiness/documentHomes.ts'
import type { Snapshot } from '../snapshot.ts'
import { addDays } from '../workingDays.ts'

export interface Have {
  readonly text: Said
  readonly records: readonly Mention[]
}

export interface Missing {
  readonly text: Said
  /** Where the work is done: a record to finish, or a register to make one in. */
  readonly register: string
  readonly record: Mention | null
  readonly action: Said
}

/** What one part of a step found. */
export interface Look {
  /** 0 to 1. */
  readonly progress: number
  readonly have: readonly Have[]
  readonly missing: readonly Missing[]
  readonly isInReview: boolean
  readonly late: 'due' | 'overdue' | null
}

/** One thing that proves a step; a step is done when all its parts are. */
export interface Part {
  /** To read on its own: "An approved scope statement". */
  readonly what: Said
  readonly registers: readonly string[]
  look(snapshot: Snapshot): Look
}

interface Declared {
  readonly name: string
}

type Typed<D> = RecordOf<D> & AnyRecord

const registersByName = new Map<string, Register>(registers.map((register) => [register.name, register]))

/** Tone of a record's state; an unknown register counts as a draft. */
function toneOf(record: AnyRecord): Tone {
  const register = registersByName.get(record.register)
  return register === undefined ? 'draft' : stateShown(register, record.state).tone
}

const draftProgress = 0.3
const reviewProgress = 0.6
const soonDays = 30
const mostNamed = 20

/** The text counts them all; the records named are the first few. */
const held = (text: Said, records: readonly AnyRecord[]): Have => ({
  text,
  records: mentions(records.slice(0, mostNamed)),
})

interface Wanted<D> {
  readonly what: Said
  /** Records that count. */
  readonly counts: (record: RecordOf<D>, snapshot: Snapshot) => boolean
  /** Records on the way there; those of other meaning are left out. */
  readonly begun?: (record: RecordOf<D>) => boolean
  readonly action: Said
  /** Day until which a record that counts is good; past it the part is overdue. */
  readonly goodUntil?: (record: RecordOf<D>) => string | null
  /** How many are needed; one unless given. */
  readonly least?: number
}

/** At least one record (or so many) that counts. */
export function exists<D extends Declared>(register: D, wanted: Wanted<D>): Part {
  const { what, counts, begun = () => true, action, goodUntil = () => null, least = 1 } = wanted
  return {
    what,
    registers: [register.name],
    look(snapshot) {
      const all = typed<D>(snapshot, register)
      const have = all.filter((record) => counts(record, snapshot))
      const counted = new Set(have)
      const open = all.filter((record) => !counted.has(record) && begun(record) && toneOf(record) !== 'retired')
      if (have.length >= least) {
        // The newest one decides: an old record that ran out is no reproach beside a fresh one.
        const untils = have.map(goodUntil)
        const last = untils.includes(null) ? null : (untils.toSorted().at(-1) ?? null)
        return {
          progress: 1,
          have: [held(have.length === 1 ? what : say`${what}: ${have.length}`, have)],
          missing: lateItem(have, last, snapshot.today, what),
          isInReview: false,
          late: lateness(last, snapshot.today),
        }
      }
      const isInReview = open.some((record) => toneOf(record) === 'inReview')
      const share = have.length / least
      const [next] = open
      const text = have.length === 0 ? what : say`${what}: ${have.length} of ${least}`
      return {
        progress: Math.max(share, open.length === 0 ? 0 : isInReview ? reviewProgress : draftProgress),
        have:
          have.length + open.length === 0
            ? []
            : [held(have.length > 0 ? say`${have.length} of ${least}` : say`Begun`, [...have, ...open])],
        missing: [
          {
            text,
            register: register.name,
            record: next === undefined ? null : mention(next),
            action: next === undefined ? action : say`Finish ${next.ref}.`,
          },
        ],
        isInReview,
        late: null,
      }
    },
  }
}

function lateness(until: string | null, today: string): Look['late'] {
  if (until === null) return null
  if (until < today) return 'overdue'
  return until <= addDays(today, soonDays) ? 'due' : null
}

function lateItem(records: readonly AnyRecord[], until: string | null, today: string, what: Said): Missing[] {
  const late = lateness(until, today)
  const [first] = records
  if (late === null || first === undefined) return []
  const text = late === 'overdue' ? say`${what}: was due again on ${until}` : say`${what}: is due again on ${until}`
  return [{ text, register: first.register, record: mention(first), action: say`Review it again.` }]
}

interface Each<D> {
  readonly what: Said
  /** Records the question is asked of. */
  readonly of: (record: RecordOf<D>, snapshot: Snapshot) => boolean
  readonly holds: (record: RecordOf<D>, snapshot: Snapshot) => boolean
  /** What to do about one that fails. */
  readonly action: Said
  /** What to say when there is nothing to ask; `null` when that is all right. */
  readonly whenEmpty: Said | null
  /** Where the work is done, when not in the record itself. */
  readonly doneIn?: string
}

/** Every record of a kind holds; progress is the share that does. */
export function every<D extends Declared>(register: D, { what, of, holds, action, whenEmpty, doneIn }: Each<D>): Part {
  return {
    what,
    registers: doneIn === undefined || doneIn === register.name ? [register.name] : [register.name, doneIn],
    look(snapshot) {
      const asked = typed<D>(snapshot, register).filter((record) => of(record, snapshot))
      if (asked.length === 0) {
        const missing =
          whenEmpty === null ? [] : [{ text: whenEmpty, register: register.name, record: null, action: whenEmpty }]
        return { progress: whenEmpty === null ? 1 : 0, have: [], missing, isInReview: false, late: null }
      }
      const good = asked.filter((record) => holds(record, snapshot))
      const counted = new Set(good)
      const bad = asked.filter((record) => !counted.has(record))
      return {
        progress: good.length / asked.length,
        have: good.length === 0 ? [] : [held(say`${what}: ${good.length} of ${asked.length}`, good)],
        missing: bad.slice(0, mostNamed).map((record, i) => ({
          text:
            i === mostNamed - 1 && bad.length > mostNamed
              ? say`${record.ref} ${record.title}, and ${bad.length - mostNamed} more`
              : `${record.ref} ${record.title}`,
          register: doneIn ?? register.name,
          record: mention(record),
          action,
        })),
        isInReview: false,
        late: null,
      }
    },
  }
}

// A snapshot holds records validated against the register of their name.
const typed = <D extends Declared>(snapshot: Snapshot, register: D): readonly Typed<D>[] =>
  snapshot.all(register.name) as unknown as readonly Typed<D>[]

/** A piece of documented information in force, as a document or as records of the register that keeps it. */
export function documented(id: string, what: Said): Part {
  return {
    what,
    registers: registersHolding(id),
    look(snapshot) {
      const have = findServing(snapshot, id)
      if (have.length > 0)
        return {
          progress: 1,
          have: [held(what, have)],
          missing: [],
          isInReview: false,
          late: null,
        }
      const begun = findBegun(snapshot, id)
      const isInReview = begun.some((record) => record.state === 'inReview')
      const [next] = begun
      return {
        progress: begun.length === 0 ? 0 : isInReview ? reviewProgress : draftProgress,
        have: begun.length === 0 ? [] : [held(say`Begun`, begun)],
        missing: [
          {
            text: `${what} (${id})`,
            register: 'document',
            record: next === undefined ? null : mention(next),
            action:
              next === undefined
                ? say`Write it from its outline and have it approved.`
                : say`Have ${next.ref} approved.`,
          },
        ],
        isInReview,
        late: null,
      }
    },
  }
}

/** A part worked out in its own way: a share between 0 and 1 and what is missing to the whole. */
export function measured(
  what: Said,
  registersRead: readonly string[],
  look: (snapshot: Snapshot) => { progress: number; have: Said | null; missing: readonly Missing[] },
): Part {
  return {
    what,
    registers: registersRead,
    look(snapshot) {
      const { progress, have, missing } = look(snapshot)
      return {
        progress,
        have: have === null ? [] : [{ text: have, records: [] }],
        missing,
        isInReview: false,
        late: null,
      }
    },
  }
}
