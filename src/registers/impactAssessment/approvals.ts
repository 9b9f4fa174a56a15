import { humanise } from '../../model/index.ts'
import { impactAssessmentData } from '../../standard/impactAssessment.ts'
import type { ImpactLevel } from './overallLevel.ts'

/** The parts in which people sign, in the order of the highest level, which needs all of them. */
export const approvalRoles = [
  { value: 'ai_system_owner', label: 'Owner of the AI system' },
  { value: 'aims_manager', label: 'Lead of the management system' },
  { value: 'legal_or_privacy', label: 'Legal or privacy' },
  { value: 'designated_management', label: 'Designated management' },
  { value: 'top_management', label: 'Top management' },
] as const

export type ApprovalRole = (typeof approvalRoles)[number]['value']

export interface Signature {
  readonly role: ApprovalRole
  readonly forVersion: string
}

export const roleLabel = (role: string): string => approvalRoles.find((r) => r.value === role)?.label ?? humanise(role)

/** Who must sign at a level. An assessment nobody rated counts as the highest, so leaving ratings out saves nothing. */
export function rolesFor(level: ImpactLevel | null): readonly string[] {
  return impactAssessmentData.approvals[level ?? 'critical']
}

/** Parts still unsigned; a signature counts only for the version it was given for. */
export function missingSignatures(
  level: ImpactLevel | null,
  version: string | null,
  signatures: readonly Signature[],
): readonly string[] {
  const signed = signatures.filter((s) => s.forVersion === version).map((s) => s.role as string)
  return rolesFor(level).filter((role) => !signed.includes(role))
}
