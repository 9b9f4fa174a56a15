import { createHash } from 'node:crypto'

// The signer's own reading of RFC 6962. It shares no line with what the server writes: a mistake there shows here.

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

const leafMark = Uint8Array.of(0)
const nodeMark = Uint8Array.of(1)

export const hashLeaf = (entry: string): Buffer => sha256(leafMark, Buffer.from(entry, 'utf8'))

/** A tree that only remembers its right edge: the roots of its full subtrees with their heights, largest first. */
export class Tree {
  #size: number
  readonly #edge: { height: number; hash: Buffer }[]

  constructor(size = 0, peaks: readonly Buffer[] = []) {
    const heights = [...size.toString(2)].flatMap((bit, at, bits) => (bit === '1' ? [bits.length - 1 - at] : []))
    if (heights.length !== peaks.length)
      throw new Error(`a tree of ${size} has ${heights.length} peaks, not ${peaks.length}`)
    this.#size = size
    this.#edge = peaks.map((hash, at) => ({ hash, height: heights[at] ?? 0 }))
  }

  get size(): number {
    return this.#size
  }

  get peaks(): Buffer[] {
    return this.#edge.map(({ hash }) => hash)
  }

  append(leaf: Buffer): void {
    let top = { height: 0, hash: leaf }
    for (let last = this.#edge.at(-1); last?.height === top.height; last = this.#edge.at(-1)) {
      this.#edge.pop()
      top = { height: top.height + 1, hash: sha256(nodeMark, last.hash, top.hash) }
    }
    this.#edge.push(top)
    this.#size += 1
  }

  root(): Buffer {
    const hashes = this.peaks
    let right = hashes.pop()
    if (right === undefined) return sha256()
    for (let left = hashes.pop(); left !== undefined; left = hashes.pop()) right = sha256(nodeMark, left, right)
    return right
  }
}
