import {
  type EuAiActDutyGroup,
  type EuAiActMilestone,
  euAiActDutyGroups,
  euAiActMilestones,
  type ProhibitedPractice,
  prohibitedPractices,
} from './euAiAct.ts'

export interface EuAiActTimeline {
  readonly onDate: string
  /** Milestones on or before the date, oldest first. */
  readonly passed: readonly EuAiActMilestone[]
  /** Milestones after the date, nearest first. */
  readonly upcoming: readonly (EuAiActMilestone & { readonly daysUntil: number })[]
  readonly prohibitions: Split<ProhibitedPractice>
  /** Only duties whose start our sources agree on; see `open_points` in the data for those they dispute. */
  readonly duties: Split<EuAiActDutyGroup>
}

interface Split<T> {
  readonly applying: readonly T[]
  readonly later: readonly T[]
}

/** What of the EU AI Act applies on a day (yyyy-mm-dd) and what is still to come. A duty applies on its first day. */
export function euAiActTimeline(onDate: string): EuAiActTimeline {
  const today = dayNumber(onDate)
  const milestones = euAiActMilestones.toSorted((a, b) => a.date.localeCompare(b.date))
  return {
    onDate,
    passed: milestones.filter(({ date }) => date <= onDate),
    upcoming: milestones
      .filter(({ date }) => date > onDate)
      .map((milestone) => ({ ...milestone, daysUntil: dayNumber(milestone.date) - today })),
    prohibitions: splitAt(onDate, prohibitedPractices, (practice) => practice.applies_from),
    duties: splitAt(onDate, euAiActDutyGroups, (group) => group.from),
  }
}

function splitAt<T>(onDate: string, rows: readonly T[], startOf: (row: T) => string): Split<T> {
  return {
    applying: rows.filter((row) => startOf(row) <= onDate),
    later: rows.filter((row) => startOf(row) > onDate),
  }
}

const msPerDay = 86_400_000

function dayNumber(date: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  // Date.parse turns 2026-02-30 into March, so the text must come back unchanged.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date) {
    throw new RangeError(`"${date}" is not a calendar day. Write it as yyyy-mm-dd, for example 2026-08-02.`)
  }
  return ms / msPerDay
}
