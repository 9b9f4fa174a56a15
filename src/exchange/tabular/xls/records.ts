import { say } from '../../../model/say.ts'
import { ExchangeProblem } from '../../problems.ts'

/** The record types of BIFF8 that matter for reading cells; numbers as in [MS-XLS] 2.3. */
export const recordType = {
  formula: 0x0006,
  eof: 0x000a,
  date1904: 0x0022,
  filePass: 0x002f,
  continue: 0x003c,
  boundSheet: 0x0085,
  mulRk: 0x00bd,
  mulBlank: 0x00be,
  xf: 0x00e0,
  sst: 0x00fc,
  labelSst: 0x00fd,
  number: 0x0203,
  label: 0x0204,
  boolErr: 0x0205,
  string: 0x0207,
  rk: 0x027e,
  format: 0x041e,
  bof: 0x0809,
} as const

export type BiffRecord = { type: number; at: number; data: Buffer }

/** Walks the records from a position; the data of CONTINUE records is left to those who need it. */
export function* recordsFrom(stream: Buffer, start: number, fileName: string): Generator<BiffRecord> {
  let at = start
  while (at + 4 <= stream.length) {
    const type = stream.readUInt16LE(at)
    const end = at + 4 + stream.readUInt16LE(at + 2)
    if (end > stream.length) throw damaged(fileName, `the record at byte ${at} runs past the end`)
    yield { type, at, data: stream.subarray(at + 4, end) }
    at = end
  }
}

/** The records of one part (workbook globals or a sheet): from its BOF to the matching EOF, parts inside skipped. */
export function* partRecords(stream: Buffer, start: number, fileName: string): Generator<BiffRecord> {
  let depth = 0
  for (const record of recordsFrom(stream, start, fileName)) {
    if (depth === 0 && record.type !== recordType.bof) throw damaged(fileName, `no sheet begins at byte ${start}`)
    if (record.type === recordType.bof) depth += 1
    else if (record.type === recordType.eof) depth -= 1
    if (depth === 0) return
    if (depth === 1 || record.type === recordType.bof) yield record // charts inside a sheet are parts of their own
  }
  throw damaged(fileName, 'it ends in the middle of a sheet')
}

export function damaged(fileName: string, what: string, cause?: unknown): ExchangeProblem {
  return new ExchangeProblem('exchange/damaged-file', say`"${fileName}" is damaged: ${what}.`, { cause })
}
