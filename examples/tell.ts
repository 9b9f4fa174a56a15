import type { Actor, AnyRecord } from '../src/model/index.ts'
import { applicability } from '../src/programme/applicability.ts'
import { makeSnapshot } from '../src/programme/snapshot.ts'
import { freezeSoa } from '../src/programme/soaSnapshot.ts'
import type { Change, Store } from '../src/store/index.ts'
import { files } from './aldermoor/files.ts'
import { chapters } from './aldermoor/index.ts'
import { actorOf } from './aldermoor/people.ts'
import { shiftDay, shiftText, shiftTo, storyToday } from './calendar.ts'
import { exampleId } from './ids.ts'
import { asRecordsSay, type Step, type StoryEvent } from './story.ts'
import { type StoredFile, type Telling, translate } from './translate.ts'

/** The clock of the store the story is told to: `openStore({ clock: () => clock.at, … })`. */
export interface StoryClock {
  at: string
}

export interface TellOptions {
  /** The day somebody opens the example, `yyyy-mm-dd`; everything told lies before it. */
  readonly today: string
  /** Tells only what happened up to this day of the story's own calendar. */
  readonly until?: string
}

interface Scene {
  readonly on: string
  readonly by: string
  readonly why: string | null
  readonly steps: Step[]
}

interface Held {
  readonly register: string
  version: number
}

/** Plays the story through the one write path, day by day, each change by the person who would make it. */
export async function tellExample(
  store: Store,
  org: string,
  clock: StoryClock,
  options: TellOptions,
): Promise<{ versions: number }> {
  const days = shiftTo(options.today)
  const held = new Map<string, Held>()
  const telling: Telling = { days, known: held, files: await storeFiles(store, org) }
  let versions = 0
  for (const day of byDay(scenes(chapters.flat(), options.until ?? storyToday))) {
    versions += await tellDay(store, org, clock, day, held, telling)
  }
  return { versions }
}

/**
 * One day: its first scene in the morning, the others in the afternoon. Those are handed over together: they keep their
 * order and share transactions, which is what lets eighteen months be told in seconds.
 */
async function tellDay(
  store: Store,
  org: string,
  clock: StoryClock,
  day: readonly Scene[],
  held: Map<string, Held>,
  telling: Telling,
): Promise<number> {
  const [morning, afternoon] = hoursOf(shiftDay(day[0]?.on ?? storyToday, telling.days))
  const tell = async (scene: Scene) => {
    const changes = scene.steps.map((step) => changeOf(store, step, held, telling))
    // Only who freezes waits: the others of the afternoon keep their order.
    if (scene.steps.some(freezes)) {
      const lines = await statement(store, org, clock.at)
      for (const [at, change] of changes.entries()) {
        const step = scene.steps[at]
        if (step && freezes(step) && change.do === 'create')
          changes[at] = { ...change, values: { ...change.values, lines } }
      }
    }
    await commitScene(store, org, actorOf(scene.by), changes, scene, telling.days)
    return changes.length
  }
  const [first, ...rest] = day
  clock.at = morning
  const done = first ? await tell(first) : 0
  clock.at = afternoon
  const outcomes = await Promise.allSettled(rest.map(tell))
  return outcomes.reduce((sum, outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason
    return sum + outcome.value
  }, done)
}

const freezes = (step: Step) => step.do === 'create' && step.values.lines === asRecordsSay

/** The statement of applicability as the records say it, frozen as the product freezes it. */
async function statement(store: Store, org: string, at: string) {
  const records: AnyRecord[] = []
  const names = store.registry.all.map((register) => register.name)
  for await (const part of store.stream(org, names, null)) records.push(...part)
  return freezeSoa(applicability(makeSnapshot(records, at)))
}

