import type { Role } from '../../../model/index.ts'
import { t } from '../../app/i18n.ts'

const labels: Readonly<Record<Role, () => string>> & Readonly<Record<string, (() => string) | undefined>> = {
  administrator: () => t('Administrator'),
  aimsLead: () => t('AIMS lead'),
  topManagement: () => t('Top management'),
  riskOwner: () => t('Risk owner'),
  systemOwner: () => t('System owner'),
  contributor: () => t('Contributor'),
  internalAuditor: () => t('Internal auditor'),
  externalAuditor: () => t('External auditor'),
  concernHandler: () => t('Concern handler'),
  viewer: () => t('Viewer'),
}

/** A role as people call it. */
export const roleLabel = (role: string): string => labels[role]?.() ?? role
