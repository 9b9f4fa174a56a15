import { humanise, type RecordOf } from '../model/index.ts'
import type { soaVersion } from '../registers/soaVersion/soaVersion.ts'
import type { SoaLine } from './applicability.ts'

/** A line as a version of the statement keeps it: names and numbers as text. */
export type SoaRow = NonNullable<RecordOf<typeof soaVersion>['lines']>[number]

const asText = (records: readonly { readonly ref: string }[], max: number): string | null => {
  const text = [...new Set(records.map((record) => record.ref))].join(', ')
  if (text === '') return null
  return text.length <= max ? text : `${text.slice(0, text.lastIndexOf(',', max - 10))} …`
}

/** The rows of a new version: the living lines with names as text, so that later changes do not rewrite it. */
export function freezeSoa(lines: readonly SoaLine[]): SoaRow[] {
  return lines.map((line) => ({
    control: line.control,
    title: line.title,
    source: line.source,
    applicable: line.decision === 'included' ? 'yes' : line.decision === 'excluded' ? 'no' : 'undecided',
    justification: line.decision === 'included' ? justificationOf(line) : null,
    exclusionJustification: line.decision === 'excluded' ? line.exclusionJustification : null,
    implementation: line.implementation,
    howImplemented: line.howImplemented,
    owner: line.owner?.title ?? null,
    causes:
      line.decision === 'included'
        ? asText(
            line.proposal.reasons.flatMap((reason) => reason.causes),
            2000,
          )
        : null,
    documents: asText(line.documents, 2000),
    lastVerifiedOn: line.lastVerifiedOn,
  }))
}

function justificationOf(line: SoaLine): string | null {
  if (line.justification !== null) return line.justification
  const reasons = line.reasons.map(({ reason, because }) => `${humanise(reason)}: ${because}`)
  return reasons.length === 0 ? null : reasons.join(' ')
}

export interface SoaChange {
  readonly field: keyof SoaRow
  readonly label: string
  readonly before: string | null
  readonly after: string | null
}

export interface SoaDiff {
  readonly added: readonly SoaRow[]
  readonly removed: readonly SoaRow[]
  readonly changed: readonly {
    readonly control: string
    readonly title: string
    readonly changes: readonly SoaChange[]
  }[]
  /** Controls whose decision itself changed. */
  readonly decisionsChanged: readonly string[]
  readonly isSame: boolean
}

const compared: readonly (keyof SoaRow)[] = [
  'applicable',
  'justification',
  'exclusionJustification',
  'implementation',
  'howImplemented',
  'owner',
  'causes',
  'documents',
  'lastVerifiedOn',
  'title',
]

const labels: Readonly<Partial<Record<keyof SoaRow, string>>> = {
  applicable: 'Applies',
  justification: 'Why included',
  exclusionJustification: 'Why left out',
  implementation: 'In place',
}

/** What changed between two versions, or between a version and the living statement (frozen first). */
export function diffSoa(before: readonly SoaRow[], after: readonly SoaRow[]): SoaDiff {
  const old = new Map(before.map((row) => [row.control, row]))
  const now = new Map(after.map((row) => [row.control, row]))
  const changed = after.flatMap((row) => {
    const was = old.get(row.control)
    const changes = was === undefined ? [] : compared.flatMap((field) => changeOf(field, was, row))
    return changes.length === 0 ? [] : [{ control: row.control, title: row.title, changes }]
  })
  const added = after.filter((row) => !old.has(row.control))
  const removed = before.filter((row) => !now.has(row.control))
  return {
    added,
    removed,
    changed,
    decisionsChanged: changed
      .filter((c) => c.changes.some((change) => change.field === 'applicable'))
      .map((c) => c.control),
    isSame: added.length + removed.length + changed.length === 0,
  }
}

const inOrder = (refs: string | null): string => (refs ?? '').split(', ').toSorted().join(', ')

function changeOf(field: keyof SoaRow, before: SoaRow, after: SoaRow): SoaChange[] {
  if (before[field] === after[field]) return []
  // The same records in another order are no change.
  if ((field === 'causes' || field === 'documents') && inOrder(before[field]) === inOrder(after[field])) return []
  return [{ field, label: labels[field] ?? humanise(field), before: before[field], after: after[field] }]
}
