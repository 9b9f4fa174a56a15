import type { Register } from '../model/index.ts'
import { indexesPayFrom, syncIndexes } from './indexes.ts'

export interface KeepOptions {
  readonly everyMs?: number
  readonly from?: number
  readonly log: (line: string) => void
}

/**
 * Gives a register its field indexes soon after it became large, not only at the next start. Answers how to end it, which
 * waits for a round under way.
 */
export function keepIndexes(
  adminUrl: string,
  registers: readonly Register[],
  options: KeepOptions,
): () => Promise<void> {
  const { everyMs = 10 * 60_000, from = indexesPayFrom, log } = options
  let round: Promise<void> = Promise.resolve()
  let isBusy = false
  const timer = setInterval(() => {
    if (isBusy) return
    isBusy = true
    round = syncIndexes(adminUrl, registers, from)
      .catch((error: Error) =>
        log(`Field indexes could not be brought in line and are tried again later: ${error.message}`),
      )
      .finally(() => {
        isBusy = false
      })
  }, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await round
  }
}
