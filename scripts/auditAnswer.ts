import { z } from 'zod'

/** What asking a registry came to: it found nothing, it found something, or it did not answer. */
export type Outcome = { at: 'clean'; said: string } | { at: 'found'; said: string } | { at: 'unanswered'; said: string }

const counts = z.looseObject({ high: z.number(), critical: z.number(), total: z.number() })
const report = z.looseObject({
  auditReportVersion: z.number(),
  vulnerabilities: z.record(z.string(), z.looseObject({ severity: z.string() })),
  metadata: z.looseObject({ vulnerabilities: counts }),
})
const signatures = z.looseObject({
  invalid: z.array(z.looseObject({ name: z.string(), version: z.string() })),
  missing: z.array(z.looseObject({ name: z.string(), version: z.string() })),
})
const refusal = z.looseObject({
  message: z.string().optional(),
  error: z.looseObject({ code: z.string().optional(), summary: z.string().optional() }).optional(),
})

/** Reads `npm audit --json`. Only high and critical advisories count; lower ones are told. */
export function readAdvisories(output: string): Outcome {
  const answer = report.safeParse(jsonIn(output))
  if (!answer.success) return { at: 'unanswered', said: whyNot(output) }
  const { high, critical, total } = answer.data.metadata.vulnerabilities
  if (high + critical === 0)
    return { at: 'clean', said: total === 0 ? 'no advisory' : `${total} advisories, none of them high` }
  const named = Object.entries(answer.data.vulnerabilities).filter(([, v]) => /high|critical/.test(v.severity))
  return {
    at: 'found',
    said: `${high + critical} high or critical advisories: ${named.map(([name]) => name).join(', ')}. See "npm audit --omit=dev".`,
  }
}

/** Reads `npm audit signatures --json`. Packages nobody signed are told; a wrong signature is a finding. */
export function readSignatures(output: string): Outcome {
  const answer = signatures.safeParse(jsonIn(output))
  if (!answer.success) return { at: 'unanswered', said: whyNot(output) }
  const { invalid, missing } = answer.data
  if (invalid.length === 0)
    return { at: 'clean', said: missing.length === 0 ? 'all hold' : `all hold; ${missing.length} packages have none` }
  return {
    at: 'found',
    said: `Wrong signatures: ${invalid.map((p) => `${p.name}@${p.version}`).join(', ')}. Do not run these; install anew and compare.`,
  }
}

/**
 * Whether the check ends well: not when something was found, and not without an answer where one has to come, as where
 * versions are released.
 */
export const endsWell = (outcomes: readonly Outcome[], mustAnswer: boolean): boolean =>
  outcomes.every(({ at }) => at === 'clean' || (at === 'unanswered' && !mustAnswer))

/** npm says warnings around the JSON it was asked for. */
function jsonIn(output: string): unknown {
  const begin = output.search(/^\{/m)
  const end = output.lastIndexOf('\n}')
  try {
    return JSON.parse(output.slice(begin, end < begin ? undefined : end + 2))
  } catch {
    return null
  }
}

function whyNot(output: string): string {
  const said = refusal.safeParse(jsonIn(output))
  const code = said.success ? (said.data.error?.code ?? /^\d{3}[^-]*/.exec(said.data.message ?? '')?.[0]?.trim()) : null
  return `not checked: the registry of this machine does not answer (${code || 'no answer in time'})`
}
