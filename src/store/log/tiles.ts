// Addresses and contents of C2SP tlog-tiles.

/** Hashes in a full tile, and entries in a full bundle. */
export const tileWidth = 256

export interface TileAddress {
  /** `entries` for a bundle of entries, else the level of the hashes. */
  readonly level: number | 'entries'
  readonly index: number
  readonly width: number
}

/** Reads `0/x001/234`, `entries/000.p/17`; null when it is not written in the one way it may be. */
export function parseTileAddress(path: string): TileAddress | null {
  const match = /^(entries|[0-5]?\d|6[0-3])\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path)
  if (!match?.[1] || !match[2]) return null
  const level = match[1] === 'entries' ? 'entries' : Number(match[1])
  const index = Number(match[2].replaceAll(/[x/]/g, ''))
  const width = match[3] === undefined ? tileWidth : Number(match[3])
  const address = { level, index, width } as const
  if (width >= tileWidth && match[3] !== undefined) return null
  return tileAddress(address) === path ? address : null
}

/** Writes the address of a tile: numbers in groups of three, all but the last behind an x. */
export function tileAddress({ level, index, width }: TileAddress): string {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  const number = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
  return `${level}/${number}${width === tileWidth ? '' : `.p/${width}`}`
}

/** Entries one after the other, each after its length in two bytes. */
export function entryBundle(entries: readonly string[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const bytes = Buffer.from(entry, 'utf8')
      if (bytes.length > 0xffff) throw new RangeError('an entry longer than 65535 bytes fits no bundle')
      const length = Buffer.alloc(2)
      length.writeUInt16BE(bytes.length)
      return [length, bytes]
    }),
  )
}
