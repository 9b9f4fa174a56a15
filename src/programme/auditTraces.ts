import type { RecordOf } from '../model/index.ts'
import { audit } from '../registers/audit.ts'
import { auditProgramme } from '../registers/auditProgramme.ts'
import { workingPaper } from '../registers/workingPaper.ts'
import { type Mention, mention } from './mention.ts'
import type { Snapshot } from './snapshot.ts'

/** One sign that internal audit looks at something: a working paper, a scope, or a line of the programme. */
export interface AuditTrace {
  readonly state: 'audited' | 'inScope' | 'planned'
  readonly on: string | null
  readonly refs: readonly string[]
  readonly systems: readonly string[]
  readonly audit: Mention | null
  readonly paper: Mention | null
}

/** A clause or group covers what lies under it: 6.1 covers 6.1.3, A.6 covers A.6.2.4. */
export const covers = (scope: string, ref: string): boolean => ref === scope || ref.startsWith(`${scope}.`)

/** All signs of internal audits, over all years. Audits by others do not count: 9.2 asks for one's own. */
export function auditTraces(snapshot: Snapshot): AuditTrace[] {
  const internal = snapshot.of(audit).filter((each) => each.kind === 'internal' && each.state !== 'cancelled')
  return [...internal.flatMap((each) => tracesOf(snapshot, each)), ...plannedTraces(snapshot)]
}

type Audit = RecordOf<typeof audit>

function tracesOf(snapshot: Snapshot, held: Audit): AuditTrace[] {
  const isOver = held.state === 'reported' || held.state === 'closed'
  const on = isOver ? (held.finishedOn ?? held.reportedOn ?? held.plannedOn) : (held.plannedOn ?? held.startedOn)
  const scope = { on, refs: held.scopeRefs ?? [], systems: held.systems, audit: mention(held), paper: null }
  if (!isOver) return [{ ...scope, state: 'planned' }]
  const papers = snapshot
    .pointing(workingPaper, 'audit', held.id)
    .filter((paper) => paper.state === 'done' || paper.state === 'reviewed')
    .map(
      (paper): AuditTrace => ({
        state: 'audited',
        on: paper.doneOn ?? on,
        refs: paper.refs ?? [],
        systems: paper.systems,
        audit: mention(held),
        paper: mention(paper),
      }),
    )
  return [{ ...scope, state: 'inScope' }, ...papers]
}

/** Lines of an approved programme whose audit nobody has set up yet. */
function plannedTraces(snapshot: Snapshot): AuditTrace[] {
  return snapshot
    .of(auditProgramme)
    .filter((programme) => programme.state === 'approved')
    .flatMap((programme) => {
      const setUp = new Set(snapshot.pointing(audit, 'programme', programme.id).map((each) => each.title))
      return (programme.plannedAudits ?? [])
        .filter((line) => !setUp.has(line.title) && line.plannedOn >= snapshot.today)
        .map(
          (line): AuditTrace => ({
            state: 'planned',
            on: line.plannedOn,
            refs: line.refs,
            systems: [],
            audit: null,
            paper: null,
          }),
        )
    })
}
