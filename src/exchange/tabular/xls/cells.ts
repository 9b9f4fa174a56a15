import { numberText, serialText, unifyLineBreaks } from '../cellText.ts'
import type { XlsGlobals } from './globals.ts'
import { type BiffRecord, damaged, partRecords, recordType } from './records.ts'
import { readString } from './strings.ts'

export type XlsCell = { row: number; column: number; text: string; numeric: boolean; hidesYear?: boolean }

/** The filled cells of a sheet in the order they are stored, which is row by row. */
export function* readCells(stream: Buffer, start: number, globals: XlsGlobals, fileName: string): Generator<XlsCell> {
  const { label, number } = recordType
  let textFormula: { row: number; column: number } | null = null
  // A formula's text result follows in a STRING record, itself perhaps continued, so one record is held back.
  let held: { cell: { row: number; column: number }; data: Buffer; continued: Buffer[] } | null = null
  for (const record of partRecords(stream, start, fileName)) {
    const { type, data } = record
    if (type === recordType.continue) {
      held?.continued.push(data)
      continue
    }
    if (held) {
      yield textCell(held.cell, unifyLineBreaks(readString(held.data, 0, held.continued, fileName)))
      held = null
    }
    if (type === recordType.string && textFormula) {
      held = { cell: textFormula, data, continued: [] }
      textFormula = null
    } else if (type === recordType.labelSst) {
      const text = globals.strings[readUInt32(record, 6, fileName)]
      if (text === undefined) throw damaged(fileName, `the cell at byte ${record.at} names a text that is not there`)
      yield textCell(position(record, fileName), unifyLineBreaks(text))
    } else if (type === label) {
      yield textCell(position(record, fileName), unifyLineBreaks(readString(data, 6, [], fileName)))
    } else if (type === number) {
      yield numberCell(position(record, fileName), xfOf(data), readDouble(record, 6, fileName), globals)
    } else if (type === recordType.rk) {
      yield numberCell(position(record, fileName), xfOf(data), rkValue(readUInt32(record, 6, fileName)), globals)
    } else if (type === recordType.mulRk) yield* mulRkCells(record, globals, fileName)
    else if (type === recordType.boolErr) {
      yield textCell(position(record, fileName), boolOrError(data.readUInt8(6), data.readUInt8(7) === 1))
    } else if (type === recordType.formula) {
      const cell = position(record, fileName)
      const result = formulaResult(record, fileName)
      if (result === 'text follows') textFormula = cell
      else if (typeof result === 'number') yield numberCell(cell, xfOf(data), result, globals)
      else if (result !== '') yield textCell(cell, result)
    }
  }
  if (held) yield textCell(held.cell, unifyLineBreaks(readString(held.data, 0, held.continued, fileName)))
}

function position(record: BiffRecord, fileName: string): { row: number; column: number } {
  if (record.data.length < 6) throw damaged(fileName, `the cell at byte ${record.at} is cut`)
  return { row: record.data.readUInt16LE(0), column: record.data.readUInt16LE(2) }
}

const xfOf = (data: Buffer) => data.readUInt16LE(4)

function textCell(at: { row: number; column: number }, text: string): XlsCell {
  return { row: at.row, column: at.column, text, numeric: false }
}

function numberCell(at: { row: number; column: number }, xf: number, value: number, globals: XlsGlobals): XlsCell {
  const text = globals.isDate(xf) ? serialText(value, globals.is1904) : numberText(value)
  return { row: at.row, column: at.column, text, numeric: true, hidesYear: globals.hidesYear(xf) }
}

/** Several numbers side by side: first column, then pairs of format and RK number, then the last column. */
function* mulRkCells(record: BiffRecord, globals: XlsGlobals, fileName: string): Generator<XlsCell> {
  const { row, column } = position(record, fileName)
  const { data } = record
  const many = Math.floor((data.length - 6) / 6)
  for (let n = 0; n < many; n++) {
    const value = rkValue(data.readUInt32LE(6 + n * 6))
    yield numberCell({ row, column: column + n }, data.readUInt16LE(4 + n * 6), value, globals)
  }
}

/** RK: a number in 30 bits, either a whole number or the upper part of a double, perhaps divided by 100. */
export function rkValue(rk: number): number {
  const isInteger = (rk & 0x02) !== 0
  let value: number
  if (isInteger) value = (rk | 0) >> 2
  else {
    const bytes = Buffer.alloc(8)
    bytes.writeUInt32LE((rk & 0xffff_fffc) >>> 0, 4)
    value = bytes.readDoubleLE(0)
  }
  return (rk & 0x01) !== 0 ? value / 100 : value
}

/** The saved result: a double, or, when its last two bytes are all ones, a kind (text, boolean, error, empty). */
function formulaResult(record: BiffRecord, fileName: string): number | string {
  const value = readDouble(record, 6, fileName)
  const { data } = record
  if (data.readUInt16LE(12) !== 0xffff) return value
  const kind = data.readUInt8(6)
  if (kind === 0) return 'text follows'
  if (kind === 1) return boolOrError(data.readUInt8(8), false)
  return kind === 2 ? boolOrError(data.readUInt8(8), true) : ''
}

const errors: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}

function boolOrError(value: number, isError: boolean): string {
  if (isError) return errors[value] ?? '#ERROR!'
  return value === 0 ? 'FALSE' : 'TRUE'
}

function readUInt32(record: BiffRecord, at: number, fileName: string): number {
  if (at + 4 > record.data.length) throw damaged(fileName, `the cell at byte ${record.at} is cut`)
  return record.data.readUInt32LE(at)
}

function readDouble(record: BiffRecord, at: number, fileName: string): number {
  if (at + 8 > record.data.length) throw damaged(fileName, `the cell at byte ${record.at} is cut`)
  return record.data.readDoubleLE(at)
}
