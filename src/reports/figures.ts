import { joined, type Said, Sentence } from '../model/say.ts'
import { showDay, showMoment } from './days.ts'

export { figure } from '../model/say.ts'

// Days, times and numbers as every language writes them; in English as reports always had them.

/** The day of a day or an instant: `31 March 2026`. Anything else stays as it is. */
export function day(when: string): Said {
  const shown = showDay(when)
  return shown === when ? when : new Sentence('{0}', [when.slice(0, 10)], shown)
}

/** An instant with its time in UTC, a day as a day: `31 March 2026, 09:30 UTC`. */
export const moment = (when: string): Said =>
  when.length > 10 ? new Sentence('{0}', [when], showMoment(when)) : day(when)

/** A counted noun with its number as it is written: `1,201 files`. */
export const figures = (counted: Sentence): Sentence =>
  new Sentence(
    counted.id,
    counted.values,
    String(counted).replace(/^\d+/, (n) => Number(n).toLocaleString('en')),
  )

/** A share of one: `83 %`. */
export const percent = (share: number): Sentence => joined([Math.round(share * 100), '%'], ' ')
