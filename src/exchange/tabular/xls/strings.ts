import { damaged } from './records.ts'

/**
 * Reads across the data of a record and the CONTINUE records after it. The catch of BIFF8: when a string's characters
 * run into the next CONTINUE, that one begins with a flag byte of its own, which may switch between one and two bytes
 * per character ([MS-XLS] 2.5.293).
 */
export class SegmentReader {
  private segment = 0
  private at = 0
  private readonly segments: readonly Buffer[]
  private readonly fileName: string

  constructor(segments: readonly Buffer[], fileName: string) {
    this.segments = segments
    this.fileName = fileName
  }

  uint8(): number {
    return this.current(1).readUInt8(this.advance(1))
  }

  uint16(): number {
    return this.current(2).readUInt16LE(this.advance(2))
  }

  uint32(): number {
    return this.current(4).readUInt32LE(this.advance(4))
  }

  skip(bytes: number): void {
    let left = bytes
    while (left > 0) {
      const step = Math.min(left, this.current(1).length - this.at)
      this.at += step
      left -= step
    }
  }

  /** XLUnicodeRichExtendedString, as the shared string table holds them. */
  richString(): string {
    const length = this.uint16()
    const flags = this.uint8()
    const runs = flags & 0x08 ? this.uint16() : 0
    const extra = flags & 0x04 ? this.uint32() : 0
    const text = this.characters(length, (flags & 0x01) === 1)
    this.skip(runs * 4 + extra)
    return text
  }

  /** XLUnicodeString with a two-byte length (cell labels, formula results, number formats). */
  plainString(): string {
    const length = this.uint16()
    return this.characters(length, (this.uint8() & 0x01) === 1)
  }

  characters(length: number, isWide: boolean): string {
    let wide = isWide
    let text = ''
    let left = length
    while (left > 0) {
      if (this.atSegmentEnd()) {
        this.nextSegment()
        wide = (this.uint8() & 0x01) === 1
      }
      const segment = this.segments[this.segment]!
      const size = wide ? 2 : 1
      const fits = Math.min(left, Math.floor((segment.length - this.at) / size))
      if (fits === 0) throw damaged(this.fileName, 'a character of a text is cut in half')
      // One-byte characters are the first 256 of Unicode, which is what latin1 means here.
      text += segment.toString(wide ? 'utf16le' : 'latin1', this.at, this.at + fits * size)
      this.at += fits * size
      left -= fits
    }
    return text
  }

  private atSegmentEnd(): boolean {
    return this.at >= (this.segments[this.segment]?.length ?? 0)
  }

  private nextSegment(): void {
    this.segment += 1
    this.at = 0
    if (this.segment >= this.segments.length) throw damaged(this.fileName, 'a text runs past its record')
  }

  private current(bytes: number): Buffer {
    while (this.atSegmentEnd()) this.nextSegment()
    const segment = this.segments[this.segment]!
    if (this.at + bytes > segment.length) throw damaged(this.fileName, 'a number is cut by the end of its record')
    return segment
  }

  private advance(bytes: number): number {
    const from = this.at
    this.at += bytes
    return from
  }
}

/** The shared string table: every distinct text of the workbook, which cells name by number. */
export function readSharedStrings(segments: readonly Buffer[], fileName: string): string[] {
  const reader = new SegmentReader(segments, fileName)
  reader.uint32() // how often the strings are used, which nothing needs
  const count = reader.uint32()
  const strings: string[] = []
  for (let n = 0; n < count; n++) strings.push(reader.richString())
  return strings
}

export function readString(data: Buffer, from: number, continued: readonly Buffer[], fileName: string): string {
  return new SegmentReader([data.subarray(from), ...continued], fileName).plainString()
}
