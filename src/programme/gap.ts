import { firstPart } from '../model/firstPart.ts'
import { count, joined, type Said, say, term } from '../model/say.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import { controlById, documentsFor, overlapFor, parseStandardRef } from '../standard/index.ts'
import { english, type Voice } from './documents/voice.ts'
import { nameFew } from './mention.ts'
import type { ProposedChange } from './proposedChange.ts'
import type { Readiness } from './readiness/findings.ts'
import type { RecordRef, RefReadiness, RequirementReadiness, RuleReadiness } from './readiness/readiness.ts'
import type { Snapshot } from './snapshot.ts'

export interface GapRequirement {
  readonly id: string
  readonly text: Said
  readonly strength: string
  /** What is there. */
  readonly have: readonly RecordRef[]
  /** What is missing, in a sentence; null when nothing is. */
  readonly gap: Said | null
}

export interface GapRow {
  /** Clause or control, with framework. */
  readonly ref: string
  readonly title: string
  readonly kind: 'clause' | 'control'
  /** The statement of applicability leaves the control out; nothing has to be done for it. */
  readonly isExcluded: boolean
  readonly score: number | null
  readonly requirements: readonly GapRequirement[]
  /** How many findings about it are open. */
  readonly findings: number
  /** The records of the first of them. */
  readonly found: readonly RecordRef[]
  /** Documented information it asks for, by title. */
  readonly documents: readonly Said[]
  readonly effort: Effort
}

export interface Effort {
  readonly size: 'none' | 'small' | 'medium' | 'large'
  /** Person-days, a rough estimate of ours. */
  readonly days: number
  readonly because: Said
}

/** Current state against every clause and control, from what readiness found. A gap analysis is never typed in. */
export function gapAnalysis(readiness: Readiness, snapshot: Snapshot): GapRow[] {
  const rules = new Map(readiness.rules.map((rule) => [rule.rule, rule]))
  const excluded = new Set(
    snapshot
      .of(controlDecision)
      .filter((d) => d.applicable === 'no' && d.state !== 'removed')
      .map((d) => d.control),
  )
  const row = (kind: GapRow['kind']) => (ref: RefReadiness) =>
    gapRow(ref, kind, { readiness, rules }, excluded.has(ref.ref))
  return [...readiness.clauses.map(row('clause')), ...readiness.controls.map(row('control'))]
}

function gapRow(
  state: RefReadiness,
  kind: GapRow['kind'],
  { readiness, rules }: { readiness: Readiness; rules: ReadonlyMap<string, RuleReadiness> },
  isExcluded: boolean,
): GapRow {
  const requirements = state.requirements.map(gapOf)
  const open = state.rules.flatMap((id) => rules.get(id) ?? []).filter((rule) => rule.open > 0)
  const findings = open.reduce((sum, rule) => sum + rule.open, 0)
  const found = open.flatMap(({ rule }) => firstOpen(readiness, rule)).slice(0, mostNamed)
  const ref = parseStandardRef(state.ref)
  return {
    ref: state.ref,
    title: state.title,
    kind,
    isExcluded,
    score: state.score,
    requirements,
    findings,
    found,
    documents: ref === undefined ? [] : documentsFor(ref).map((document) => term(document.title)),
    effort: isExcluded
      ? { size: 'none', days: 0, because: say`The statement of applicability leaves it out.` }
      : effortOf(state, requirements, findings),
  }
}

/** So many records of a rule are named in a row. */
const mostNamed = 3

const firstOpen = ({ findings }: Readiness, rule: string): readonly RecordRef[] =>
  findings.page({ rule, accepted: false }, 'severity', mostNamed).items.flatMap((finding) => finding.record ?? [])

const gapOf = ({ id, text, strength, met, because, records }: RequirementReadiness): GapRequirement => ({
  id,
  text,
  strength,
  have: records,
  gap: met ? null : because,
})

