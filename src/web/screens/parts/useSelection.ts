import { useState } from 'react'

export interface Selection {
  readonly has: (key: string) => boolean
  readonly toggle: (key: string) => void
  /** Takes these in, or all of them out when all were in. */
  readonly toggleAll: (keys: readonly string[]) => void
  readonly stateOf: (keys: readonly string[]) => 'all' | 'some' | 'none'
  readonly clear: () => void
}

/** Which of a list of proposals are chosen: those in `initial`, until somebody changes that. */
export function useSelection(initial: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null)
  const held = chosen ?? new Set(initial)
  const stateOf = (keys: readonly string[]) => {
    const count = keys.filter((key) => held.has(key)).length
    return count === 0 ? 'none' : count === keys.length ? 'all' : 'some'
  }
  return {
    has: (key) => held.has(key),
    toggle: (key) => {
      const next = new Set(held)
      if (!next.delete(key)) next.add(key)
      setChosen(next)
    },
    toggleAll: (keys) => {
      const next = new Set(held)
      const isOut = stateOf(keys) === 'all'
      for (const key of keys) isOut ? next.delete(key) : next.add(key)
      setChosen(next)
    },
    stateOf,
    clear: () => setChosen(new Set()),
  }
}
