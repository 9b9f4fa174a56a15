import { joined, say } from '../model/say.ts'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import type { ProposedChange } from './proposedChange.ts'
import { determineAllRoles } from './roleDetermination.ts'
import type { Snapshot } from './snapshot.ts'

/** Changes that record the proposed roles of systems for which nobody recorded any; what people said stays. */
export function proposeRoles(snapshot: Snapshot): ProposedChange[] {
  return determineAllRoles(snapshot).flatMap((proposal): ProposedChange[] => {
    const system = snapshot.get(aiSystem, proposal.system.id)
    if (!system) return []
    const orgRoles = proposal.recorded.length === 0 ? proposal.roles.map(({ role }) => role) : []
    const legalRole = proposal.recordedLegal.length === 0 ? proposal.legalRoles.map(({ role }) => role) : []
    const values = { ...(orgRoles.length > 0 ? { orgRoles } : {}), ...(legalRole.length > 0 ? { legalRole } : {}) }
    if (Object.keys(values).length === 0) return []
    const because = [...proposal.roles, ...proposal.legalRoles].map((r) => r.because)
    const different = [...new Map(because.map((each) => [String(each), each])).values()].filter(
      // What the legal role is taken from begins with what the role is taken from; said once is enough.
      (each, _, all) => !all.some((other) => other !== each && String(other).startsWith(String(each))),
    )
    const reason = say`Proposed from what is on record. ${joined(different, ' ')}`
    return [{ do: 'edit', register: 'aiSystem', id: system.id, version: system.version, values, reason }]
  })
}
