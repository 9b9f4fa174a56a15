import { nextWorkingDay, onWorkingDay } from './workingDays.ts'

export interface Stretch {
  readonly start: string
  readonly end: string
}

export interface RoadmapCalendar {
  /** Takes the effort from the first free days on or after `from`; null when it does not fit before the horizon. */
  take(effortDays: number, from: string, owner: string | null): Stretch | null
  /** Person-days taken, by day. */
  taken(): ReadonlyMap<string, number>
}

/** Ten years of working days: a plan that reaches beyond is a mistake in its numbers, not a plan. */
const horizonDays = 2600
const tiny = 1e-9

/** Shared capacity by working day: all tasks together within `perDay`, one owner never above one person-day a day. */
export function roadmapCalendar(perDay: number): RoadmapCalendar {
  const used = new Map<string, number>()
  const usedByOwner = new Map<string, number>()

  const freeOn = (day: string, owner: string | null): number => {
    const shared = perDay - (used.get(day) ?? 0)
    const own = owner === null ? 1 : 1 - (usedByOwner.get(`${owner} ${day}`) ?? 0)
    return Math.min(1, shared, own)
  }
  const put = (day: string, owner: string | null, amount: number) => {
    used.set(day, (used.get(day) ?? 0) + amount)
    if (owner !== null) usedByOwner.set(`${owner} ${day}`, (usedByOwner.get(`${owner} ${day}`) ?? 0) + amount)
  }

  return {
    take(effortDays, from, owner) {
      let day = onWorkingDay(from)
      if (effortDays <= tiny) return { start: day, end: day }
      let left = effortDays
      let start: string | null = null
      const parts: [string, number][] = []
      for (let i = 0; i < horizonDays; i += 1) {
        const amount = Math.min(left, freeOn(day, owner))
        if (amount > tiny) {
          start ??= day
          parts.push([day, amount])
          left -= amount
          if (left <= tiny) {
            for (const [on, taken] of parts) put(on, owner, taken)
            return { start, end: day }
          }
        }
        day = nextWorkingDay(day)
      }
      return null
    },
    taken: () => used,
  }
}
