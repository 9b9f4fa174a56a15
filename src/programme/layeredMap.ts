/** So many changes may lie on top before they are folded into a new base. */
const foldAt = 1024

/**
 * A map that never changes but whose next version costs only the changes: a large base shared by all versions, and a
 * small layer on top.
 */
export interface LayeredMap<K, V> {
  get(key: K): V | undefined
  /** The next version; `undefined` takes a key out. */
  with(changes: Iterable<readonly [K, V | undefined]>): LayeredMap<K, V>
}

export function layeredMap<K, V>(
  base: ReadonlyMap<K, V>,
  layer: ReadonlyMap<K, V | undefined> = new Map(),
): LayeredMap<K, V> {
  return {
    get: (key) => (layer.size > 0 && layer.has(key) ? layer.get(key) : base.get(key)),
    with: (changes) => {
      const next = new Map(layer)
      for (const [key, value] of changes) next.set(key, value)
      return next.size < foldAt ? layeredMap(base, next) : layeredMap(fold(base, next))
    },
  }
}

function fold<K, V>(base: ReadonlyMap<K, V>, layer: ReadonlyMap<K, V | undefined>): Map<K, V> {
  const folded = new Map(base)
  for (const [key, value] of layer) {
    if (value === undefined) folded.delete(key)
    else folded.set(key, value)
  }
  return folded
}
