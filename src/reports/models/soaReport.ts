import { count, joined as inOne, type Said, say, term } from '../../model/index.ts'
import { inclusionReasons } from '../../registers/lists/applicability.ts'
import { controlGroups } from '../../standard/index.ts'
import { daysBetween } from '../days.ts'
import {
  badge,
  type Column,
  type Inline,
  joined,
  link,
  type Report,
  type Rich,
  type Section,
  type ShownTone,
  type Table,
} from '../document.ts'
import { day, figures } from '../figures.ts'
import type { RecordName, ReportHead } from '../material.ts'
import type { SaidSheet } from '../tell.ts'
import { nothing } from './fieldText.ts'
import { refLabel, someRecordLinks } from './refs.ts'

export type SoaReason = (typeof inclusionReasons)[number]['value']

/** One control of the statement of applicability (6.1.3), from Annex A or the organisation's own. */
export interface SoaLine {
  /** `iso42001:A.5.2`, or the number of an own control. */
  readonly ref: string
  /** The standard's, or what the organisation calls its own. */
  readonly title: Said
  /** Controls the organisation added itself, and their place for links. */
  readonly own: boolean
  readonly decision: 'included' | 'excluded' | 'undecided'
  readonly reasons: readonly SoaReason[]
  readonly justification: Said
  /** How far it is put into effect, as a state and a word. */
  readonly status: { readonly tone: ShownTone; readonly label: Said }
  readonly owner: string | null
  readonly evidence: {
    readonly records: readonly RecordName[]
    /** Day of the newest piece; null without evidence. */
    readonly newest: string | null
  }
  /** Risks, laws and contracts that led to the decision. */
  readonly causes: readonly RecordName[]
}

/** Causes a page names; a control that thousands of risks need is not explained better by all their names. */
const printedCauses = 25
/** Names a spreadsheet cell takes, of some 300 characters at most: Excel refuses cells of more than 32,767. */
const sheetNames = 100

const decisions = {
  included: badge('inForce', say`Included`),
  excluded: badge('retired', say`Excluded`),
  undecided: badge('missing', say`Undecided`),
} as const

const columns: readonly Column[] = [
  { label: say`Control`, width: 2.2 },
  { label: say`Decision`, width: 1.3, kind: 'badge' },
  { label: say`Reasons`, width: 1.2 },
  { label: say`Justification`, width: 2.4 },
  { label: say`Implementation`, width: 1.6, kind: 'badge' },
  { label: say`Owner`, width: 1.2 },
  { label: say`Evidence`, width: 1.8 },
  { label: say`Led to by`, width: 3.2 },
]

/** The statement of applicability: all 38 controls of Annex A by group, then the organisation's own. */
export function soaReport(lines: readonly SoaLine[], head: ReportHead): Report {
  const own = lines.filter((line) => line.own)
  const groups = controlGroups.map((group): Section => {
    const ids = new Set(group.controls.map((id) => `iso42001:${id}`))
    const inGroup = lines.filter((line) => !line.own && ids.has(line.ref))
    const absent = group.controls.filter((id) => !inGroup.some((line) => line.ref === `iso42001:${id}`))
    return {
      id: `group:${group.id}`,
      title: inOne([group.id, term(group.title)], ' '),
      blocks: [
        soaTable(say`Controls of ${group.id}`, inGroup, head.asOf),
        ...(absent.length === 0
          ? []
          : [
              {
                kind: 'callout' as const,
                tone: 'missing' as const,
                title: say`Not decided`,
                text: say`No line exists for ${absent.join(', ')}.`,
              },
            ]),
      ],
    }
  })
  const added: Section = {
    id: 'group:own',
    title: say`Controls of our own`,
    blocks: [
      { ...soaTable(say`Controls beyond Annex A`, own, head.asOf), empty: say`No controls beyond Annex A were added.` },
    ],
  }
  return {
    ...head,
    title: say`Statement of applicability`,
    subtitle: soaSentence(lines, head.asOf),
    sections: [{ id: 'summary', title: say`Summary`, blocks: [summaryTable(lines)] }, ...groups, added],
  }
}

/** `36 of 38 controls decided: 33 included, 3 excluded. 4 included controls have no evidence newer than a year.` */
export function soaSentence(lines: readonly SoaLine[], asOf: string): Said {
  const of = (decision: SoaLine['decision']) => lines.filter((line) => line.decision === decision).length
  const decided = lines.length - of('undecided')
  const stale = lines.filter(
    ({ decision, evidence }) => decision === 'included' && !isFresh(evidence.newest, asOf),
  ).length
  const about =
    stale === 0
      ? say`Every included control has evidence newer than a year.`
      : say`${count(stale, 'included control has', 'included controls have')} no evidence newer than a year.`
  return say`${decided} of ${lines.length} controls decided: ${of('included')} included, ${of('excluded')} excluded. ${about}`
}

