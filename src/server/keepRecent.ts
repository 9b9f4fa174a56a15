/**
 * Values kept while they are asked for: what nobody asked for in a while leaves, and so does what was asked for longest
 * ago once all together weigh too much. The one asked for last always stays. `left` is told what those weigh that leave.
 */
export function keepRecent<V>(most: number, idleMinutes: number, left: (weight: number) => void = () => {}) {
  const kept = new Map<string, { value: V; weight: number; asked: number }>()
  let timer: NodeJS.Timeout | undefined

  function drop(key: string, weight: number): void {
    kept.delete(key)
    left(weight)
  }

  function dropIdle(): void {
    const since = performance.now() - idleMinutes * 60_000
    for (const [key, one] of kept) if (one.asked < since) drop(key, one.weight)
    timer = undefined
    if (kept.size > 0) watch()
  }

  function watch(): void {
    timer ??= setTimeout(dropIdle, (idleMinutes * 60_000) / 2)
    timer.unref()
  }

  function dropHeavy(): void {
    let all = kept.values().reduce((sum, { weight }) => sum + weight, 0)
    for (const [key, one] of kept) {
      if (all <= most || kept.size === 1) return
      drop(key, one.weight)
      all -= one.weight
    }
  }

  return {
    get(key: string): V | undefined {
      const one = kept.get(key)
      if (one === undefined) return undefined
      // To the end of the row: a map keeps the order in which keys came.
      kept.delete(key)
      kept.set(key, one)
      one.asked = performance.now()
      return one.value
    },
    set(key: string, value: V): void {
      const weight = kept.get(key)?.weight ?? 0
      kept.delete(key)
      kept.set(key, { value, weight, asked: performance.now() })
      watch()
    },
    /** Says how much a value weighs, once that is known. */
    weigh(key: string, weight: number): void {
      const one = kept.get(key)
      if (one === undefined) return
      one.weight = weight
      dropHeavy()
    },
    delete: (key: string): boolean => kept.delete(key),
    keys: (): string[] => [...kept.keys()],
  }
}
