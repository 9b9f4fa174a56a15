import type { RecordOf } from '../../../model/index.ts'
import { joined, type Said, say, term, valueWord } from '../../../model/say.ts'
import { defaultAppetite, isRiskAbove } from '../../../registers/lists/levels.ts'
import type { risk } from '../../../registers/risk/risk.ts'
import { type Authority, authorityFor, authorityLabel, mayAccept } from '../../../registers/riskAcceptance/authority.ts'
import { riskCriteria } from '../../../registers/riskCriteria.ts'
import { settings } from '../../../registers/settings/settings.ts'
import type { RiskLevel } from '../../../standard/riskManagement.ts'
import type { Snapshot } from '../../snapshot.ts'

export type Risk = RecordOf<typeof risk>

/** What the organisation carries without asking, and who decides about the rest. */
export interface RiskPolicy {
  isAcceptable(risk: Risk, level: RiskLevel): boolean
  /** In words, for a sentence. */
  appetiteFor(risk: Risk): Said
  mayDecide(role: Authority | null, level: RiskLevel): boolean
  deciderOf(level: RiskLevel): Said
}

/** From the approved criteria; the settings record overrides them, and the cautious default stands in for both. */
export function riskPolicy(snapshot: Snapshot): RiskPolicy {
  const own = snapshot.of(settings)[0]
  const approved = snapshot.of(riskCriteria).filter((c) => c.state === 'approved')
  const byId = new Map(approved.map((c) => [c.id, c.appetite]))
  const general =
    approved.toSorted((a, b) => (b.approvedOn ?? '').localeCompare(a.approvedOn ?? ''))[0]?.appetite ?? defaultAppetite
  const acceptable = own?.acceptableLevels ?? []
  const ownerLevels = own?.ownerDecisionLevels ?? []
  const appetite = (r: Risk) => (r.criteria === null ? general : (byId.get(r.criteria) ?? general))
  return {
    isAcceptable: (r, level) => (acceptable.length > 0 ? acceptable.includes(level) : !isRiskAbove(level, appetite(r))),
    appetiteFor: (r) =>
      acceptable.length > 0
        ? joined(
            acceptable.map((value) => valueWord(value)),
            ', ',
          )
        : valueWord(appetite(r)),
    mayDecide: (role, level) => {
      if (role === null) return false
      if (role === 'risk_owner' && ownerLevels.length > 0) return ownerLevels.includes(level)
      return mayAccept(role, level)
    },
    deciderOf: (level) =>
      ownerLevels.includes(level) ? say`the risk owner` : term(authorityLabel(authorityFor(level))),
  }
}
