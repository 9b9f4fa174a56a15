import type { AnyRecord, GuardContext } from '../../model/index.ts'
import { type Said, say } from '../../model/say.ts'
import { decidesAboutPeople } from '../lists/aiSystemLists.ts'

/** The values of an AI system that the decision to let it be used looks at. */
interface SystemForUse {
  readonly createdBy: string
  readonly inScope: boolean | null
  readonly legalClass: string | null
  readonly decisionEffect: string | null
  readonly deployedVersion: string | null
  readonly oversightMeasures: readonly unknown[] | null
  readonly intendedUses: readonly string[] | null
  readonly actualUses: readonly string[] | null
}

/** Registers linked to the system that the decision needs to see. */
export const seenForUse = ['triages', 'gates', 'deployments', 'impactAssessments']

/** Why a system may not be approved for use, as a sentence to act on; false when nothing stands against it. */
export function whyNotForUse(system: SystemForUse, context: Pick<GuardContext, 'actor' | 'related'>): Said | false {
  const { actor, related } = context
  return (
    (system.createdBy === actor.id && say`You registered this system; ask another person to approve its use.`) ||
    (system.legalClass === 'prohibited' &&
      say`A prohibited use cannot be approved; retire the system or change what it does.`) ||
    reasonInUses(system) ||
    triageReason(related.triages ?? [], related.impactAssessments ?? []) ||
    (system.deployedVersion !== null && releaseReason(system.deployedVersion, related)) ||
    false
  )
}

function reasonInUses(system: SystemForUse): Said | false {
  const unintended = usesOutside(system)
  if (unintended.length > 0)
    return say`"${unintended[0]}" is not an intended use; stop it, or add it to the intended uses and assess it.`
  if (decidesAboutPeople(system.decisionEffect) && (system.oversightMeasures ?? []).length === 0)
    return say`The output shapes decisions about people; add at least one oversight measure.`
  return false
}

/** Uses that were seen but are not intended. */
export function usesOutside(system: Pick<SystemForUse, 'intendedUses' | 'actualUses'>): string[] {
  const intended = (system.intendedUses ?? []).map(plain)
  return (system.actualUses ?? []).filter((use) => !intended.includes(plain(use)))
}

const plain = (text: string): string => text.trim().toLowerCase()

const latest = (records: readonly AnyRecord[]): AnyRecord | undefined =>
  [...records].sort((a, b) => a.createdAt.localeCompare(b.createdAt)).at(-1)

function triageReason(triages: readonly AnyRecord[], assessments: readonly AnyRecord[]): Said | false {
  const done = latest(triages.filter((t) => t.state === 'done'))
  if (!done) return say`Finish the triage of this system first; it decides how deep its impact is assessed.`
  if (done.level === 'stop')
    return say`The triage says stop: this use is restricted or prohibited and must be escalated.`
  if (done.level !== 'light' && !assessments.some((a) => a.state === 'inForce'))
    return say`The triage asks for a ${String(done.level)} impact assessment; put one in force first.`
  return false
}

function releaseReason(version: string, related: GuardContext['related']): Said | false {
  const released = (related.deployments ?? []).some((d) => d.systemVersion === version && d.state === 'deployed')
  if (!released) return say`Version ${version} is named as deployed, but no approved deployment of it is recorded.`
  const failed = latest((related.gates ?? []).filter((g) => g.result !== null))
  if (failed?.result === 'failed') return say`Life cycle gate ${failed.ref} failed; pass it before the system is used.`
  return false
}
