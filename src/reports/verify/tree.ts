import { nodeHashOf, sha256 } from './hashes.ts'

export interface GrowingTree {
  size(): number
  append(leaf: Uint8Array): void
  root(): Uint8Array
}

/** RFC 6962 2.1, kept as the roots of the full subtrees from left to right with their heights. */
export function makeTree(): GrowingTree {
  const stack: { height: number; hash: Uint8Array }[] = []
  let size = 0
  return {
    size: () => size,
    append(leaf) {
      let top = { height: 0, hash: leaf }
      for (let last = stack.at(-1); last !== undefined && last.height === top.height; last = stack.at(-1)) {
        stack.pop()
        top = { height: top.height + 1, hash: nodeHashOf(last.hash, top.hash) }
      }
      stack.push(top)
      size += 1
    },
    root() {
      const hashes = stack.map(({ hash }) => hash)
      let right = hashes.pop()
      if (right === undefined) return sha256(new Uint8Array(0))
      for (let left = hashes.pop(); left !== undefined; left = hashes.pop()) right = nodeHashOf(left, right)
      return right
    },
  }
}
