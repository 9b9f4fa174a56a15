import { count, joined as inOne, type Said, say, term } from '../../model/index.ts'
import { badge, type Report, type Section, severityBadge, type Table } from '../document.ts'
import { day, figure, percent } from '../figures.ts'
import type { ReadinessFinding, ReadinessShown, RefReadinessShown, ReportHead } from '../material.ts'
import { nothing, numberLabel } from './fieldText.ts'
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
    title: say`Readiness`,
    subtitle: readinessSentence(readiness),
    sections: [
      { id: 'findings', title: say`What would be found`, blocks: [findingsTable(findings, openCount)] },
      ...(accepted.length > 0
        ? [{ id: 'accepted', title: say`Known and accepted`, blocks: [acceptedTable(accepted, acceptedCount)] }]
        : []),
      { id: 'clauses', title: say`Clauses 4 to 10`, blocks: [refTable(say`Clauses`, readiness.clauses)] },
      { id: 'controls', title: say`Controls of Annex A`, blocks: [refTable(say`Controls`, readiness.controls)] },
    ],
  }
}

/** Numbers stand for what was computed from records; there is no other source. */
export function readinessSentence({ score, counts }: ReadinessShown): Said {
  const total = counts.major + counts.minor
  const found =
    total === 0
      ? say`No nonconformity would be found.`
      : say`${counts.major} major and ${count(counts.minor, 'minor nonconformity', 'minor nonconformities')} would be found.`
  return say`${percent(score)} of what clauses and controls ask for is met by records. ${found}`
}

const outOf = (caption: Said, shown: number, all: number): Said =>
  all > shown ? say`${caption}: the first ${figure(shown)} of ${figure(all)}` : caption

function findingsTable(findings: readonly ReadinessFinding[], all: number): Table {
  return {
    kind: 'table',
    caption: outOf(say`Findings, heaviest first`, findings.length, all),
    columns: [
      { label: say`Finding`, width: 3 },
      { label: say`Weight`, width: 1.3, kind: 'badge' },
      { label: say`Clause or control`, width: 1.2 },
      { label: say`Why`, width: 3 },
      { label: say`What to do`, width: 3 },
      { label: say`Record`, width: 2 },
    ],
    rows: findings.map((finding) => [
      term(finding.title),
      [severityBadge(finding.severity)],
      refLinks(finding.refs),
      finding.why,
      term(finding.fix),
      finding.record === null ? nothing : [recordLink(finding.record)],
    ]),
    empty: say`Nothing is open.`,
  }
}

function acceptedTable(findings: readonly ReadinessFinding[], all: number): Table {
  return {
    kind: 'table',
    caption: outOf(say`Findings that were accepted for a time, with the reason`, findings.length, all),
    columns: [
      { label: say`Finding`, width: 3 },
      { label: say`Weight`, kind: 'badge', width: 1.3 },
      { label: say`Reason`, width: 4 },
      { label: say`Until`, kind: 'date', width: 1.2 },
    ],
    rows: findings.map(({ title, severity, accepted }) => [
      term(title),
      [severityBadge(severity)],
      accepted?.reason ?? nothing,
      accepted?.until ? day(accepted.until) : say`no end set`,
    ]),
  }
}

function refTable(caption: Said, refs: readonly RefReadinessShown[]): Table {
  return {
    kind: 'table',
    caption,
    columns: [
      { label: numberLabel, kind: 'ref', width: 0.8 },
      { label: say`Title`, width: 3 },
      { label: say`State`, kind: 'badge', width: 1.2 },
      { label: say`Met`, kind: 'number', width: 0.8 },
      { label: say`Findings`, kind: 'number', width: 0.8 },
      { label: say`Newest evidence`, kind: 'number', width: 1.2 },
    ],
    rows: refs.map((ref) => [
      refLinks([ref.ref]),
      term(ref.title),
      [badge(ref.status)],
      ref.score === null ? say`not judged` : percent(ref.score),
      String(ref.findings),
      ref.evidenceAgeDays === null ? say`none` : say`${sayDays(ref.evidenceAgeDays)} old`,
    ]),
  }
}

/** What is asked for is data of the program where it is no sentence already. */
const saidWord = (text: Said): Said => (typeof text === 'string' ? term(text) : text)

/** One clause or control: each thing it asks for, whether it is met, and by which records. */
export function refSection(ref: RefReadinessShown, more: Section['blocks'] = []): Section {
  return {
    id: ref.ref,
    title: inOne([refLabel(ref.ref), term(ref.title)], ' '),
    blocks: [
      { kind: 'facts', items: [{ label: say`State`, value: [badge(ref.status)] }] },
      ...more,
      {
        kind: 'table',
        caption: say`What ${refLabel(ref.ref)} asks for`,
        columns: [
          { label: say`Asked for`, width: 4 },
          { label: say`Met`, width: 1, kind: 'badge' },
          { label: say`Because`, width: 3 },
          { label: say`Records`, width: 3 },
        ],
        rows: ref.requirements.map((item) => [
          saidWord(item.text),
          [item.met ? badge('conforms', say`Met`) : badge('missing', say`Not met`)],
          item.because,
          item.records.length === 0 ? nothing : someRecordLinks(item.records, namedRecords),
        ]),
        empty: say`Nothing about it can be judged from records.`,
      },
    ],
  }
}
