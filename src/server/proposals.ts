import type { Actor } from '../model/index.ts'
import { proposeControlActions } from '../programme/controlActions.ts'
import { proposeDecisions } from '../programme/decisionProposal.ts'
import type { ProposedChange } from '../programme/proposedChange.ts'
import { proposeRisks } from '../programme/riskProposal.ts'
import { proposeRoles } from '../programme/roleChanges.ts'
import type { Snapshot } from '../programme/snapshot.ts'
import { proposeTriages } from '../programme/triageProposal.ts'
import type { Store } from '../store/index.ts'
import type { ProposalKind } from './contract.ts'

/** Kinds of proposals that can be taken over as a whole, and how each is worked out. */
export const proposalKinds = {
  roles: proposeRoles,
  triage: (snapshot: Snapshot) => proposeTriages(snapshot).map((p) => p.change),
  risks: (snapshot: Snapshot) => {
    const { aimsWide, bySystem } = proposeRisks(snapshot)
    return [...aimsWide, ...bySystem.flatMap((s) => s.proposals)].map((p) => p.change)
  },
  treatments: proposeControlActions,
  applicability: proposeDecisions,
} as const satisfies Record<ProposalKind, (snapshot: Snapshot) => readonly ProposedChange[]>

export const isProposalKind = (kind: string): kind is ProposalKind => Object.hasOwn(proposalKinds, kind)

/** Records proposals, those with the same reason together, through the one write path. */
export async function takeOver(
  store: Store,
  org: string,
  actor: Actor,
  changes: readonly ProposedChange[],
  onProgress: (done: number) => void = () => {},
): Promise<number> {
  let done = 0
  for (let at = 0; at < changes.length; ) {
    const reason = changes[at]?.reason ?? ''
    let end = at + 1
    while (end < changes.length && end - at < 500 && changes[end]?.reason === reason) end++
    const part = changes.slice(at, end).map(({ reason: _why, ...change }) => change)
    await store.commit({ actor, org, changes: part, reason })
    done += part.length
    at = end
    onProgress(done)
  }
  return done
}
