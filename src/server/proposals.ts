import { proposeQuestions, proposeRequests } from '../programme/auditPreparation.ts'
import { proposeControlActions } from '../programme/controlActions.ts'
import { proposeDecisions } from '../programme/decisionProposal.ts'
import { proposeDocuments } from '../programme/documents/draftDocument.ts'
import type { Voice } from '../programme/documents/voice.ts'
import type { ProposedChange } from '../programme/proposedChange.ts'
import { proposeRisks } from '../programme/riskProposal.ts'
import { proposeRoles } from '../programme/roleChanges.ts'
import type { Snapshot } from '../programme/snapshot.ts'
import { proposeTriages } from '../programme/triageProposal.ts'
import type { ProposalKind } from './contract.ts'

/** Kinds of proposals that can be taken over as a whole, and how each is worked out. */
export const proposalKinds = {
  roles: proposeRoles,
  triage: (snapshot: Snapshot, voice: Voice) => proposeTriages(snapshot, voice).map((p) => p.change),
  risks: (snapshot: Snapshot, voice: Voice) => {
    const { aimsWide, bySystem } = proposeRisks(snapshot, voice)
    return [...aimsWide, ...bySystem.flatMap((s) => s.proposals)].map((p) => p.change)
  },
  treatments: proposeControlActions,
  applicability: proposeDecisions,
  documents: proposeDocuments,
  requests: proposeRequests,
  questions: proposeQuestions,
} as const satisfies Record<ProposalKind, (snapshot: Snapshot, voice: Voice) => readonly ProposedChange[]>

export const isProposalKind = (kind: string): kind is ProposalKind => Object.hasOwn(proposalKinds, kind)
