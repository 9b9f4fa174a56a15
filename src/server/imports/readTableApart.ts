import { totalmem } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { ExchangeProblem, type ReadTableOptions, type Table, type TableRow } from '../../exchange/index.ts'
import { readSentence } from '../../model/keptSentence.ts'
import { say } from '../../model/say.ts'
import type { TableTask, TableWord } from './tableWords.ts'

/** What reading one file may take. */
export interface ReadingRoom {
  /** Heap of the thread that reads, in megabytes. */
  readonly megabytes: number
  readonly seconds: number
}

/** A third of the machine's memory for each of the two at most; the largest workbook that is read takes about 4 GB. */
const usualRoom: ReadingRoom = {
  megabytes: Math.min(4096, Math.round(Math.min(totalmem(), process.constrainedMemory() || Infinity) / 3 / 1024 ** 2)),
  seconds: 180,
}
const rowsAtOnce = 5000
const mostAtOnce = 2

/**
 * Reads a table in a thread of its own: what a file of a few megabytes unpacks to can take long and much memory, and
 * nobody else shall wait for it. Too much of either is a file too large to import. Two are read at once, others wait.
 */
export async function readTableApart(
  bytes: Uint8Array,
  name: string,
  options: ReadTableOptions,
  room: ReadingRoom = usualRoom,
): Promise<Table> {
  await turn()
  try {
    return await inThread({ bytes, name, options, rowsAtOnce }, room)
  } finally {
    const next = waiting.shift()
    if (next) next()
    else reading -= 1
  }
}

let reading = 0
const waiting: (() => void)[] = []

async function turn(): Promise<void> {
  if (reading < mostAtOnce) reading += 1
  else await new Promise<void>((go) => waiting.push(go))
}

function inThread(task: TableTask, room: ReadingRoom): Promise<Table> {
  const { promise, resolve, reject } = Promise.withResolvers<Table>()
  const worker = new Worker(join(import.meta.dirname, 'tableWorker.ts'), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: room.megabytes },
    execArgv: ['--no-warnings'],
  })
  const tooLarge = (found: ReturnType<typeof say>) => reject(new ExchangeProblem('exchange/too-large', found))
  const tooLong = setTimeout(
    () => tooLarge(say`Reading "${task.name}" takes longer than ${room.seconds} seconds.`),
    room.seconds * 1000,
  )
  let table: Omit<Table, 'rows'> | null = null
  const rows: TableRow[] = []
  worker.on('message', (heard) => {
    // Sent by tableWorker.ts, which says nothing else.
    const word = heard as TableWord
    if (word.kind === 'problem') reject(new ExchangeProblem(word.code, readSentence(word.found)))
    else if (word.kind === 'table') {
      table = { ...word.table, notes: word.table.notes.map(readSentence) }
      worker.postMessage('more')
    } else {
      for (const row of word.rows) rows.push(row)
      if (!word.isLast) worker.postMessage('more')
      else if (table) resolve({ ...table, rows })
    }
  })
  worker.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') reject(error)
    else tooLarge(say`Reading "${task.name}" takes more memory than one file is given.`)
  })
  worker.on('exit', () => reject(new Error('The thread that read a table ended without one.')))
  return promise.finally(() => {
    clearTimeout(tooLong)
    return worker.terminate()
  })
}
