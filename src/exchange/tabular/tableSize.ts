import { ExchangeProblem } from '../problems.ts'
import type { TableLimits } from './table.ts'

const count = (n: number) => n.toLocaleString('en')

/** Counts rows and cells while they are read and stops as soon as a limit is passed, not after memory is gone. */
export function tableSizeCounter(limits: TableLimits, fileName: string): (line: number, columns: number) => void {
  let rows = 0
  let cells = 0
  return (line, columns) => {
    rows += 1
    cells += columns
    if (columns > limits.columns)
      refuse(`line ${line} has ${count(columns)} columns, more than ${count(limits.columns)}`)
    if (rows > limits.rows) refuse(`there are more than ${count(limits.rows)} rows`)
    if (cells > limits.cells) refuse(`there are more than ${count(limits.cells)} cells by line ${line}`)
  }
  function refuse(what: string): never {
    throw new ExchangeProblem('exchange/too-large', `"${fileName}" is too large to import: ${what}.`)
  }
}

export function refuseTooManyBytes(found: number, limit: number, what: string): void {
  if (found <= limit) return
  throw new ExchangeProblem('exchange/too-large', `${what} is ${count(found)} bytes; at most ${count(limit)} are read.`)
}
