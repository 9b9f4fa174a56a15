import { controlDecision } from '../../registers/controlDecision.ts'
import { document } from '../../registers/document/document.ts'
import { type DocumentBasis, documentTemplates, requiredDocuments } from '../../standard/documents.ts'
import { type Mention, mentions } from '../mention.ts'
import { countServing, documentHomes, findBegun, findServing, idsServing } from '../readiness/documentHomes.ts'
import type { Snapshot } from '../snapshot.ts'
import { servedBy } from './draftDocument.ts'

/** In the words states have everywhere; `due` and `overdue` speak of the review of what is in force. */
export type DocumentStanding = 'missing' | 'draft' | 'inReview' | 'inForce' | 'due' | 'overdue' | 'notNeeded'

/** Documented information the management system needs, and what there is of it. */
export interface NeededDocument {
  /** `DOC-C-03`, or the outline's own id where no list of needed documents names it. */
  readonly id: string
  readonly title: string
  readonly kind: 'document' | 'record'
  readonly basis: DocumentBasis
  /** Clauses and controls with framework. */
  readonly refs: readonly string[]
  readonly mustContain: readonly string[]
  readonly standing: DocumentStanding
  /** What serves as it, or is on its way, the first few. */
  readonly records: readonly Mention[]
  /** How many there are in all. */
  readonly count: number
  /** Day of the next review of the document in force, where it has one. */
  readonly reviewOn: string | null
  /** Register that keeps it, so that no document has to be written; null where it is a document. */
  readonly register: string | null
  /** Outline a document can be begun from; null where there is none, or a register keeps it. */
  readonly outline: string | null
}

/** A review that is this near is due. */
const dueDays = 30
const few = 1

/** What common practice expects and a register of its own keeps. */
const practiceRegisters: Readonly<Record<string, string>> = {
  'DOC-P-01': 'contextIssue',
  'DOC-P-02': 'aiSystem',
  'DOC-P-03': 'aimsRole',
  'DOC-P-04': 'risk',
  'DOC-P-05': 'obligation',
  'DOC-P-06': 'plannedChange',
  'DOC-P-10': 'incident',
  'DOC-P-11': 'improvement',
}

/** Everything ISO/IEC 42001, its controls that apply here and common practice want documented, in that order. */
export function neededDocuments(snapshot: Snapshot): readonly NeededDocument[] {
  const excluded = new Set(
    snapshot
      .of(controlDecision)
      .filter((line) => line.applicable === 'no')
      .map((line) => line.control),
  )
  const isLeftOut = (refs: readonly string[]) => refs.length > 0 && refs.every((ref) => excluded.has(ref))
  const listed = requiredDocuments.map((wanted): NeededDocument => {
    const refs = wanted.iso42001.map((ref) => `iso42001:${ref}`)
    const home = documentHomes[wanted.id]?.register ?? practiceRegisters[wanted.id]
    const register = home === undefined || home === 'document' ? null : home
    const outline = register === null ? (idsServing(wanted.id).find((id) => id.startsWith('TPL-')) ?? null) : null
    return {
      id: wanted.id,
      title: wanted.title,
      kind: wanted.kind,
      basis: wanted.basis,
      refs,
      mustContain: wanted.must_contain,
      register,
      outline,
      ...(wanted.basis === 'control_if_applied' && isLeftOut(refs) ? notNeeded : found(snapshot, wanted.id)),
    }
  })
  const further = documentTemplates
    .filter((template) => servedBy(template.id).length === 0)
    .map((template): NeededDocument => {
      const refs = template.iso42001.map((ref) => `iso42001:${ref}`)
      return {
        id: template.id,
        title: template.title,
        kind: 'document',
        basis: 'common_practice',
        refs,
        mustContain: template.sections,
        register: null,
        outline: template.id,
        ...(isLeftOut(refs) ? notNeeded : found(snapshot, template.id)),
      }
    })
  return [...listed, ...further]
}

type Found = Pick<NeededDocument, 'standing' | 'records' | 'count' | 'reviewOn'>

const notNeeded: Found = { standing: 'notNeeded', records: [], count: 0, reviewOn: null }

function found(snapshot: Snapshot, id: string): Found {
  const kept = practiceRegisters[id]
  const serving = kept === undefined ? findServing(snapshot, id) : snapshot.all(kept)
  if (serving.length > 0) {
    const reviewOn =
      serving
        .flatMap((record) => snapshot.get(document, record.id)?.nextReviewOn ?? [])
        .toSorted()
        .at(0) ?? null
    const count = kept === undefined ? countServing(snapshot, id) : serving.length
    return {
      standing: reviewStanding(reviewOn, snapshot.today),
      records: mentions(serving.slice(0, few)),
      count,
      reviewOn,
    }
  }
  const begun = findBegun(snapshot, id)
  const standing = begun.some((d) => d.state === 'inReview') ? 'inReview' : begun.length > 0 ? 'draft' : 'missing'
  return { standing, records: mentions(begun.slice(0, few)), count: begun.length, reviewOn: null }
}

function reviewStanding(reviewOn: string | null, today: string): DocumentStanding {
  if (reviewOn === null) return 'inForce'
  if (reviewOn < today) return 'overdue'
  const soon = Temporal.PlainDate.from(today).add({ days: dueDays }).toString()
  return reviewOn <= soon ? 'due' : 'inForce'
}
