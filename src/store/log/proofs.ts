import { nodeHash } from './merkle.ts'

/** Root of the full subtree number `index` of 2^height leaves. */
export type ReadNode = (height: number, index: number) => Promise<Buffer>

interface Range {
  readonly from: number
  readonly to: number
}

/** The largest power of two below a size (RFC 6962 2.1): where its tree is split. */
function splitOf(size: number): number {
  let k = 1
  while (k * 2 < size) k *= 2
  return k
}

/** Root of the leaves of a range that begins where a subtree of its size may begin. */
async function hashRange(read: ReadNode, { from, to }: Range): Promise<Buffer> {
  const size = to - from
  const height = Math.log2(size)
  if (Number.isInteger(height)) return read(height, from / size)
  const k = splitOf(size)
  const [left, right] = await Promise.all([
    hashRange(read, { from, to: from + k }),
    hashRange(read, { from: from + k, to }),
  ])
  return nodeHash(left, right)
}

/** Root of the first `size` leaves, which are at least one. */
export const rootAt = (read: ReadNode, size: number): Promise<Buffer> => hashRange(read, { from: 0, to: size })

/** The hashes that lead from leaf `index` to the root of the first `size` leaves (RFC 6962 2.1.1), lowest first. */
export async function inclusionProof(read: ReadNode, index: number, size: number): Promise<Buffer[]> {
  if (index < 0 || index >= size) throw new RangeError(`a log of ${size} has no entry ${index}`)
  const beside: Range[] = []
  for (let { from, to } = { from: 0, to: size }; to - from > 1; ) {
    const middle = from + splitOf(to - from)
    if (index < middle) {
      beside.unshift({ from: middle, to })
      to = middle
    } else {
      beside.unshift({ from, to: middle })
      from = middle
    }
  }
  return Promise.all(beside.map((range) => hashRange(read, range)))
}

/** The hashes that show that the first `old` leaves begin the first `size` leaves (RFC 6962 2.1.2). */
export async function consistencyProof(read: ReadNode, old: number, size: number): Promise<Buffer[]> {
  if (old < 1 || old > size) throw new RangeError(`a log of ${size} has no beginning of ${old} entries`)
  const parts: Range[] = []
  let whole = true
  for (let { from, to } = { from: 0, to: size }; ; ) {
    if (old === to) {
      // The old tree as a whole is known to who asks; a part of it is not.
      if (!whole) parts.unshift({ from, to })
      break
    }
    const middle = from + splitOf(to - from)
    if (old <= middle) {
      parts.unshift({ from: middle, to })
      to = middle
    } else {
      parts.unshift({ from, to: middle })
      from = middle
      whole = false
    }
  }
  return Promise.all(parts.map((range) => hashRange(read, range)))
}

/** Root that an inclusion proof leads to; null when it has not the length it must have. */
export function rootFromInclusion(leaf: Buffer, index: number, size: number, proof: readonly Buffer[]): Buffer | null {
  if (leaf.length !== 32 || !Number.isSafeInteger(index) || index < 0 || index >= size) return null
  let hash = leaf
  let at = index
  let last = size - 1
  for (const beside of proof) {
    if (beside.length !== 32 || last === 0) return null
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(beside, hash)
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2)
        last = Math.floor(last / 2)
      }
    } else hash = nodeHash(hash, beside)
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 ? hash : null
}

/** Whether a proof leads from the root of `old` leaves to the root of `size` leaves. */
export function isConsistent(
  old: number,
  size: number,
  proof: readonly Buffer[],
  oldRoot: Buffer,
  root: Buffer,
): boolean {
  if (old < 1 || old > size || proof.some((hash) => hash.length !== 32)) return false
  if (old === size) return proof.length === 0 && oldRoot.equals(root)
  // A beginning that is one full subtree is its own first hash.
  const hashes = Number.isInteger(Math.log2(old)) ? [oldRoot, ...proof] : [...proof]
  const first = hashes.shift()
  if (first === undefined) return false
  let at = old - 1
  let last = size - 1
  while (at % 2 === 1) {
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  let [before, after] = [first, first]
  for (const beside of hashes) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      before = nodeHash(beside, before)
      after = nodeHash(beside, after)
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2)
        last = Math.floor(last / 2)
      }
    } else after = nodeHash(after, beside)
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && before.equals(oldRoot) && after.equals(root)
}
