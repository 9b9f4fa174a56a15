import { problem } from '../model/index.ts'
import { say } from '../model/say.ts'

/** Where office files keep programs: VBA, sheets of Excel 4 macros, and the Basic and scripts of OpenDocument. */
const macroParts = /(^|\/)vbaProject\.bin$|(^|\/)macrosheets\/|^(Basic|Scripts)\//i
const officeExtensions = /\.(docx|xlsx|pptx|odt|ods)$/i
const oldOfficeExtensions = /\.(doc|xls)$/i

const macros = (name: string) =>
  problem('file/unsafe', say`"${name}" holds macros. Save it without them and upload it again.`)
const fetches = (name: string, address: string) =>
  problem(
    'file/unsafe',
    say`"${name}" fetches a part of itself from ${address} when it is opened. Break the link, save it and upload it again.`,
  )

export const isOfficeFile = (name: string): boolean => officeExtensions.test(name)

/** Parts of an office file whose content says what the program that opens it does. */
export const saysWhatHappens = (part: string): boolean =>
  /^\[Content_Types\]\.xml$|\.rels$|(^|\/)externalLinks\/[^/]+\.xml$|(^|\/)(embeddings|activeX)\/[^/]+\.bin$/i.test(
    part,
  )

/** Refuses a part that is a program by its name. */
export function checkPartName(name: string, part: string): void {
  if (macroParts.test(part)) throw macros(name)
}

/**
 * Refuses what runs or fetches something when the file is opened: programs under another name, templates and objects from
 * the network, links that start programs, files of any kind that lie in a document as objects.
 */
export function checkPart(name: string, part: string, bytes: Buffer): void {
  if (/\.bin$/i.test(part)) {
    if (bytes.includes(Buffer.from('Ole10Native', 'utf16le')))
      throw problem(
        'file/unsafe',
        say`"${name}" holds another file as an object. Save it without and upload that file by itself.`,
      )
    return
  }
  const text = textOf(bytes)
  if (/^\[Content_Types\]/i.test(part) && /macroEnabled|vbaProject|excel4?macrosheet/i.test(text)) throw macros(name)
  if (/<(?:\w+:)?ddeLink\b/i.test(text))
    throw problem('file/unsafe', say`"${name}" holds links that start programs (DDE). Break them and upload it again.`)
  if (!/\.rels$/i.test(part)) return
  for (const [relation] of text.matchAll(/<(?:\w+:)?Relationship\b[^<>]*>/gi)) {
    const [mode, type, target] = attributes.map((each) => textIn(each.exec(relation)))
    if (mode?.toLowerCase() !== 'external' || type === undefined || target === undefined) continue
    // These are followed when somebody clicks, or shown as they were when it was saved.
    if (/\/(hyperlink|image|externalLinkPath|video|audio|media)$/i.test(type)) continue
    if (/^\s*(?:[a-z-]+:)*(?:https?|ftp|mhtml)\b/i.test(target)) throw fetches(name, target.trim().slice(0, 100))
  }
}

const attributes = [
  /\sTargetMode\s*=\s*(?:"([^"]*)"|'([^']*)')/i,
  /\sType\s*=\s*(?:"([^"]*)"|'([^']*)')/i,
  /\sTarget\s*=\s*(?:"([^"]*)"|'([^']*)')/i,
]

function textIn(found: RegExpExecArray | null): string | undefined {
  const value = found?.[1] ?? found?.[2]
  return value?.replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (_, hex?: string, decimal?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

/** XML may stand in UTF-16, which says so by its mark or by the bytes of its first sign. */
function textOf(bytes: Buffer): string {
  const isWide = /^(fffe|feff|3c00|003c)/.test(bytes.toString('hex', 0, 2))
  if (!isWide) return bytes.toString('utf8')
  const isBig = /^(feff|003c)/.test(bytes.toString('hex', 0, 2))
  return (isBig ? Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16() : bytes).toString('utf16le')
}

/** Refuses programs inside the files of older office programs, which name their parts in UTF-16. */
export function checkOldOffice(name: string, bytes: Buffer): void {
  if (!oldOfficeExtensions.test(name)) return
  if (bytes.includes(Buffer.from('_VBA_PROJECT', 'utf16le'))) throw macros(name)
  if (/\.xls$/i.test(name) && hasMacroSheet(bytes)) throw macros(name)
}

/**
 * Whether a sheet of Excel 4 macros is named among the sheets of a workbook: a record 0x0085 with its place, whether it is
 * hidden, the kind 1 and its name in one or two bytes a letter. Looked for in the bytes as they lie, so that a container
 * that is built to mislead readers does not matter.
 */
function hasMacroSheet(bytes: Buffer): boolean {
  for (let at = bytes.indexOf('\x85\x00', 0, 'latin1'); at >= 0; at = bytes.indexOf('\x85\x00', at + 1, 'latin1')) {
    const [length, high, hidden, kind, letters, wide] = [2, 3, 8, 9, 10, 11].map((more) => bytes[at + more] ?? 255)
    if (length === undefined || letters === undefined || high !== 0 || kind !== 1) continue
    if (
      ((hidden ?? 255) & 0xfc) === 0 &&
      letters > 0 &&
      (wide ?? 255) <= 1 &&
      length === 8 + letters * (1 + (wide ?? 0))
    )
      return true
  }
  return false
}
