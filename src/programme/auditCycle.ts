import { auditProgramme } from '../registers/auditProgramme.ts'
import { thresholds } from './limits.ts'
import { type Mention, mention } from './mention.ts'
import type { Snapshot } from './snapshot.ts'
import { addDays, addMonths } from './workingDays.ts'

export interface CycleYear {
  readonly label: string
  readonly from: string
  readonly until: string
}

export interface AuditCycle {
  readonly from: string
  readonly until: string
  readonly years: readonly CycleYear[]
  /** Where its dates stand: the programme, or null when the settings or the usual three years were taken. */
  readonly programme: Mention | null
}

/** The cycle internal audits have to cover: of the approved programme, else of the settings, else the three years around today. */
export function auditCycle(snapshot: Snapshot): AuditCycle {
  const programme = snapshot
    .of(auditProgramme)
    .filter(
      (each) => each.state !== 'ended' && each.cycleStartOn <= snapshot.today && each.cycleEndOn >= snapshot.today,
    )
    .toSorted(
      (a, b) =>
        Number(b.state === 'approved') - Number(a.state === 'approved') || b.cycleStartOn.localeCompare(a.cycleStartOn),
    )[0]
  const { cycleStart, cycleEnd } = thresholds(snapshot)
  const from = programme?.cycleStartOn ?? cycleStart ?? `${snapshot.today.slice(0, 4)}-01-01`
  const until = programme?.cycleEndOn ?? cycleEnd ?? addDays(addMonths(from, 36), -1)
  return { from, until, years: yearsOf(from, until), programme: programme === undefined ? null : mention(programme) }
}

const mostYears = 10

function yearsOf(from: string, until: string): CycleYear[] {
  const years: CycleYear[] = []
  for (let n = 0; n < mostYears; n += 1) {
    const start = addMonths(from, 12 * n)
    if (start > until) break
    const end = addDays(addMonths(from, 12 * (n + 1)), -1)
    years.push({ label: `Year ${n + 1}`, from: start, until: end < until ? end : until })
  }
  return years
}
