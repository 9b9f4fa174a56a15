import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { type Said, say } from '../../model/say.ts'
import { ExchangeProblem } from '../problems.ts'

export type DecodedText = { text: string; encoding: string; notes: Said[] }

/**
 * Decodes the bytes of a text file and says how the encoding was found. Order: what the person chose, byte order mark,
 * UTF-16 by its zero bytes, strictly valid UTF-8, and last Windows-1252, which accepts anything and is therefore
 * always reported with the bytes that ruled UTF-8 out.
 */
export function decodeText(bytes: Uint8Array, fileName: string, chosen?: string): DecodedText {
  if (chosen !== undefined) return decodeAsChosen(bytes, fileName, chosen)
  const marked = byteOrderMark(bytes)
  if (marked === 'utf-32le' || marked === 'utf-32be') {
    throw new ExchangeProblem('exchange/wrong-encoding', say`"${fileName}" is in UTF-32, which is not read.`)
  }
  if (marked === 'utf-8') {
    refuseInvalidUtf8(bytes, fileName)
    return decoded(bytes, 'utf-8', say`Encoding: UTF-8, because the file begins with the UTF-8 byte order mark.`)
  }
  if (marked)
    return decoded(bytes, marked, say`Encoding: ${label(marked)}, because the file begins with its byte order mark.`)
  const wide = utf16ByZeroBytes(bytes)
  if (wide) {
    return decoded(
      bytes,
      wide,
      say`Encoding: ${label(wide)} without a byte order mark, because every other byte is zero.`,
    )
  }
  const zero = bytes.indexOf(0)
  if (zero >= 0) {
    const where = say`byte ${zero + 1} (line ${String(lineOfByte(bytes, zero))})`
    throw new ExchangeProblem('exchange/unsupported-format', say`"${fileName}" is not a text file: ${where} is zero.`)
  }
  if (isAscii(bytes)) return decoded(bytes, 'utf-8', say`Encoding: UTF-8 (the file holds only ASCII characters).`)
  if (isUtf8(bytes)) return decoded(bytes, 'utf-8', say`Encoding: UTF-8, because all its bytes are valid UTF-8.`)
  return decodeWindows1252(bytes)
}

function decodeWindows1252(bytes: Uint8Array): DecodedText {
  const at = firstInvalidUtf8(bytes)
  const notes: Said[] = [
    say`Encoding: Windows-1252 was assumed, because ${byteAt(bytes, at)} is not valid UTF-8 and there is no byte order mark. If letters look wrong, choose another encoding.`,
  ]
  const undefinedAt = bytes.findIndex((b) => b === 0x81 || b === 0x8d || b === 0x8f || b === 0x90 || b === 0x9d)
  if (undefinedAt >= 0) {
    notes.push(
      say`Windows-1252 has no character for ${byteAt(bytes, undefinedAt)}: the file may be in another encoding.`,
    )
  }
  return { text: iconv.decode(asBuffer(bytes), 'windows-1252'), encoding: 'windows-1252', notes }
}

function decodeAsChosen(bytes: Uint8Array, fileName: string, chosen: string): DecodedText {
  if (!iconv.encodingExists(chosen)) {
    throw new ExchangeProblem('exchange/unknown-encoding', say`The encoding "${chosen}" is not known.`)
  }
  if (/^utf-?8$/i.test(chosen)) refuseInvalidUtf8(bytes, fileName)
  return decoded(bytes, chosen.toLowerCase(), say`Encoding: ${label(chosen)}, as chosen.`)
}

function decoded(bytes: Uint8Array, encoding: string, note: Said): DecodedText {
  return { text: iconv.decode(asBuffer(bytes), encoding, { stripBOM: true }), encoding, notes: [note] }
}

function byteOrderMark(b: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be' | null {
  if (b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) return 'utf-8'
  if (b[0] === 0xff && b[1] === 0xfe) return b.length >= 4 && b[2] === 0 && b[3] === 0 ? 'utf-32le' : 'utf-16le'
  if (b[0] === 0xfe && b[1] === 0xff) return 'utf-16be'
  return b[0] === 0 && b[1] === 0 && b[2] === 0xfe && b[3] === 0xff ? 'utf-32be' : null
}

/** Text in western scripts has a zero in every other byte when it is UTF-16; a third is taken as proof. */
function utf16ByZeroBytes(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const end = Math.min(bytes.length - (bytes.length % 2), 4_000)
  if (end < 4 || bytes.length % 2 !== 0) return null
  const zeros = [0, 0]
  for (let i = 0; i < end; i++) if (bytes[i] === 0) zeros[i % 2]! += 1
  const [even, odd] = zeros as [number, number]
  if (odd > end / 6 && even === 0) return 'utf-16le'
  return even > end / 6 && odd === 0 ? 'utf-16be' : null
}

function refuseInvalidUtf8(bytes: Uint8Array, fileName: string): void {
  if (isUtf8(bytes)) return
  const found = say`"${fileName}" is not valid UTF-8: ${byteAt(bytes, firstInvalidUtf8(bytes))}.`
  throw new ExchangeProblem('exchange/wrong-encoding', found)
}

/** Halves the search: the longest valid start, allowing for a character cut at its end. */
function firstInvalidUtf8(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length]
  while (good < bad) {
    const middle = (good + bad + 1) >> 1
    if (isValidStart(bytes, middle)) good = middle
    else bad = middle - 1
  }
  // The longest valid start may end with the first bytes of a character whose next byte is wrong: name that character.
  for (let back = 0; back <= 3 && good - back >= 0; back++) {
    if (isUtf8(bytes.subarray(0, good - back))) return good - back
  }
  return good
}

function isValidStart(bytes: Uint8Array, length: number): boolean {
  const start = bytes.subarray(0, length)
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true })
    return true
  } catch {
    return false
  }
}

function byteAt(bytes: Uint8Array, at: number): Said {
  const hex = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  return say`byte 0x${hex} in line ${String(lineOfByte(bytes, at))}`
}

function lineOfByte(bytes: Uint8Array, at: number): number {
  let line = 1
  for (let i = 0; i < at; i++) if (bytes[i] === 10 || (bytes[i] === 13 && bytes[i + 1] !== 10)) line += 1
  return line
}

const label = (encoding: string) =>
  encoding
    .toUpperCase()
    .replace('WINDOWS', 'Windows')
    .replace(/LE$|BE$/, (end) => ` ${end}`)
const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
