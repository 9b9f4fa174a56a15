import { parentPort, workerData } from 'node:worker_threads'
import { isExchangeProblem, readTable, type Table } from '../../exchange/index.ts'
import { keepSentence } from '../../model/keptSentence.ts'
import type { TableTask, TableWord } from './tableWords.ts'

// Started by readTableApart.ts, which gives it nothing else.
const task = workerData as TableTask
const say = (word: TableWord) => parentPort?.postMessage(word)

try {
  const { rows, notes, ...table } = await readTable(task.bytes, task.name, task.options)
  say({ kind: 'table', table: { ...table, notes: notes.map(keepSentence) } })
  handOver(rows)
} catch (error) {
  if (!isExchangeProblem(error)) throw error
  say({ kind: 'problem', code: error.code, found: keepSentence(error.found) })
}

/** Piece by piece as they are asked for, so that whoever takes them in answers others in between. */
function handOver(rows: Table['rows']): void {
  let at = 0
  parentPort?.on('message', () => {
    const piece = rows.slice(at, at + task.rowsAtOnce)
    at += piece.length
    const isLast = at >= rows.length
    say({ kind: 'rows', rows: piece, isLast })
    if (isLast) parentPort?.close()
  })
}
