import { figure, type Said, say } from '../../model/say.ts'
import { ExchangeProblem } from '../problems.ts'
import type { TableLimits } from './table.ts'

/** Counts rows and cells while they are read and stops as soon as a limit is passed, not after memory is gone. */
export function tableSizeCounter(limits: TableLimits, fileName: string): (line: number, columns: number) => void {
  let rows = 0
  let cells = 0
  return (line, columns) => {
    rows += 1
    cells += columns
    if (columns > limits.columns)
      refuse(say`line ${String(line)} has ${figure(columns)} columns, more than ${figure(limits.columns)}`)
    if (rows > limits.rows) refuse(say`there are more than ${figure(limits.rows)} rows`)
    if (cells > limits.cells) refuse(say`there are more than ${figure(limits.cells)} cells by line ${String(line)}`)
  }
  function refuse(what: Said): never {
    throw new ExchangeProblem('exchange/too-large', say`"${fileName}" is too large to import: ${what}.`)
  }
}

export function refuseTooManyBytes(found: number, limit: number, what: Said): void {
  if (found <= limit) return
  throw new ExchangeProblem(
    'exchange/too-large',
    say`${what} is ${figure(found)} bytes; at most ${figure(limit)} are read.`,
  )
}
