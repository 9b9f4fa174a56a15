import type { AnyRecord } from '../../model/index.ts'
import { type Said, say } from '../../model/say.ts'
import type { RiskLevel } from '../../standard/riskManagement.ts'
import { defaultAppetite, isRiskAbove, riskLevelIn } from '../lists/levels.ts'
import { current, isNeverAcceptable, type RatedRisk } from './riskLevel.ts'

type Linked = readonly AnyRecord[] | undefined

/** The appetite of the approved criteria a risk is judged by; the cautious default while there are none. */
export function appetiteOf(criteria: Linked): RiskLevel {
  const approved = (criteria ?? []).find((c) => c.state === 'approved')
  return riskLevelIn(approved?.appetite) ?? defaultAppetite
}

/**
 * An acceptance that covers the risk as it stands today: not refused, not run out, and given for a score at least as
 * high. Whether it has gone stale is worked out, never stored.
 */
export function coveringAcceptance(acceptances: Linked, score: number, today: string): AnyRecord | undefined {
  return (acceptances ?? []).find(
    (a) =>
      a.state === 'accepted' &&
      typeof a.expiresOn === 'string' &&
      a.expiresOn >= today &&
      typeof a.scoreAtAcceptance === 'number' &&
      a.scoreAtAcceptance >= score,
  )
}

interface Linkage {
  readonly criteria?: Linked
  readonly acceptances?: Linked
  readonly systems?: Linked
}

/** Why a risk may not simply be carried: it is above appetite and nobody with authority has accepted it as it stands. */
export function whyNotCarried(risk: RatedRisk, related: Linkage, today: string): Said | false {
  const now = current(risk)
  if (now === null) return false
  const appetite = appetiteOf(related.criteria)
  if (!isRiskAbove(now.level, appetite)) return false
  if (coveringAcceptance(related.acceptances, now.score, today)) return false
  return say`The level is ${now.level}, above the appetite (${appetite}); treat the risk further or have it accepted.`
}

/** Why a risk may not be accepted at all, however high the authority. */
export function whyNeverAcceptable(risk: RatedRisk, systems: Linked): Said | false {
  const prohibited = (systems ?? []).find((system) => system.legalClass === 'prohibited' && system.state !== 'retired')
  return (
    (prohibited !== undefined &&
      say`${prohibited.ref} is a prohibited use; the risk can only be avoided, not accepted.`) ||
    (isNeverAcceptable(risk) &&
      say`The gravest harm to individuals is at least possible; make it less likely or less grave, it cannot be accepted.`)
  )
}

/** Values a risk must have before it counts as analysed, in the words of the form; empty when all are there. */
export function missingRatings(risk: RatedRisk & { readonly expectedBenefit: string | null }): string[] {
  if (risk.type === 'opportunity') return risk.expectedBenefit === null ? ['the expected benefit'] : []
  const asked = [
    [risk.consequenceOrganization, 'the consequence for the organisation'],
    [risk.consequenceIndividuals, 'the consequence for individuals'],
    [risk.consequenceSociety, 'the consequence for society'],
    [risk.likelihood, 'the likelihood'],
    [risk.confidence, 'how sure the estimate is'],
  ] as const
  return asked.filter(([value]) => value === null).map(([, words]) => words)
}

const changing = ['remove_source', 'modify_likelihood', 'modify_consequence', 'share']

/** Options that promise a change need at least one action that brings it about. */
export const needsActions = (option: string | null): boolean => option !== null && changing.includes(option)

export const openActions = (actions: Linked): readonly AnyRecord[] =>
  (actions ?? []).filter((a) => a.state === 'planned' || a.state === 'started' || a.state === 'ineffective')
