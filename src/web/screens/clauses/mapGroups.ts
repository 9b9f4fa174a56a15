import type { RefReadiness } from '../../../server/contract.ts'

export interface MapGroup {
  /** `4`, or `A.2`. */
  readonly id: string
  readonly rows: readonly RefReadiness[]
  /** Mean of what is shown, 0 to 1; null when nothing can be judged. */
  readonly score: number | null
}

const bare = (ref: string): string => ref.slice(ref.indexOf(':') + 1)

/** `6.1.3` belongs to clause 6, `A.6.2.4` to group A.6. */
export const groupIdOf = (ref: string): string => {
  const parts = bare(ref).split('.')
  return parts[0] === 'A' ? parts.slice(0, 2).join('.') : (parts[0] ?? '')
}

/** Clauses and controls under their clause or group, in the order they come. */
export function groupRefs(rows: readonly RefReadiness[]): readonly MapGroup[] {
  return [...Map.groupBy(rows, (row) => groupIdOf(row.ref))].map(([id, held]) => {
    const scores = held.flatMap((row) => row.score ?? [])
    return { id, rows: held, score: scores.length === 0 ? null : scores.reduce((a, b) => a + b, 0) / scores.length }
  })
}
