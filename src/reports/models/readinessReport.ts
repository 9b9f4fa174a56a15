import { showDay } from '../days.ts'
import { badge, type Report, type Section, severityBadge, type Table } from '../document.ts'
import type { ReadinessFinding, ReadinessShown, RefReadinessShown, ReportHead } from '../material.ts'
import { nothing } from './fieldText.ts'
import { recordLink, refLabel, refLinks, someRecordLinks } from './refs.ts'
import { sayDays } from './soaReport.ts'

/** Findings a report prints, and records it names in one cell; the pack holds them all beside it. */
export const printedFindings = 1000
const namedRecords = 25

/** How ready the management system is, and what follows: findings by weight, then every clause and control. */
export function readinessReport(readiness: ReadinessShown, head: ReportHead): Report {
  const { findings, openCount, accepted, acceptedCount } = readiness
  return {
    ...head,
    title: 'Readiness',
    subtitle: readinessSentence(readiness),
    sections: [
      { id: 'findings', title: 'What would be found', blocks: [findingsTable(findings, openCount)] },
      ...(accepted.length > 0
        ? [{ id: 'accepted', title: 'Known and accepted', blocks: [acceptedTable(accepted, acceptedCount)] }]
        : []),
      { id: 'clauses', title: 'Clauses 4 to 10', blocks: [refTable('Clauses', readiness.clauses)] },
      { id: 'controls', title: 'Controls of Annex A', blocks: [refTable('Controls', readiness.controls)] },
    ],
  }
}

/** Numbers stand for what was computed from records; there is no other source. */
export function readinessSentence({ score, counts }: ReadinessShown): string {
  const total = counts.major + counts.minor
  const found =
    total === 0
      ? 'No nonconformity would be found'
      : `${counts.major} major and ${counts.minor} minor ${total === 1 ? 'nonconformity' : 'nonconformities'} would be found`
  return `${Math.round(score * 100)} % of what clauses and controls ask for is met by records. ${found}.`
}

const outOf = (caption: string, shown: number, all: number) =>
  all > shown ? `${caption}: the first ${shown.toLocaleString('en')} of ${all.toLocaleString('en')}` : caption

function findingsTable(findings: readonly ReadinessFinding[], all: number): Table {
  return {
    kind: 'table',
    caption: outOf('Findings, heaviest first', findings.length, all),
    columns: [
      { label: 'Finding', width: 3 },
      { label: 'Weight', width: 1.3, kind: 'badge' },
      { label: 'Clause or control', width: 1.2 },
      { label: 'Why', width: 3 },
      { label: 'What to do', width: 3 },
      { label: 'Record', width: 2 },
    ],
    rows: findings.map((finding) => [
      finding.title,
      [severityBadge(finding.severity)],
      refLinks(finding.refs),
      String(finding.why),
      finding.fix,
      finding.record === null ? nothing : [recordLink(finding.record)],
    ]),
    empty: 'Nothing is open.',
  }
}

function acceptedTable(findings: readonly ReadinessFinding[], all: number): Table {
  return {
    kind: 'table',
    caption: outOf('Findings that were accepted for a time, with the reason', findings.length, all),
    columns: [
      { label: 'Finding', width: 3 },
      { label: 'Weight', kind: 'badge', width: 1.3 },
      { label: 'Reason', width: 4 },
      { label: 'Until', kind: 'date', width: 1.2 },
    ],
    rows: findings.map(({ title, severity, accepted }) => [
      title,
      [severityBadge(severity)],
      accepted?.reason ?? nothing,
      accepted?.until ? showDay(accepted.until) : 'no end set',
    ]),
  }
}

function refTable(caption: string, refs: readonly RefReadinessShown[]): Table {
  return {
    kind: 'table',
    caption,
    columns: [
      { label: 'Number', kind: 'ref', width: 0.8 },
      { label: 'Title', width: 3 },
      { label: 'State', kind: 'badge', width: 1.2 },
      { label: 'Met', kind: 'number', width: 0.8 },
      { label: 'Findings', kind: 'number', width: 0.8 },
      { label: 'Newest evidence', kind: 'number', width: 1.2 },
    ],
    rows: refs.map((ref) => [
      refLinks([ref.ref]),
      ref.title,
      [badge(ref.status)],
      ref.score === null ? 'not judged' : `${Math.round(ref.score * 100)} %`,
      String(ref.findings),
      ref.evidenceAgeDays === null ? 'none' : `${sayDays(ref.evidenceAgeDays)} old`,
    ]),
  }
}

/** One clause or control: each thing it asks for, whether it is met, and by which records. */
export function refSection(ref: RefReadinessShown, more: Section['blocks'] = []): Section {
  return {
    id: ref.ref,
    title: `${refLabel(ref.ref)} ${ref.title}`,
    blocks: [
      { kind: 'facts', items: [{ label: 'State', value: [badge(ref.status)] }] },
      ...more,
      {
        kind: 'table',
        caption: `What ${refLabel(ref.ref)} asks for`,
        columns: [
          { label: 'Asked for', width: 4 },
          { label: 'Met', width: 1, kind: 'badge' },
          { label: 'Because', width: 3 },
          { label: 'Records', width: 3 },
        ],
        rows: ref.requirements.map((item) => [
          String(item.text),
          [item.met ? badge('conforms', 'Met') : badge('missing', 'Not met')],
          String(item.because),
          item.records.length === 0 ? nothing : someRecordLinks(item.records, namedRecords),
        ]),
        empty: 'Nothing about it can be judged from records.',
      },
    ],
  }
}
