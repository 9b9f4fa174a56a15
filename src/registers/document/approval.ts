import type { GuardContext, Role } from '../../model/index.ts'
import { type Said, say } from '../../model/say.ts'

interface Approvable {
  readonly createdBy: string
  readonly preparedByAccount: string | null
  readonly isAiPolicy: boolean | null
  readonly framesObjectives: boolean | null
  readonly commitsToRequirements: boolean | null
  readonly commitsToImprovement: boolean | null
  readonly versionLabel: string | null
  readonly approvedVersion: string | null
}

/** Why this person may not approve this text now, or false. */
export function refuseApproval(r: Approvable, { actor }: GuardContext): Said | false {
  if (r.createdBy === actor.id || r.preparedByAccount === actor.id)
    return say`You wrote or submitted this version; another person approves it.`
  if (r.versionLabel !== null && r.versionLabel === r.approvedVersion)
    return say`This version label was approved before; give the new text a new one.`
  if (r.isAiPolicy !== true) return false
  // 5.2 gives the AI policy to top management.
  if (!actor.roles.includes('topManagement')) return say`The AI policy is approved by top management.`
  const missing = [
    !r.framesObjectives && say`a frame for objectives`,
    !r.commitsToRequirements && say`the commitment to meet requirements`,
    !r.commitsToImprovement && say`the commitment to improve`,
  ].filter((part) => part !== false)
  return missing.length > 0 && say`The AI policy still lacks ${missing.join(' and ')}; add it and tick the box.`
}

/** The role an approval counts as: the highest the approver holds. */
export const approvingRole = (roles: readonly Role[]): Role =>
  roles.includes('topManagement') ? 'topManagement' : 'aimsLead'
