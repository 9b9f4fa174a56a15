import { type Actor, type Grant, nameGrants, nobody } from './access.ts'
import { humanise } from './fields/choice.ts'
import type { Field, Fields, ValueOf } from './fields/field.ts'
import type { Link, Links, LinkValue } from './links.ts'
import type { Said } from './say.ts'

/** The one vocabulary of states a screen shows; each has one colour, one icon and a word. */
export const tones = [
  'missing',
  'draft',
  'inReview',
  'inForce',
  'due',
  'overdue',
  'retired',
  'conforms',
  'opportunity',
  'minor',
  'major',
] as const
export type Tone = (typeof tones)[number]

/** What every record has, whatever its register. Instants are ISO 8601 UTC with microseconds. */
export interface RecordBase {
  readonly id: string
  readonly register: string
  /** Short number people use, for example `RISK-12`; allotted once. */
  readonly ref: string
  readonly title: string
  readonly state: string
  /** Id of the person record that owns it. */
  readonly owner: string | null
  readonly version: number
  readonly createdAt: string
  /** Account that created it. */
  readonly createdBy: string
  readonly updatedAt: string
  readonly archived: boolean
  /** Fields the organisation added itself, by key. */
  readonly custom: Readonly<Record<string, unknown>>
}

/** A record of any register: shared properties, and its fields, links and computed values by name. */
export type AnyRecord = RecordBase & { readonly [name: string]: unknown }

type FieldValues<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> }
type LinkValues<L extends Links> = { readonly [K in keyof L]: LinkValue<L[K]> }

/** A value worked out from the record itself; stored beside it only so that lists can sort and filter by it. */
export interface Computed<R, T = unknown> {
  readonly field: Field<T>
  from(record: R): T | null
}

type ComputedValues<C> = { readonly [K in keyof C]: C[K] | null }

/** What a guard or question may look at beside the record: who, when (UTC day and instant) and linked records it asked for. */
export interface GuardContext {
  readonly actor: Actor
  /** `yyyy-mm-dd` in UTC. */
  readonly today: string
  readonly now: string
  /** Records linked by the names in `looksAt`, links and inverses alike; never another organisation's. */
  readonly related: Readonly<Record<string, readonly AnyRecord[]>>
}

export interface Move<R, S extends string, N extends string> {
  readonly label?: string
  readonly from: readonly S[]
  readonly to: S
  readonly by: readonly Grant[]
  /** Fields or links that must be filled before the move. */
  readonly needs?: readonly N[]
  /** Links or inverse links whose records the guard looks at. */
  readonly looksAt?: readonly string[]
  /**
   * A signature: the person has shown a short while ago who they are, and says this sentence about the version they see,
   * such as `I approve`. The log keeps it with the version's digest.
   */
  readonly signs?: string
  /** The person must say why; the words go into history. */
  readonly asksReason?: boolean
  /** Fields the move sets by itself: a decision's date or who took it. */
  sets?(record: R, context: GuardContext): Readonly<Record<string, unknown>>
  /** Why the move is refused, as a sentence the person can act on; false lets it pass. */
  unless?(record: R, context: GuardContext): Said | false
}

export interface StateShown {
  readonly tone: Tone
  readonly label?: string
}

export interface Workflow<R, S extends string, N extends string> {
  readonly initial: NoInfer<S>
  readonly states: Readonly<Record<S, Tone | StateShown>>
  readonly moves: Readonly<Record<string, Move<R, NoInfer<S>, N>>>
  /** States in which fields can no longer be edited; a new version or a move back is the way. */
  readonly frozen?: readonly NoInfer<S>[]
}

export type Severity = 'major' | 'minor' | 'ofi'

/** A question about one record whose answer makes a readiness finding. */
export interface ReadinessQuestion<R> {
  readonly id: string
  readonly ask: string
  readonly fix: string
  readonly severity: Severity
  /** Clauses and controls concerned; the register's own when left out. */
  readonly refs?: readonly string[]
  readonly looksAt?: readonly string[]
  failing(record: R, context: Pick<GuardContext, 'today' | 'now' | 'related'>): boolean
}

export interface Section<N extends string> {
  readonly title: string
  readonly help?: string
  readonly fields: readonly N[]
}

