import type { RoleProposal } from '../../../server/contract/told.ts'

type Shown = Pick<RoleProposal, 'roles' | 'legalRoles' | 'recorded' | 'recordedLegal'>

/** The roles a system would have with the proposed ones added; null when nothing would be added. */
export function rolesToAdd({ roles, legalRoles, recorded, recordedLegal }: Shown) {
  const orgRoles = [...new Set([...recorded, ...roles.map(({ role }) => role)])]
  const legalRole = [...new Set([...recordedLegal, ...legalRoles.map(({ role }) => role)])]
  const isSame = orgRoles.length === recorded.length && legalRole.length === recordedLegal.length
  return isSame ? null : { orgRoles, legalRole }
}
