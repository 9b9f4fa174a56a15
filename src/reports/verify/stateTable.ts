import { utf8 } from './bytes.ts'
import { sha256 } from './hashes.ts'

/** How many records are looked at in one pass over the log: what the memory of the verifier is bounded by. */
export const recordsAtOnce = 600_000

/** Columns of a row: four of the id, then these. */
const column = {
  packVersion: 4,
  logVersion: 5,
  timeA: 6,
  timeB: 7,
  bodyA: 8,
  bodyB: 9,
  bornA: 10,
  bornB: 11,
  marks: 12,
} as const
const width = 13
export const mark = {
  used: 1,
  inPack: 2,
  archived: 4,
  hidden: 8,
  timeSeen: 16,
  bodySeen: 32,
  bodyDiffers: 64,
  bornSeen: 128,
} as const

/** An id as four numbers. */
export type Key = readonly [number, number, number, number]

export function keyOf(id: string): Key {
  const hex = id.replaceAll('-', '')
  const bytes = /^[0-9a-f]{32}$/.test(hex) ? null : new DataView(sha256(utf8(id)).slice(0, 16).buffer)
  const part = (at: number) => bytes?.getUint32(at * 4) ?? Number.parseInt(hex.slice(at * 8, at * 8 + 8), 16)
  return [part(0), part(1), part(2), part(3)]
}

/** Which pass a record belongs to. */
export const passOf = (key: Key, passes: number): number => ((key[2] ^ key[3]) >>> 0) % passes

/** The first 64 bits of a hash, to tell whether two texts are the same. */
export function markOf(text: string): readonly [number, number] {
  const view = new DataView(sha256(utf8(text)).slice(0, 8).buffer)
  return [view.getUint32(0), view.getUint32(4)]
}

/** What is known of each record of a pass, in one block of memory of a fixed size. */
export class StateTable {
  readonly #slots: number
  readonly #cells: Uint32Array
  #used = 0

  constructor(most: number) {
    this.#slots = 2 ** Math.ceil(Math.log2(Math.max(16, most * 1.5)))
    this.#cells = new Uint32Array(this.#slots * width)
  }

  get size(): number {
    return this.#used
  }

  clear(): void {
    this.#cells.fill(0)
    this.#used = 0
  }

  /** The row of a record, made when there is none. */
  row(key: Key): number {
    let slot = (key[0] ^ Math.imul(key[1], 0x9e3779b1) ^ Math.imul(key[3], 0x85ebca6b)) & (this.#slots - 1)
    for (;;) {
      const at = slot * width
      const cells = this.#cells
      if (cells[at + column.marks] === 0) {
        if (this.#used + 1 > this.#slots * 0.9) throw new Error('The pack holds more records than its log has entries.')
        this.#used += 1
        for (let i = 0; i < 4; i++) cells[at + i] = key[i] ?? 0
        cells[at + column.marks] = mark.used
        return at
      }
      if (cells[at] === key[0] && cells[at + 1] === key[1] && cells[at + 2] === key[2] && cells[at + 3] === key[3])
        return at
      slot = (slot + 1) & (this.#slots - 1)
    }
  }

  *rows(): Generator<number> {
    for (let at = 0; at < this.#cells.length; at += width) if (this.#cells[at + column.marks] !== 0) yield at
  }

  keyAt = (row: number): Key => [...this.#cells.subarray(row, row + 4)] as unknown as Key
  has = (row: number, which: number): boolean => (this.#get(row, 'marks') & which) !== 0
  set(row: number, which: number, on: boolean): void {
    const marks = this.#get(row, 'marks')
    this.#cells[row + column.marks] = on ? marks | which : marks & ~which
  }

  packVersion = (row: number): number => this.#get(row, 'packVersion')
  logVersion = (row: number): number => this.#get(row, 'logVersion')
  setPack(row: number, version: number, time: readonly [number, number], body: readonly [number, number]): void {
    this.#put(row, 'packVersion', version)
    this.#put(row, 'timeA', time[0])
    this.#put(row, 'timeB', time[1])
    this.#put(row, 'bodyA', body[0])
    this.#put(row, 'bodyB', body[1])
    this.set(row, mark.inPack, true)
  }
  setBorn(row: number, [a, b]: readonly [number, number]): void {
    this.#put(row, 'bornA', a)
    this.#put(row, 'bornB', b)
  }
  sameBorn = (row: number, [a, b]: readonly [number, number]): boolean =>
    this.#get(row, 'bornA') === a && this.#get(row, 'bornB') === b
  setLog = (row: number, version: number): void => this.#put(row, 'logVersion', version)
  sameTime = (row: number, [a, b]: readonly [number, number]): boolean =>
    this.#get(row, 'timeA') === a && this.#get(row, 'timeB') === b
  sameBody = (row: number, [a, b]: readonly [number, number]): boolean =>
    this.#get(row, 'bodyA') === a && this.#get(row, 'bodyB') === b

  // Rows are only given out by this table, so each cell is there.
  #get = (row: number, name: keyof typeof column): number => this.#cells[row + column[name]] ?? 0
  #put(row: number, name: keyof typeof column, value: number): void {
    this.#cells[row + column[name]] = value
  }
}