export interface Access {
  readonly read: readonly Grant[]
  readonly create: readonly Grant[]
  readonly edit: readonly Grant[]
  readonly archive: readonly Grant[]
}

/** Where a register belongs in navigation; `internal` ones are reached from other screens only. */
export type Area = 'programme' | 'systems' | 'risks' | 'controls' | 'documents' | 'audit' | 'internal'

export interface WithoutName<N extends string> {
  /** Whether a new record with these values says nothing of who sends it. */
  when(values: Readonly<Record<string, unknown>>, actor: Actor): boolean
  /** What the person reads with the code, beside number, title and state. */
  readonly shows: readonly N[]
  /** Rows of `on`, `from` and `said` that the person adds to, and what `from` says of them. */
  readonly dialogue: N
  readonly from: string
  /** The move that opens it again when the person writes to a record that can no longer be edited. */
  readonly reopen: string
}

type Base = keyof RecordBase

export interface RegisterDefinition<F extends Fields, L extends Links, C, S extends string> {
  readonly name: string
  readonly label: { readonly one: string; readonly many: string }
  /** What this register is for, in one paragraph a layperson understands. */
  readonly explain: string
  /** Allotted once, never reused. */
  readonly refPrefix: string
  readonly area: Area
  /** Clauses and controls it serves, with framework. */
  readonly serves: readonly string[]
  readonly fields: F
  readonly links: L
  readonly computed: {
    readonly [K in keyof C]: Computed<RecordOfParts<F, L, Record<never, never>, S>, C[K]>
  }
  readonly workflow: Workflow<RecordOfParts<F, L, C, S>, S, NoInfer<(keyof F | keyof L) & string>>
  readonly can: Access
  readonly readiness: readonly ReadinessQuestion<RecordOfParts<F, L, C, S>>[]
  readonly list: {
    readonly columns: readonly NoInfer<(keyof F | keyof L | keyof C | Base) & string>[]
    /** Field to sort by; a leading `-` means descending. */
    readonly sort: string
    /** Titles are whole sentences, such as questions: in lists they run over several lines instead of being cut. */
    readonly titlesAreSentences?: true
  }
  readonly sections?: readonly Section<NoInfer<(keyof F | keyof L) & string>>[]
  /** Title of a record without a `title` field. */
  titleOf?(record: RecordOfParts<F, L, C, S>): string
  /** Reasons to refuse a create or an edit that look at several fields together, by field. */
  check?(record: RecordOfParts<F, L, C, S>): Readonly<Partial<Record<NoInfer<(keyof F | keyof L) & string>, string>>>
  /** What a new record holds by itself where nothing is said: the day it was received. Whoever creates it need not be able to write it. */
  begins?(context: Pick<GuardContext, 'actor' | 'today'>): Readonly<Partial<FieldValues<F>>>
  /** Complete records people can learn from; tests create them. Links are left out. */
  readonly examples: readonly Readonly<Partial<FieldValues<F>>>[]
  /** Only people the access rules name may know that a record exists, administrators included. */
  readonly confidential?: boolean
  /** A link: who may not read what it points to may not read the record either (a comment on a concern). */
  readonly readLike?: NoInfer<keyof L & string>
  /** Records that may be sent without the name of who sends them; a code leads the person back to what became of it. */
  readonly withoutName?: WithoutName<NoInfer<keyof F & string>>
  /** An organisation keeps exactly one such record; a second is refused. */
  readonly only?: 'one'
  /** Shape upgrades by the version they lead to; pure. Version 1 is the first shape. */
  readonly upgrades?: Readonly<
    Record<number, (data: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>>
  >
}

export type RecordOfParts<F extends Fields, L extends Links, C, S extends string> = Omit<
  RecordBase,
  'state' | keyof F | keyof L
> & { readonly state: S; readonly title: string; readonly owner: string | null } & FieldValues<F> &
  LinkValues<L> &
  ComputedValues<C>

/** The record type of a declared register: `RecordOf<typeof risk>`. */
export type RecordOf<D> =
  D extends RegisterDefinition<infer F, infer L, infer C, infer S> ? RecordOfParts<F, L, C, S> : never

/** A register whose exact shape the code at hand does not know: what model, store and server work with. */
export interface Register {
  readonly name: string
  readonly label: { readonly one: string; readonly many: string }
  readonly explain: string
  readonly refPrefix: string
  readonly area: Area
  readonly serves: readonly string[]
  readonly fields: Fields
  readonly links: Links
  readonly computed: Readonly<Record<string, Computed<AnyRecord>>>
  readonly workflow: Workflow<AnyRecord, string, string>
  readonly can: Access
  readonly readiness: readonly ReadinessQuestion<AnyRecord>[]
  readonly list: {
    readonly columns: readonly string[]
    readonly sort: string
    readonly titlesAreSentences?: true
  }
  readonly sections?: readonly Section<string>[]
  titleOf?(record: AnyRecord): string
  check?(record: AnyRecord): Readonly<Partial<Record<string, string>>>
  begins?(context: Pick<GuardContext, 'actor' | 'today'>): Readonly<Record<string, unknown>>
  readonly examples: readonly Readonly<Record<string, unknown>>[]
  readonly confidential?: boolean
  readonly readLike?: string
  readonly withoutName?: WithoutName<string>
  readonly only?: 'one'
  readonly upgrades?: Readonly<
    Record<number, (data: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>>
  >
}

/**
 * Declares a register: one kind of record the management system keeps. Storage, API, forms, tables, history, search,
 * import and export follow from it.
 *
 * @example
 * export const lesson = defineRegister({ name: 'lesson', label: { one: 'Lesson', many: 'Lessons' }, refPrefix: 'LES', … })
 */
export function defineRegister<
  const F extends Fields,
  const L extends Links,
  const S extends string,
  const C = Record<never, never>,
>(definition: RegisterDefinition<F, L, C, S>): RegisterDefinition<F, L, C, S> {
  const { name, fields, links, computed, workflow, can } = definition
  const moves = Object.entries(workflow.moves).map(
    ([move, of]) => [move, { ...of, by: nameGrants(`${name}:move:${move}`, of.by) }] as const,
  )
  return {
    ...definition,
    fields: bare(fields),
    links: bare(links),
    computed: bare(computed),
    workflow: { ...workflow, states: bare(workflow.states), moves: bare(Object.fromEntries(moves)) },
    can: {
      read: nameGrants(`${name}:read`, can.read),
      create: nameGrants(`${name}:create`, can.create),
      edit: nameGrants(`${name}:edit`, can.edit),
      archive: nameGrants(`${name}:archive`, can.archive),
    },
  }
}

/** The same without a prototype, so that a name from a request ("constructor") finds only what was declared. */
const bare = <T extends object>(declared: T): T => Object.assign(Object.create(null), declared)

/** Forgets the exact shape, so that registers can stand in one list. */
export function asRegister<F extends Fields, L extends Links, C, S extends string>(
  definition: RegisterDefinition<F, L, C, S>,
): Register {
  // Every record the store hands to these functions was validated against this very definition.
  return definition as unknown as Register
}

export function stateShown(register: Register, state: string): { label: string; tone: Tone } {
  const shown = register.workflow.states[state]
  if (shown === undefined) return { label: humanise(state), tone: 'draft' }
  if (typeof shown === 'string') return { label: humanise(state), tone: shown }
  return { label: shown.label ?? humanise(state), tone: shown.tone }
}

/** Fields, or columns of rows, that readers are told of; what only rules read is not among them. */
export const toldFields = (fields: Fields): [string, Field][] =>
  Object.entries(fields).filter(([, field]) => !field.forRules)

export const fieldLabel = (name: string, field: Field | Link | undefined): string => field?.label ?? humanise(name)
export const moveLabel = (name: string, move: { label?: string }): string => move.label ?? humanise(name)

/** Number of the newest shape; records of an older shape pass through the upgrades in between when read. */
export function shapeOf(register: Register): number {
  return Math.max(1, ...Object.keys(register.upgrades ?? {}).map(Number))
}

const begun = new WeakMap<Register, readonly string[]>()

/** Names of what a new record of the register holds by itself; nobody has to give it. */
export function beginsWith(register: Register): readonly string[] {
  const known = begun.get(register)
  if (known) return known
  const names = Object.keys(register.begins?.({ actor: nobody, today: '2000-01-01' }) ?? {})
  begun.set(register, names)
  return names
}
