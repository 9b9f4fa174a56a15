import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ProblemCode, problem } from '../../model/index.ts'
import { readSentence } from '../../model/keptSentence.ts'
import type { PackManifest, PackOptions } from '../../reports/pack/packSource.ts'
import type { Store } from '../../store/index.ts'
import type { Language } from '../language/catalogues.ts'
import type { PackOrder } from './packSource.ts'

/** What a pack says about itself, without the list of its files, which can be long. */
export interface PackSummary extends Omit<PackManifest, 'files'> {
  /** Most memory the process that made it ever held, in bytes. */
  readonly peakMemory: number
}

/** What a pack is of, and the language of its pages and documents: English when none is named. */
export interface PackToMake extends PackOrder {
  readonly language?: Language
}

/** All the process that makes a pack is told. */
export interface PackTask {
  readonly appUrl: string
  /** Folder of the evidence files; null where the environment says where they are kept. */
  /** Set when that address leads through a pooler. */
  readonly pooler: 'transaction' | null
  readonly filesFolder: string | null
  readonly order: PackToMake
  /** Folder for what is laid down on the way. */
  readonly folder: string
  readonly out: string
}

export type PackWord =
  | { readonly kind: 'progress'; readonly step: string; readonly done: number; readonly total: number | null }
  | { readonly kind: 'done'; readonly summary: PackSummary }
  | {
      readonly kind: 'failed'
      readonly code: ProblemCode | null
      /** What the system or PostgreSQL calls it (ENOSPC, 57P01): tells what may pass. */
      readonly system: string | null
      readonly message: string
      readonly stack: string
    }

type Watching = Pick<PackOptions, 'signal' | 'onProgress'>

/**
 * Makes a pack in a process of its own and writes it to `out`: whoever asked stays small and answers others meanwhile,
 * and all that making it took is given back when it ends. Cancelling ends the process at once.
 */
export async function makePack(
  store: Store,
  order: PackToMake,
  out: string,
  watching: Watching = {},
): Promise<PackSummary> {
  watching.signal?.throwIfAborted()
  const head = await store.logHead(order.org.id)
  const room = roomFor(head?.size ?? 0)
  // Should records be far larger than usual, one more try with much more room is better than no pack.
  return (
    (await tryPack(store, order, out, room, watching)) ??
    (await tryPack(store, order, out, room * 4, watching)) ??
    tooLarge(room * 4)
  )
}

/** Heap for so many changes, in megabytes. Given little, the engine tidies up in time; given all, it lets things lie. */
const roomFor = (changes: number) => Math.round(256 + changes / 900)

function tooLarge(room: number): never {
  const found = `There are more records than fit into ${room} MB of memory. Make the pack on a machine with more memory, with "openaims pack".`
  throw problem('pack/failed', found)
}

/** The pack made with so much memory; null when it was not enough. */
async function tryPack(
  store: Store,
  order: PackToMake,
  out: string,
  room: number,
  watching: Watching,
): Promise<PackSummary | null> {
  const folder = await mkdtemp(join(tmpdir(), 'openaims-pack-'))
  try {
    const task: PackTask = {
      appUrl: String(store.pool.options.connectionString),
      pooler: store.pooler ?? null,
      filesFolder: store.blobs.folder ?? null,
      order,
      folder,
      out,
    }
    return await inChild(task, room, watching)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function inChild(task: PackTask, room: number, { signal, onProgress }: Watching): Promise<PackSummary | null> {
  const child = fork(join(import.meta.dirname, 'packWorker.ts'), [], {
    execArgv: [`--max-old-space-size=${room}`, '--max-semi-space-size=4', '--no-memory-pool', '--no-warnings'],
    // Threads that compress or draw would each keep freed memory for themselves, and the system would not get it back.
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      MALLOC_ARENA_MAX: '1',
      // Above the blocks that are compressed: memory taken from the system for each and given back costs a fifth of the time.
      MALLOC_MMAP_THRESHOLD_: '300000',
      MALLOC_TRIM_THRESHOLD_: '262144',
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const stop = () => void child.kill('SIGKILL')
  signal?.addEventListener('abort', stop, { once: true })
  let word: Exclude<PackWord, { kind: 'progress' }> | null = null
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  child.on('message', (message) => {
    // Sent by packWorker.ts, which says nothing else.
    const heard = message as PackWord
    if (heard.kind === 'progress') onProgress?.({ ...heard, step: readSentence(heard.step) })
    else word = heard
  })
  const { promise, resolve, reject } = Promise.withResolvers<PackSummary | null>()
  child.on('error', reject)
  child.on('close', (code, by) => {
    signal?.removeEventListener('abort', stop)
    if (signal?.aborted) reject(signal.reason)
    else if (word?.kind === 'done') resolve(word.summary)
    else if (word?.kind === 'failed' && word.code === 'report/too-long') resolve(null)
    else if (word?.kind === 'failed') reject(errorOf(word))
    else if (/heap out of memory|heap limit/i.test(said)) resolve(null)
    else reject(died(code, by, said))
  })
  child.send(task, (error) => error && reject(error))
  return promise
}

function errorOf({ code, system, message, stack }: Extract<PackWord, { kind: 'failed' }>): Error {
  if (code !== null) return problem(code, message)
  return Object.assign(new Error(message), { stack, ...(system === null ? {} : { code: system }) })
}

/** The system ends what takes too much memory without a word; the reason is a guess and says so. */
function died(code: number | null, by: NodeJS.Signals | null, said: string): Error {
  const how = by === null ? `ended with code ${code}` : `was ended by the system (${by}); perhaps memory ran out`
  const found = problem('pack/failed', `The process that made the pack ${how}.`)
  found.cause = said
  return found
}
