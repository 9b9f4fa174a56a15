import { type Said, say, term } from '../../model/index.ts'
import type { SoaLine as LivingLine } from '../../programme/applicability.ts'
import type { ShownTone } from '../document.ts'
import type { Names } from '../material.ts'
import type { SoaLine } from './soaReport.ts'

const standings: Readonly<Record<string, { readonly tone: ShownTone; readonly label: Said }>> = {
  not_started: { tone: 'missing', label: say`Not started` },
  planned: { tone: 'draft', label: say`Planned` },
  partial: { tone: 'due', label: say`Partly in place` },
  implemented: { tone: 'inForce', label: say`In place` },
}
const notApplicable = { tone: 'retired', label: say`Not applicable` } as const
const notSaid = { tone: 'missing', label: say`Not said` } as const

/** The living statement of applicability, line by line, as reports show it. */
export function soaLines(lines: readonly LivingLine[], names: Names): SoaLine[] {
  return lines.map((line) => ({
    ref: line.source === 'own' ? (line.record?.ref ?? line.control) : line.control,
    title: line.source === 'own' ? line.title : term(line.title),
    own: line.source === 'own',
    decision: line.decision,
    reasons: line.reasons.map(({ reason }) => reason),
    justification: justificationOf(line),
    status: line.decision === 'excluded' ? notApplicable : (standings[line.implementation ?? ''] ?? notSaid),
    owner: line.owner === null ? null : line.owner.title,
    evidence: { records: line.evidence.records.flatMap((id) => names(id) ?? []), newest: line.evidence.newestOn },
    causes: causesOf(line),
  }))
}

/** What the organisation says; the reasons' own words stand in when it says nothing more. */
function justificationOf(line: LivingLine): string {
  if (line.decision === 'excluded') return line.exclusionJustification ?? ''
  return line.justification ?? line.reasons.map(({ because }) => because).join(' ')
}

function causesOf({ proposal }: LivingLine) {
  const all = proposal.reasons.flatMap(({ causes }) => causes)
  return [...new Map(all.map((cause) => [cause.id, cause])).values()]
}
