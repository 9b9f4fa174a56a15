import type { Readiness } from './findings.ts'
import type { Finding, ReadinessSummary, RefReadiness } from './readiness.ts'

/** Readiness with every finding written out, and the keys of the findings of each clause and control. */
export interface WholeReadiness extends Omit<ReadinessSummary, 'clauses' | 'controls'> {
  readonly clauses: readonly WholeRef[]
  readonly controls: readonly WholeRef[]
  readonly findings: readonly Finding[]
}

interface WholeRef extends Omit<RefReadiness, 'findings'> {
  readonly findings: readonly string[]
}

/** All that readiness says, for small organisations and for comparing; a large one has hundreds of thousands. */
export function everyFinding(readiness: Readiness): WholeReadiness {
  const findings = [...readiness.findings.each()]
  const keys = new Map<string, string[]>()
  for (const { rule, key } of findings) {
    const held = keys.get(rule)
    if (held === undefined) keys.set(rule, [key])
    else held.push(key)
  }
  const whole = (one: RefReadiness): WholeRef => ({
    ...one,
    findings: one.rules.flatMap((rule) => keys.get(rule) ?? []),
  })
  return {
    ...readiness,
    clauses: readiness.clauses.map(whole),
    controls: readiness.controls.map(whole),
    findings,
  }
}

/** What can be sent: without the single findings. */
export const summaryOf = ({ findings: _, ...summary }: Readiness): ReadinessSummary => summary