/** Person-days to begin something, and to put right what is there; a `practice` item counts half. */
const daysToBegin = 2
const daysToCorrect = 0.75
const daysPerFinding = 0.25
const spared: Readonly<Record<string, number>> = { equivalent: 0.2, extends: 0.1, partial: 0, none: 0 }

function effortOf(state: RefReadiness, requirements: readonly GapRequirement[], findings: number): Effort {
  const open = requirements.filter((each) => each.gap !== null)
  if (open.length === 0 && findings === 0) return { size: 'none', days: 0, because: say`Nothing is missing.` }
  const begin = open.filter((each) => each.have.length === 0)
  const correct = open.filter((each) => each.have.length > 0)
  const weigh = (list: readonly GapRequirement[]) =>
    list.reduce((sum, each) => sum + (each.strength === 'required' ? 1 : 0.5), 0)
  // A hundred findings of one rule are one piece of work done in one go, so they count less and less.
  const raw = weigh(begin) * daysToBegin + weigh(correct) * daysToCorrect + Math.sqrt(findings) * daysPerFinding
  const ref = parseStandardRef(state.ref)
  const relation = ref === undefined ? undefined : overlapFor(ref)[0]?.relation
  const days = Math.max(0.25, Math.round(raw * (1 - (spared[relation ?? 'none'] ?? 0)) * 4) / 4)
  const parts = [
    begin.length > 0 && say`${begin.length} to begin`,
    correct.length > 0 && say`${correct.length} to put right`,
    findings > 0 && count(findings, 'finding'),
  ].filter((part) => part !== false)
  return { size: days <= 1 ? 'small' : days <= 4 ? 'medium' : 'large', days, because: joined(parts, ', ') }
}

export interface GapTotals {
  readonly requirements: number
  readonly met: number
  readonly days: number
  readonly bySize: Readonly<Record<Effort['size'], number>>
}

export function gapTotals(rows: readonly GapRow[]): GapTotals {
  const counted = rows.filter((row) => !row.isExcluded)
  const bySize: Record<Effort['size'], number> = { none: 0, small: 0, medium: 0, large: 0 }
  for (const row of counted) bySize[row.effort.size] += 1
  const requirements = counted.flatMap((row) => row.requirements)
  return {
    requirements: requirements.length,
    met: requirements.filter((each) => each.gap === null).length,
    days: counted.reduce((sum, row) => sum + row.effort.days, 0),
    bySize,
  }
}

/** One task for each clause and control with a gap, unless an open task already names it. */
export function proposeTasks(rows: readonly GapRow[], snapshot: Snapshot, voice: Voice = english): ProposedChange[] {
  const tasks = snapshot.all('programmeTask').filter((task) => task.state === 'open' || task.state === 'inProgress')
  const named = new Set(tasks.flatMap((task) => (Array.isArray(task.standardRefs) ? task.standardRefs : [])))
  return rows
    .filter((row) => row.effort.days > 0 && !named.has(row.ref))
    .map((row) => {
      const id = row.ref.slice(row.ref.indexOf(':') + 1)
      const missing = row.requirements.flatMap((each) =>
        each.gap === null
          ? []
          : [voice.say(joined([typeof each.text === 'string' ? term(each.text) : each.text, each.gap], ': '))],
      )
      const values = {
        title: firstPart(voice.say(say`Close the gap in ${id} ${term(row.title)}`), 200),
        phase: 'implement',
        standardRefs: [row.ref],
        effortDays: row.effort.days,
        description: [...missing, ...firstHints(id).map((hint) => voice.say(term(hint)))].join('\n'),
      }
      return {
        do: 'create' as const,
        register: 'programmeTask',
        values,
        reason: say`${id}: ${row.effort.because}${recordsIn(row)}.`,
      }
    })
}

const firstHints = (id: string): readonly string[] => controlById(id)?.implementation_hints.slice(0, 2) ?? []

function recordsIn({ found, findings }: GapRow): Said {
  const named = found.slice(0, 3)
  const rest = findings - named.length
  if (named.length === 0) return ''
  return joined([' (', nameFew(named), rest > 0 ? say` and ${rest} more` : '', ')'], '')
}
