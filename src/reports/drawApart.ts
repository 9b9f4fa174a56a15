import { getHeapStatistics } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { problem, say } from '../model/index.ts'
import type { ToldReport } from './tell.ts'

export type DrawnAs = 'pdf' | 'docx'

export interface DrawTask {
  readonly id: number
  readonly as: DrawnAs
  readonly report: ToldReport
}

export type DrawnWord =
  | { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly error: Error }

interface Waiting {
  resolve(bytes: Uint8Array): void
  reject(error: unknown): void
}

/** How long the thread stays once nothing is left to draw: fonts and what the layout has learnt take some 60 MB. */
const restMs = 20_000
interface Drawing {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
  rest: NodeJS.Timeout | undefined
}

/** A drawer whose thread may take so much heap, in megabytes. */
export function makeDrawer(room: number) {
  let drawing: Drawing | null = null
  let last = 0

  function start(): Drawing {
    const worker = new Worker(new URL('./drawWorker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: room, maxYoungGenerationSizeMb: 8 },
      execArgv: [],
    })
    const waiting = new Map<number, Waiting>()
    const own: Drawing = { worker, waiting, rest: undefined }
    const over = (error: unknown) => {
      if (drawing === own) drawing = null
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    worker.on('message', (word: DrawnWord) => {
      const asked = waiting.get(word.id)
      waiting.delete(word.id)
      if ('error' in word) asked?.reject(word.error)
      else asked?.resolve(word.bytes)
      if (waiting.size > 0) return
      // Whoever waits for nothing must not be kept from ending.
      worker.unref()
      own.rest = setTimeout(() => {
        if (drawing === own) drawing = null
        void worker.terminate()
      }, restMs).unref()
    })
    worker.on('error', (error: NodeJS.ErrnoException) =>
      over(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLong(room) : error),
    )
    worker.on('exit', () => over(new Error('The thread that draws reports ended.')))
    return own
  }

  const draw = (report: ToldReport, as: DrawnAs): Promise<Uint8Array> => {
    drawing ??= start()
    const { worker, waiting, rest } = drawing
    clearTimeout(rest)
    worker.ref()
    const id = ++last
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, as, report } satisfies DrawTask)
    })
  }
  return Object.assign(draw, {
    /** Gives back at once what the thread holds, where nobody waits for it; the next report starts another. */
    rest() {
      if (drawing === null || drawing.waiting.size > 0) return
      clearTimeout(drawing.rest)
      void drawing.worker.terminate()
      drawing = null
    },
  })
}

const tooLong = (room: number) =>
  problem('report/too-long', say`Drawing it takes more than the ${room} MB of memory there are for it.`)

/** A quarter of the heap that this process may take, within bounds. */
const room = Math.round(Math.min(1024, Math.max(96, getHeapStatistics().heap_size_limit / 1_048_576 / 4)))

/**
 * A report as PDF or Word file, drawn by a thread beside: laying out takes up to seconds in one go, during which nobody else
 * would be answered. Reports are drawn in the order they were asked for. Fails like `renderPdf` and `renderDocx`, and with
 * `report/too-long` where the thread has not memory enough.
 */
export const drawApart = makeDrawer(room)
