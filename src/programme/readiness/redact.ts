import { type Said, Sentence, say } from '../../model/say.ts'
import { countFindings } from './assemble.ts'
import { andMore } from './checks/check.ts'
import type { Findings, Readiness, Sight } from './findings.ts'
import type { RefReadiness, RequirementReadiness } from './readiness.ts'

/**
 * Leaves out every finding and proof whose record this reader may not see: even that a concern exists is confidential.
 * Scores and statuses stay: they rest on nothing confidential.
 */
export function seenReadiness(readiness: Readiness, maySee: Sight): Readiness {
  const findings = readiness.findings.within(maySee)
  const effects = new Map(readiness.rules.map((rule) => [rule.rule, rule.effect]))
  const parts: Parts = { all: readiness.findings, seen: findings, maySee }
  const shown = (list: readonly RefReadiness[]) => list.map((one) => redactRef(one, parts))
  return {
    ...readiness,
    clauses: shown(readiness.clauses),
    controls: shown(readiness.controls),
    ...countFindings(findings.cells, (rule) => effects.get(rule) ?? 0),
    findings,
  }
}

interface Parts {
  readonly all: Findings
  readonly seen: Findings
  readonly maySee: Sight
}

function redactRef(one: RefReadiness, parts: Parts): RefReadiness {
  const left = one.rules.flatMap((rule) => parts.seen.cells.get(rule) ?? []).filter((cell) => cell.entries.length > 0)
  return {
    ...one,
    findings: left.reduce((sum, cell) => sum + cell.entries.length, 0),
    rules: left.map((cell) => cell.judge.id),
    requirements: one.requirements.map((requirement) => redactRequirement(requirement, parts)),
  }
}

function redactRequirement(requirement: RequirementReadiness, { all, seen, maySee }: Parts): RequirementReadiness {
  const { because, met, blockedBy } = requirement
  const hidden = requirement.records.filter((record) => !maySee(record))
  const isHidden =
    hidden.some((record) => String(because).includes(record.ref)) ||
    (typeof blockedBy === 'string' && quotesHidden(because, blockedBy, all, maySee))
  const told = met ? say`A record you may not see shows it.` : say`A record you may not see stands against it.`
  return {
    ...requirement,
    because: isHidden ? told : isCut(all, seen) ? withoutCount(because) : because,
    records: requirement.records.filter(maySee),
  }
}

/** The first sentence without how many more there are. */
const withoutCount = (because: Said): Said =>
  because instanceof Sentence && because.id === andMore ? (because.values[0] as Said) : because

/** Then not even the number of findings may be told. */
const isCut = (all: Findings, seen: Findings): boolean =>
  [...all.cells].some(([id, cell]) => seen.cells.get(id) !== cell)

/** The sentence of a requirement begins with that of a finding: of the first of a rule, or of one about a record. */
function quotesHidden(because: Said, rule: string, all: Findings, maySee: Sight): boolean {
  const loose = (all.cells.get(rule)?.entries ?? []).flatMap((entry) => (typeof entry === 'string' ? [] : entry))
  const first = all.firstOf(rule)
  return [...loose, ...(first === undefined ? [] : [first])].some(
    ({ record, why }) => record !== null && !maySee(record) && String(because).startsWith(String(why)),
  )
}
