/** The records a ZIP archive is made of besides contents, after the published format (APPNOTE 6.3.10). Sizes follow the contents. */

export interface ZipEntry {
  readonly path: string
  readonly stored: boolean
  /** Whether sizes are announced as 64-bit numbers. */
  readonly large: boolean
  readonly offset: number
  readonly crc: number
  readonly size: number
  readonly packedSize: number
}

const most32 = 0xffffffff
const most16 = 0xffff
const plainVersion = 20
const zip64Version = 45
/** Made on Unix, so that the file mode counts. */
const madeBy = (3 << 8) | zip64Version
const fileMode = 0o100644
/** Sizes and checksum stand behind the contents. */
const sizesFollow = 1 << 3

/** Noon of a day in the two numbers ZIP keeps times in; the same in every time zone. */
export function zipMoment(day: Date): { readonly time: number; readonly date: number } {
  return {
    time: 12 << 11,
    date: ((day.getUTCFullYear() - 1980) << 9) | ((day.getUTCMonth() + 1) << 5) | day.getUTCDate(),
  }
}

type Moment = ReturnType<typeof zipMoment>

export function localHeader({ path, stored, large }: Pick<ZipEntry, 'path' | 'stored' | 'large'>, at: Moment): Buffer {
  const name = Buffer.from(path)
  const extra = large ? zip64Extra([0, 0]) : Buffer.alloc(0)
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(large ? zip64Version : plainVersion, 4)
  common(head, 6, stored, at)
  if (large) head.fill(0xff, 18, 26)
  head.writeUInt16LE(name.length, 26)
  head.writeUInt16LE(extra.length, 28)
  return Buffer.concat([head, name, extra])
}

/** Behind the contents: what could not be known before. */
export function dataDescriptor({ large, crc, size, packedSize }: Omit<ZipEntry, 'path' | 'stored' | 'offset'>): Buffer {
  const wide = large || size > most32 || packedSize > most32
  const bytes = Buffer.alloc(wide ? 24 : 16)
  bytes.writeUInt32LE(0x08074b50, 0)
  bytes.writeUInt32LE(crc, 4)
  if (wide) {
    bytes.writeBigUInt64LE(BigInt(packedSize), 8)
    bytes.writeBigUInt64LE(BigInt(size), 16)
  } else {
    bytes.writeUInt32LE(packedSize, 8)
    bytes.writeUInt32LE(size, 12)
  }
  return bytes
}

export function centralHeader(entry: ZipEntry, at: Moment): Buffer {
  const { path, stored, crc, size, packedSize, offset } = entry
  const name = Buffer.from(path)
  const wide = [size, packedSize, offset].filter((n) => n > most32 - 1)
  const extra = wide.length > 0 ? zip64Extra(wide) : Buffer.alloc(0)
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE(madeBy, 4)
  head.writeUInt16LE(entry.large || wide.length > 0 ? zip64Version : plainVersion, 6)
  common(head, 8, stored, at)
  head.writeUInt32LE(crc, 16)
  head.writeUInt32LE(capped(packedSize), 20)
  head.writeUInt32LE(capped(size), 24)
  head.writeUInt16LE(name.length, 28)
  head.writeUInt16LE(extra.length, 30)
  head.writeUInt32LE(fileMode * 65_536, 38)
  head.writeUInt32LE(capped(offset), 42)
  return Buffer.concat([head, name, extra])
}

/** Closes the archive; very many entries or a very long archive need the 64-bit records too. */
export function archiveEnd(entries: number, start: number, length: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(entries, most16), 8)
  end.writeUInt16LE(Math.min(entries, most16), 10)
  end.writeUInt32LE(capped(length), 12)
  end.writeUInt32LE(capped(start), 16)
  if (entries < most16 && length < most32 && start < most32) return end
  const wide = Buffer.alloc(56)
  wide.writeUInt32LE(0x06064b50, 0)
  wide.writeBigUInt64LE(44n, 4)
  wide.writeUInt16LE(madeBy, 12)
  wide.writeUInt16LE(zip64Version, 14)
  wide.writeBigUInt64LE(BigInt(entries), 24)
  wide.writeBigUInt64LE(BigInt(entries), 32)
  wide.writeBigUInt64LE(BigInt(length), 40)
  wide.writeBigUInt64LE(BigInt(start), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(start + length), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([wide, locator, end])
}

const capped = (size: number) => Math.min(size, most32)

function zip64Extra(numbers: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + numbers.length * 8)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(numbers.length * 8, 2)
  for (const [at, number] of numbers.entries()) extra.writeBigUInt64LE(BigInt(number), 4 + at * 8)
  return extra
}

/** Flags, method, time and date stand in a row in both headers. */
function common(head: Buffer, at: number, stored: boolean, moment: Moment): void {
  head.writeUInt16LE(sizesFollow, at)
  head.writeUInt16LE(stored ? 0 : 8, at + 2)
  head.writeUInt16LE(moment.time, at + 4)
  head.writeUInt16LE(moment.date, at + 6)
}