const isFresh = (newest: string | null, asOf: string) => newest !== null && daysBetween(newest, asOf) <= 365

function summaryTable(lines: readonly SoaLine[]): Table {
  const rows = [
    ...controlGroups.map(({ id, title, controls }) => ({
      name: inOne([id, term(title)], ' '),
      of: lines.filter((l) => !l.own && controls.some((c) => l.ref === `iso42001:${c}`)),
    })),
    { name: say`Controls of our own`, of: lines.filter((l) => l.own) },
  ]
  return {
    kind: 'table',
    caption: say`Decisions by group of controls`,
    columns: [
      { label: say`Group`, width: 5 },
      ...[say`Controls`, say`Included`, say`Excluded`, say`Undecided`].map((label) => ({
        label,
        kind: 'number' as const,
      })),
    ],
    rows: rows.map(({ name, of }) => [
      name,
      String(of.length),
      ...(['included', 'excluded', 'undecided'] as const).map((d) => String(of.filter((l) => l.decision === d).length)),
    ]),
  }
}

function soaTable(caption: Said, lines: readonly SoaLine[], asOf: string): Table {
  return { kind: 'table', caption, columns, rows: lines.map((line) => soaRow(line, asOf)) }
}

function soaRow(line: SoaLine, asOf: string): Rich[] {
  const reasons = inclusionReasons.filter(({ value }) => line.reasons.includes(value)).map(({ label }) => term(label))
  return [
    [line.own ? line.ref : link(line.ref, refLabel(line.ref)), ' ', line.title],
    [decisions[line.decision]],
    reasons.length === 0 ? nothing : inOne(reasons, '\n'),
    line.justification === '' ? nothing : line.justification,
    [badge(line.status.tone, line.status.label)],
    line.owner ?? nothing,
    evidenceText(line, asOf),
    line.causes.length === 0 ? nothing : someRecordLinks(line.causes, printedCauses),
  ]
}

function evidenceText({ evidence, decision }: SoaLine, asOf: string): Rich {
  if (evidence.records.length === 0) return decision === 'included' ? [badge('missing', say`None`)] : nothing
  const shown = evidence.records.slice(0, 5).map((record): Inline => link(record.id, record.ref))
  const more = evidence.records.length > 5 ? [say`and ${evidence.records.length - 5} more`] : []
  const age =
    evidence.newest === null
      ? []
      : ['\n', say`newest ${day(evidence.newest)}, ${sayDays(daysBetween(evidence.newest, asOf))} old`]
  return [...joined([...shown, ...more]), ...age]
}

export const sayDays = (days: number): Said => figures(count(days, 'day'))

/** The statement as one flat sheet, a control a row, for those who work in spreadsheets. */
export function soaSheet(lines: readonly SoaLine[], asOf: string): SaidSheet {
  return {
    sheet: say`Statement of applicability`,
    columns: [
      { key: 'control', label: say`Control`, width: 14 },
      { key: 'title', label: say`Title`, width: 40 },
      { key: 'decision', label: say`Decision`, width: 12 },
      ...inclusionReasons.map(({ value, label }) => ({
        key: value,
        label: term(label),
        kind: 'boolean' as const,
        width: 14,
      })),
      { key: 'justification', label: say`Justification`, width: 60 },
      { key: 'status', label: say`Implementation`, width: 18 },
      { key: 'owner', label: say`Owner`, width: 20 },
      { key: 'evidence', label: say`Evidence`, width: 30 },
      { key: 'newest', label: say`Newest evidence`, kind: 'date' as const, width: 14 },
      { key: 'age', label: say`Age of evidence in days`, kind: 'number' as const, width: 14 },
      { key: 'causes', label: say`Led to by`, width: 40 },
    ],
    rows: lines.map((line) => ({
      control: line.own ? line.ref : refLabel(line.ref),
      title: line.title,
      decision: decisions[line.decision].text,
      ...Object.fromEntries(inclusionReasons.map(({ value }) => [value, line.reasons.includes(value)])),
      justification: line.justification,
      status: line.status.label,
      owner: line.owner,
      evidence: some(line.evidence.records.map(({ ref }) => ref)),
      newest: line.evidence.newest?.slice(0, 10) ?? null,
      age: line.evidence.newest === null ? null : daysBetween(line.evidence.newest, asOf),
      causes: some(line.causes.map(({ ref, title }) => `${ref} ${title}`)),
    })),
  }
}

function some(names: readonly string[]): Said[] {
  if (names.length <= sheetNames) return [...names]
  return [...names.slice(0, sheetNames), say`and ${names.length - sheetNames} more`]
}
