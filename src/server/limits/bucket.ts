import type { Allowance } from './allowances.ts'

interface Level {
  left: number
  at: number
}

/** How many accounts are remembered; the one longest unseen goes first, which by then has mostly been given back. */
const mostKept = 20_000

/**
 * Counts in this process alone, which costs no query. What has to hold for all servers of an installation together is
 * counted in the database beside it.
 */
export function makeBuckets() {
  const levels = new Map<string, Level>()

  /** Takes one request; 0 when it may go on, otherwise the seconds until the next one may. `now` in milliseconds. */
  return function take(key: string, { requests, seconds }: Allowance, now: number): number {
    const perMs = requests / (seconds * 1000)
    const before = levels.get(key)
    const given = before ? Math.min(requests, before.left + Math.max(0, now - before.at) * perMs) : requests
    const isAllowed = given >= 1
    levels.delete(key)
    if (levels.size >= mostKept) levels.delete(levels.keys().next().value ?? '')
    levels.set(key, { left: isAllowed ? given - 1 : given, at: now })
    return isAllowed ? 0 : Math.max(1, Math.ceil((1 - given) / perMs / 1000))
  }
}
