import type { RiskProposal } from '../../../server/contract/told.ts'

/** A starter risk is proposed once for each system. */
export const keyOfProposal = (proposal: RiskProposal): string =>
  `${proposal.catalogueId} ${proposal.system?.id ?? 'whole'}`