async function commitScene(store: Store, org: string, actor: Actor, changes: Change[], scene: Scene, days: number) {
  const reason = scene.why === null ? null : shiftText(scene.why, days)
  try {
    await store.commit({ actor, org, changes, reason })
  } catch (error) {
    const at = (error as { details?: { data?: { change?: number } } }).details?.data?.change ?? 0
    const step = scene.steps[at]
    const what = step?.do === 'move' ? `move ${step.move} of` : step?.do
    throw new Error(
      `${scene.on}, ${scene.by}: ${what} "${step?.key}" was refused: ${error instanceof Error ? error.message : error}`,
      { cause: error },
    )
  }
}

/** The day's first instant for the organisation itself, before anybody does anything. */
export const exampleStart = (today: string): string => {
  const first = scenes(chapters.flat(), storyToday)[0]?.on ?? storyToday
  return `${shiftDay(first, shiftTo(today))}T06:00:00.000000Z`
}

/** Events in order of their days; what one person did on a day for one reason goes into one commit. */
function scenes(events: readonly StoryEvent[], until: string): Scene[] {
  const ordered = events.filter((e) => e.on <= until).toSorted((a, b) => a.on.localeCompare(b.on))
  const all: Scene[] = []
  for (const event of ordered) {
    const last = all.at(-1)
    const why = event.why ?? null
    if (last && last.on === event.on && last.by === event.by && last.why === why) last.steps.push(...event.steps)
    else all.push({ on: event.on, by: event.by, why, steps: [...event.steps] })
  }
  return all
}

function byDay(all: readonly Scene[]): Scene[][] {
  return [...Map.groupBy(all, (scene) => scene.on).values()]
}

/** Two instants in office hours, other ones each day. */
function hoursOf(day: string): readonly [string, string] {
  const seed = Number.parseInt(exampleId(day).slice(0, 8), 16)
  const at = (hour: number, part: number) =>
    `${day}T${String(hour).padStart(2, '0')}:${String(part % 60).padStart(2, '0')}:${String((part >> 6) % 60).padStart(2, '0')}.000000Z`
  return [at(8 + (seed % 4), seed >>> 4), at(13 + (seed % 4), seed >>> 12)]
}

function changeOf(store: Store, step: Step, held: Map<string, Held>, telling: Telling): Change {
  const id = exampleId(step.key)
  if (step.do === 'create') {
    if (held.has(step.key)) throw new Error(`The story has two records called "${step.key}".`)
    const register = registerOf(store, step.register)
    const values = translate(register, step.values, telling)
    held.set(step.key, { register: step.register, version: 1 })
    return { do: 'create', register: step.register, id, values, ...customOf(step.custom, telling) }
  }
  const known = held.get(step.key)
  if (!known) throw new Error(`The story has no "${step.key}" by then.`)
  const register = registerOf(store, known.register)
  const version = known.version++
  const base = { register: known.register, id, version }
  if (step.do === 'archive') return { do: 'archive', ...base }
  const values = translate(register, step.values ?? {}, telling)
  if (step.do === 'edit') return { do: 'edit', ...base, values, ...customOf(step.custom, telling) }
  return { do: 'move', ...base, move: step.move, values }
}

const customOf = (custom: Readonly<Record<string, unknown>> | undefined, telling: Telling) =>
  custom
    ? {
        custom: Object.fromEntries(
          Object.entries(custom).map(([k, v]) => [k, typeof v === 'string' ? shiftText(v, telling.days) : v]),
        ),
      }
    : {}

function registerOf(store: Store, name: string) {
  const register = store.registry.get(name)
  if (!register) throw new Error(`The story names a register "${name}" that does not exist.`)
  return register
}

/** Puts the files of the story where uploads go, and notes them for those who may read a record that carries them. */
async function storeFiles(store: Store, org: string): Promise<Map<string, StoredFile>> {
  const stored = await Promise.all(
    files.map(async ({ name, mediaType, by, bytes }) => {
      const { hash, size } = await store.blobs.put(org, once(bytes), 1_048_576)
      await store.noteBlob(org, { hash, size, mediaType, by: actorOf(by).id })
      return [name, { hash, name, size, mediaType }] as const
    }),
  )
  return new Map(stored)
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
