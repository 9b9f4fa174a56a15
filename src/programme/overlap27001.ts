import { type Said, say } from '../model/say.ts'
import { settings } from '../registers/settings/settings.ts'
import { describeRef, type Overlap, type OverlapRelation, overlaps, type StandardRef } from '../standard/index.ts'
import { addTo } from './addTo.ts'
import type { Snapshot } from './snapshot.ts'

export type CertificateState = 'valid' | 'expired' | 'undated' | 'none'

export interface Certificate {
  readonly state: CertificateState
  readonly number: string | null
  readonly body: string | null
  readonly scope: string | null
  readonly validUntil: string | null
  readonly edition: string | null
  /** What to know before relying on it. */
  readonly remarks: readonly Said[]
}

export interface OverlapRow {
  readonly ref: StandardRef
  readonly title: string
  readonly kind: 'clause' | 'control'
  readonly relation: OverlapRelation
  readonly iso27001: readonly { readonly ref: StandardRef; readonly title: string }[]
  readonly carriesOver: string
  readonly addForAi: string
  /** Share of the work that an ISMS in operation spares, 0 to 1; a rough estimate of ours. */
  readonly saved: number
}

export interface Overlap27001 {
  readonly certificate: Certificate
  readonly rows: readonly OverlapRow[]
  readonly counts: Readonly<Record<OverlapRelation, number>>
  /** Clauses and controls that need no second system of their own, of all there are. */
  readonly shared: { readonly rows: number; readonly of: number }
  /** The mean of `saved`; 0 without a certificate, because then nothing is known to be in operation. */
  readonly workSaved: number
  /** 27001 points that serve more than one point of 42001: one artefact, several uses. */
  readonly reused: readonly {
    readonly ref: StandardRef
    readonly title: string
    readonly serves: readonly StandardRef[]
  }[]
}

const savedBy: Readonly<Record<OverlapRelation, number>> = { equivalent: 0.9, extends: 0.6, partial: 0.3, none: 0 }

/** What an ISO/IEC 27001 management system gives to each clause and control, and what has to be added for AI. */
export function overlap27001(snapshot: Snapshot): Overlap27001 {
  const certificate = certificateOf(snapshot)
  const isHeld = certificate.state === 'valid' || certificate.state === 'undated'
  const rows = overlaps.map((overlap) => rowOf(overlap, isHeld))
  const counts: Record<OverlapRelation, number> = { equivalent: 0, extends: 0, partial: 0, none: 0 }
  for (const row of rows) counts[row.relation] += 1
  return {
    certificate,
    rows,
    counts,
    shared: { rows: isHeld ? rows.length - counts.none : 0, of: rows.length },
    workSaved: rows.reduce((sum, row) => sum + row.saved, 0) / rows.length,
    reused: reusedPoints(rows),
  }
}

function rowOf({ ref, relation, iso27001, carriesOver, addForAi }: Overlap, isHeld: boolean): OverlapRow {
  const described = describeRef(ref)
  return {
    ref,
    title: described?.title ?? ref,
    kind: described?.kind === 'control' ? 'control' : 'clause',
    relation,
    iso27001: iso27001.map((each) => ({ ref: each, title: describeRef(each)?.title ?? each })),
    carriesOver,
    addForAi,
    saved: isHeld ? savedBy[relation] : 0,
  }
}

function reusedPoints(rows: readonly OverlapRow[]): Overlap27001['reused'] {
  const serves = new Map<StandardRef, StandardRef[]>()
  for (const row of rows) for (const { ref } of row.iso27001) addTo(serves, ref, row.ref)
  return [...serves]
    .filter(([, refs]) => refs.length > 1)
    .map(([ref, refs]) => ({ ref, title: describeRef(ref)?.title ?? ref, serves: refs }))
    .toSorted((a, b) => b.serves.length - a.serves.length)
}

function certificateOf(snapshot: Snapshot): Certificate {
  const own = snapshot.of(settings)[0]
  if (own?.ismsCertified !== true) {
    const remarks = [
      own?.ismsCertified === false
        ? say`No certificate to ISO/IEC 27001.`
        : say`Say in the settings whether a certificate to ISO/IEC 27001 is held.`,
    ]
    return { state: 'none', number: null, body: null, scope: null, validUntil: null, edition: null, remarks }
  }
  const state = own.ismsValidUntil === null ? 'undated' : own.ismsValidUntil < snapshot.today ? 'expired' : 'valid'
  return {
    state,
    number: own.ismsCertificateNumber,
    body: own.ismsBody,
    scope: own.ismsScope,
    validUntil: own.ismsValidUntil,
    edition: own.ismsEdition,
    remarks: [
      state === 'expired' &&
        say`The certificate ran out on ${own.ismsValidUntil}; what it stood for has to be shown again.`,
      state === 'undated' && say`Its end is not recorded; enter until when it is valid.`,
      own.ismsScope === null && say`Its scope is not recorded; what lies outside it carries nothing over.`,
      own.ismsEdition !== null &&
        !own.ismsEdition.includes('2022') &&
        say`The comparison is with the edition of 2022, the certificate names ${own.ismsEdition}.`,
    ].filter((remark) => remark !== false),
  }
}
