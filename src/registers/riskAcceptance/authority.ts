import type { Role } from '../../model/index.ts'
import { acceptanceAuthority, type RiskLevel } from '../../standard/riskManagement.ts'

/** Who may accept what is left of a risk, least first; each may also accept what those before it may. */
export const authorities = [
  { value: 'risk_owner', label: 'Risk owner' },
  { value: 'designated_management', label: 'Designated management' },
  { value: 'top_management', label: 'Top management' },
] as const

export type Authority = (typeof authorities)[number]['value']

const rank = (authority: Authority): number => authorities.findIndex((a) => a.value === authority)

/** The authority a level needs, from the standard data, where it is written in words. */
export function authorityFor(level: RiskLevel): Authority {
  const words = acceptanceAuthority[level].replaceAll(' ', '_')
  const found = authorities.find((a) => a.value === words)
  if (!found) throw new Error(`risk-management.json: no authority is called "${acceptanceAuthority[level]}".`)
  return found.value
}

export const mayAccept = (authority: Authority, level: RiskLevel): boolean =>
  rank(authority) >= rank(authorityFor(level))

/** The highest authority a person acts with. The lead of the management system is its designated management. */
export function authorityOf(roles: readonly Role[], ownsRisk: boolean): Authority | null {
  if (roles.includes('topManagement')) return 'top_management'
  if (roles.includes('aimsLead')) return 'designated_management'
  return ownsRisk || roles.includes('riskOwner') ? 'risk_owner' : null
}

export const authorityLabel = (authority: Authority): string =>
  authorities.find((a) => a.value === authority)?.label.toLowerCase() ?? authority

/** The day a number of months later; the last day of the month where that month is shorter. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const index = year * 12 + (month - 1) + months
  const lastDay = new Date(Date.UTC(Math.floor(index / 12), (index % 12) + 1, 0)).getUTCDate()
  const at = new Date(Date.UTC(Math.floor(index / 12), index % 12, Math.min(date, lastDay)))
  return at.toISOString().slice(0, 10)
}
