import type { RecordOf } from '../../../model/index.ts'
import { type Said, say, term } from '../../../model/say.ts'
import { controlDecision } from '../../../registers/controlDecision.ts'
import { evidence } from '../../../registers/evidence.ts'
import { risk } from '../../../registers/risk/risk.ts'
import { soaVersion } from '../../../registers/soaVersion/soaVersion.ts'
import { controls } from '../../../standard/controls.ts'
import { controlNeeds, controlNeedsReads } from '../../controlNeeds.ts'
import type { Limits } from '../../limits.ts'
import type { Snapshot } from '../../snapshot.ts'
import { isBefore, shiftDay } from '../days.ts'
import { type Found, mustExist, type Rule, rule } from '../rule.ts'
import { called, few, isEmpty } from '../words.ts'

type Decision = RecordOf<typeof controlDecision>

// The live statement of applicability is the register of control decisions; soaVersion keeps its approved snapshots.
const lines = (snapshot: Snapshot) => snapshot.of(controlDecision).filter((line) => line.state !== 'removed')
const isImplemented = (line: Decision) => line.implementation === 'implemented' && line.applicable !== 'no'
const bare = (control: string) => control.slice(control.indexOf(':') + 1)

/** The approved statement of applicability in effect. */
export const approvedSoa = (snapshot: Snapshot) =>
  snapshot
    .of(soaVersion)
    .filter((v) => v.state === 'approved')
    .toSorted((a, b) => (b.approvedOn ?? '').localeCompare(a.approvedOn ?? ''))[0]

const each = (reads: readonly string[], id: string, why: (line: Decision, snapshot: Snapshot) => Said | false): Rule =>
  rule(id, {
    reads,
    find: (snapshot) =>
      lines(snapshot).flatMap((line): Found[] => {
        const said = why(line, snapshot)
        return said === false ? [] : [{ record: line, why: said }]
      }),
  })

/** Controls, by id, that accepted evidence proves at this moment; and records that evidence is about. */
export function provenControls(snapshot: Snapshot, { evidenceValidDays }: Limits): ReadonlySet<string> {
  const proven = new Set<string>()
  const limits = new Map<number, string>()
  for (const e of snapshot.of(evidence)) {
    if (e.state !== 'accepted') continue
    const days = e.validDays ?? evidenceValidDays
    const limit = limits.get(days) ?? shiftDay(snapshot.today, -days)
    limits.set(days, limit)
    if (e.collectedOn < limit) continue
    for (const ref of e.standardRefs ?? []) proven.add(ref)
    for (const own of e.ownControls ?? []) proven.add(own.startsWith('own:') ? own : `own:${own}`)
    for (const id of e.about) proven.add(id)
  }
  return proven
}

/** Clause 6.1.3: the statement of applicability and whether its controls stand. */
export const soaRules: readonly Rule[] = [
  mustExist('RR-032', ['soaVersion'], 'soaVersion', (snapshot) => {
    if (approvedSoa(snapshot) !== undefined) return false
    const [draft] = snapshot.of(soaVersion)
    return draft === undefined
      ? say`There is no statement of applicability yet.`
      : say`${called(draft)} is not approved.`
  }),

  mustExist('RR-033', ['controlDecision'], 'controlDecision', (snapshot) => {
    const held = new Set(
      lines(snapshot)
        .filter((l) => l.source === 'annex_a')
        .map((l) => l.control),
    )
    const known = controls.map((c) => `iso42001:${c.id}`)
    const missing = known.filter((id) => !held.has(id)).map(bare)
    const unknown = [...held].filter((id) => !known.includes(id)).map(bare)
    if (missing.length > 0)
      return say`${missing.length} of ${known.length} reference controls have no line: ${few(missing, 5)}.`
    return unknown.length > 0 && say`These lines name no reference control: ${few(unknown, 5)}.`
  }),

  each(['controlDecision'], 'RR-034', (line) =>
    line.applicable === 'no' && isEmpty(line.exclusionJustification)
      ? say`${bare(line.control)} ${term(line.title)} is left out without a justification.`
      : false,
  ),

  each(['controlDecision'], 'RR-035', (line) =>
    line.applicable === 'yes' && isEmpty(line.justification) && isEmpty(line.reasons)
      ? say`${bare(line.control)} ${term(line.title)} is included without a justification.`
      : false,
  ),

  rule('RR-036', {
    reads: controlNeedsReads,
    find: (snapshot) => {
      const excluded = lines(snapshot).filter((line) => line.applicable === 'no')
      if (excluded.length === 0) return []
      const needs = controlNeeds(snapshot)
      return excluded.flatMap((line) => {
        const [need] = needs.get(line.control) ?? []
        if (need === undefined) return []
        const names = few(need.records.map((r) => r.ref))
        return {
          record: line,
          why: say`${bare(line.control)} is left out, but ${need.because}${names === '' ? '' : ` (${names})`}.`,
        }
      })
    },
  }),

  rule('RR-037', {
    reads: ['controlDecision', 'evidence', 'settings'],
    per: 'controlDecision',
    find: (snapshot, limits) => {
      const proven = provenControls(snapshot, limits)
      return lines(snapshot)
        .filter((line) => isImplemented(line) && !proven.has(line.control) && !proven.has(line.id))
        .map((line) => ({
          record: line,
          why: say`${bare(line.control)} ${term(line.title)} is said to be in place, but no accepted evidence proves it today.`,
        }))
    },
  }),

  rule('RR-038', {
    reads: ['controlDecision', 'settings'],
    per: 'controlDecision',
    find: (snapshot, { controlVerificationDays }) => {
      const limit = shiftDay(snapshot.today, -controlVerificationDays)
      return lines(snapshot)
        .filter(
          (l) => l.applicable === 'yes' && l.implementation === 'implemented' && isBefore(l.lastVerifiedOn, limit),
        )
        .map((line) => ({
          record: line,
          why:
            line.lastVerifiedOn === null
              ? say`Nobody has checked yet that ${bare(line.control)} ${term(line.title)} works.`
              : say`${bare(line.control)} ${term(line.title)} was last checked on ${line.lastVerifiedOn}.`,
        }))
    },
  }),

  rule('RR-039', {
    reads: ['soaVersion', 'risk'],
    find: (snapshot) => {
      const latest = approvedSoa(snapshot)
      if (latest === undefined || latest.approvedOn === null) return []
      const { approvedOn } = latest
      const changed = snapshot.of(risk).filter((r) => r.controlsChangedOn !== null && r.controlsChangedOn > approvedOn)
      const [first] = changed
      if (first === undefined) return []
      const rest = changed.length > 1 ? say` and ${changed.length - 1} more` : ''
      return [
        {
          record: latest,
          why: say`${called(latest)} was approved on ${approvedOn}; the controls of ${called(first)}${rest} changed later (${first.controlsChangedOn}).`,
        },
      ]
    },
  }),
]
