import type { Register, Severity } from '../../model/index.ts'
import { readinessRules } from '../../standard/readinessRules.ts'
import { endOf, type Rule } from './rule.ts'

/** A rule with everything a finding of it says: what the standard data or a register knows about it. */
export interface Judge extends Rule {
  readonly title: string
  readonly severity: Severity
  /** With framework. */
  readonly refs: readonly string[]
  readonly fix: string
}

const known = new Map(readinessRules.map((info) => [info.id, info]))

/** Joins the evaluation of a rule with its words. A rule the standard data does not know stops the start. */
export function judgeOf(rule: Rule): Judge {
  const info = known.get(rule.id)
  if (info === undefined)
    throw new Error(`src/standard/data/readiness-rules.json has no rule ${rule.id}; add it or rename the rule.`)
  return {
    ...rule,
    title: info.title,
    severity: info.severity,
    refs: info.refs.map((id) => `iso42001:${id}`),
    fix: info.fix_hint,
  }
}

/** Registers whose change has the whole rule looked at again; a change in the others concerns single records of it. */
export function readWhole({ per, ways = [], reads, readsClock }: Judge): readonly string[] {
  if (per === undefined || readsClock === true) return reads
  const ends = ways.map(endOf)
  return ends.includes(null) ? [] : reads.filter((name) => name !== per && !ends.includes(name))
}

/**
 * Whether a rule looks at records that only few may know of. What it finds is shown to those; how a clause or control
 * stands and the score do not rest on it, since everybody sees these, and a change of them would tell that there is one.
 */
export function restsOnConfidential({ reads }: Judge, registers: readonly Register[]): boolean {
  return registers.some((register) => register.confidential === true && reads.includes(register.name))
}
