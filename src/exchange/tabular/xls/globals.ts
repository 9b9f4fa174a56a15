import { say } from '../../../model/say.ts'
import { ExchangeProblem } from '../../problems.ts'
import { hidesYear, isDateFormat } from '../cellText.ts'
import { type BiffRecord, damaged, partRecords, recordType } from './records.ts'
import { readSharedStrings, readString, SegmentReader } from './strings.ts'

export type XlsSheet = { name: string; start: number; hidden: boolean }

export type XlsGlobals = {
  sheets: XlsSheet[]
  strings: string[]
  is1904: boolean
  /** Whether the cell format with this number shows dates, and whether it leaves their year out. */
  isDate: (xf: number) => boolean
  hidesYear: (xf: number) => boolean
}

/** What the first part of the workbook says about all sheets. */
export function readGlobals(stream: Buffer, fileName: string): XlsGlobals {
  const sheets: XlsSheet[] = []
  const formats = new Map<number, string>()
  const formatOfXf: number[] = []
  let is1904 = false
  let sharedStrings: Buffer[] = []
  let continues: Buffer[] | null = null
  for (const record of partRecords(stream, 0, fileName)) {
    if (record.type === recordType.continue) {
      continues?.push(record.data)
      continue
    }
    continues = null
    if (record.type === recordType.bof) refuseOldVersions(record, fileName)
    else if (record.type === recordType.filePass) {
      throw new ExchangeProblem('exchange/encrypted-file', say`"${fileName}" is protected by a password.`)
    } else if (record.type === recordType.date1904) is1904 = record.data.readUInt16LE(0) === 1
    else if (record.type === recordType.format) {
      formats.set(record.data.readUInt16LE(0), readString(record.data, 2, [], fileName))
    } else if (record.type === recordType.xf) formatOfXf.push(record.data.readUInt16LE(2))
    else if (record.type === recordType.boundSheet) {
      const sheet = readBoundSheet(record.data, fileName)
      if (sheet) sheets.push(sheet)
    } else if (record.type === recordType.sst) {
      sharedStrings = [record.data]
      continues = sharedStrings
    }
  }
  const strings = sharedStrings.length > 0 ? readSharedStrings(sharedStrings, fileName) : []
  const dates = formatOfXf.map((format) => isDateFormatNumber(format, formats))
  const yearless = formatOfXf.map((format) => format === 16 || hidesYear(formats.get(format) ?? ''))
  return { sheets, strings, is1904, isDate: (xf) => dates[xf] ?? false, hidesYear: (xf) => yearless[xf] ?? false }
}

function refuseOldVersions(bof: BiffRecord, fileName: string): void {
  if (bof.data.length < 4) throw damaged(fileName, 'its first record is cut')
  if (bof.data.readUInt16LE(0) === 0x0600) return
  throw new ExchangeProblem(
    'exchange/unsupported-format',
    say`"${fileName}" is from Excel 95 or older, which is not read.`,
  )
}

/** Name, place and visibility of a sheet; null for chart and macro sheets, which hold no table. */
function readBoundSheet(data: Buffer, fileName: string): XlsSheet | null {
  const isWorksheet = data.readUInt8(5) === 0
  if (!isWorksheet) return null
  const name = new SegmentReader([data.subarray(8)], fileName)
  const length = data.readUInt8(6)
  return {
    start: data.readUInt32LE(0),
    hidden: (data.readUInt8(4) & 0x03) !== 0,
    name: name.characters(length, (data.readUInt8(7) & 0x01) === 1),
  }
}

/** Formats below 164 need no FORMAT record; these of them are dates or times in every language version. */
function isDateFormatNumber(format: number, formats: Map<number, string>): boolean {
  const given = formats.get(format)
  if (given !== undefined) return isDateFormat(given)
  return (
    (format >= 14 && format <= 22) ||
    (format >= 27 && format <= 36) ||
    (format >= 50 && format <= 58) ||
    format === 45 ||
    format === 47
  )
}
