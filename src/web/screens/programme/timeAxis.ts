import { locale } from '../../app/i18n.ts'

interface Stretch {
  readonly start: string
  readonly end: string
}

export interface Axis {
  readonly from: number
  readonly until: number
  /** Beginnings of months (or of quarters and years when there are many), in per cent of the width. */
  readonly ticks: readonly { readonly day: string; readonly label: string; readonly at: number }[]
}

const dayMs = 86_400_000
const mostTicks = 12
const at = (day: string) => Date.parse(`${day}T00:00:00Z`)

/** An axis from the first of the month of the earliest start to the end of the latest. */
export function axisOf(stretches: readonly Stretch[]): Axis {
  const starts = stretches.map((each) => at(each.start))
  const ends = stretches.map((each) => at(each.end) + dayMs)
  const first = new Date(Math.min(...starts))
  const from = Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), 1)
  const last = Math.max(...ends, from + 28 * dayMs)
  // A little air, so that the last bar does not end at the edge.
  const until = last + Math.round((last - from) * 0.03)
  return { from, until, ticks: ticksOf(from, last, until) }
}

function ticksOf(from: number, last: number, until: number): Axis['ticks'] {
  const months: Date[] = []
  const first = new Date(from)
  for (let n = 0; ; n += 1) {
    const month = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + n, 1))
    if (month.getTime() >= last) break
    months.push(month)
  }
  const step = [1, 3, 6, 12, 24].find((each) => months.length / each <= mostTicks) ?? 60
  return months
    .filter((_, n) => n % step === 0)
    .map((month, n) => ({
      day: month.toISOString().slice(0, 10),
      label: new Intl.DateTimeFormat(locale() === 'en' ? 'en-GB' : locale(), {
        month: 'short',
        ...(n === 0 || month.getUTCMonth() < step ? { year: 'numeric' as const } : {}),
        timeZone: 'UTC',
      }).format(month),
      at: (100 * (month.getTime() - from)) / (until - from),
    }))
}

/** Where a bar begins and how wide it is; the last day counts whole. */
export function placeOf({ start, end }: Stretch, axis: Axis): { insetInlineStart: string; width: string } {
  const length = axis.until - axis.from
  const begin = (100 * (at(start) - axis.from)) / length
  const width = (100 * (at(end) + dayMs - at(start))) / length
  return { insetInlineStart: `${begin.toFixed(2)}%`, width: `${width.toFixed(2)}%` }
}
