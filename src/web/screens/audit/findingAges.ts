import type { RecordItem } from '../../../server/contract.ts'

export interface AgeBand {
  /** Days since it was opened, from and until; `until` is null in the last band. */
  readonly from: number
  readonly until: number | null
  /** Opened after and before these days, themselves left out, for the list that the numbers lead to; null without a bound. */
  readonly openedAfter: string | null
  readonly openedBefore: string | null
  readonly counts: Readonly<Record<Grade, number>>
}

export const grades = ['major', 'minor', 'ofi'] as const
export type Grade = (typeof grades)[number]

const bands = [
  [0, 30],
  [31, 90],
  [91, 180],
  [181, null],
] as const

const dayMs = 86_400_000
const daysBefore = (today: string, days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10)

/** Open findings by how long they are open and by grade; what only notes that something conforms is left out. */
export function findingAges(findings: readonly RecordItem[], today: string): readonly AgeBand[] {
  return bands.map(([from, until]) => {
    const openedAfter = until === null ? null : daysBefore(today, until + 1)
    // A day of opening that lies ahead is a slip of the pen; it counts as today.
    const openedBefore = from === 0 ? null : daysBefore(today, from - 1)
    const held = findings.filter(({ values }) => {
      const on = String(values.openedOn).slice(0, 10)
      return (openedAfter === null || on > openedAfter) && (openedBefore === null || on < openedBefore)
    })
    const count = (grade: Grade) => held.filter(({ values }) => values.grade === grade).length
    return {
      from,
      until,
      openedAfter,
      openedBefore,
      counts: { major: count('major'), minor: count('minor'), ofi: count('ofi') },
    }
  })
}
