import { hash } from 'node:crypto'

/** Hash of a leaf (RFC 6962 2.1): SHA-256 over 0x00 and the bytes. */
export function leafHash(bytes: Uint8Array | string): Buffer {
  return sha256(typeof bytes === 'string' ? `\0${bytes}` : Buffer.concat([leafPrefix, bytes]))
}

/** Hash of an inner node: SHA-256 over 0x01, left and right. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(Buffer.concat([nodePrefix, left, right]))
}

const leafPrefix = Buffer.from([0])
const nodePrefix = Buffer.from([1])

/** In one go: an object that takes the bytes piece by piece costs several times as much. */
const sha256 = (bytes: Uint8Array | string): Buffer => hash('sha256', bytes, 'buffer')

/** The right edge of a tree: roots of its full subtrees, largest first. With the size it gives root and next leaves. */
export interface Edge {
  readonly size: number
  readonly peaks: readonly Buffer[]
}

export const emptyEdge: Edge = { size: 0, peaks: [] }

/** Adds one leaf; about two hashes a leaf on average. */
export function append(edge: Edge, leaf: Buffer): Edge {
  const peaks = [...edge.peaks]
  let node = leaf
  // Each trailing 1 bit of the size is a full subtree of the same height as `node`: merge it.
  for (let size = edge.size; size % 2 === 1; size = Math.floor(size / 2)) {
    const left = peaks.pop()
    if (left === undefined) throw new Error('the edge has fewer peaks than its size says')
    node = nodeHash(left, node)
  }
  peaks.push(node)
  return { size: edge.size + 1, peaks }
}

/** Root of the tree; of the empty tree the hash of nothing, as RFC 6962 says. */
export function rootOf(edge: Edge): Buffer {
  const last = edge.peaks.at(-1)
  if (last === undefined) return sha256('')
  return edge.peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last)
}
