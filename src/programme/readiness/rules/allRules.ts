import type { Rule } from '../rule.ts'
import { auditRules } from './audit.ts'
import { dataRules } from './data.ts'
import { impactRules } from './impact.ts'
import { improvementRules } from './improvement.ts'
import { informationRules } from './information.ts'
import { leadershipRules } from './leadership.ts'
import { lifecycleRules } from './lifecycle.ts'
import { objectiveRules } from './objectives.ts'
import { riskRules } from './risk.ts'
import { scopeAndContextRules } from './scopeAndContext.ts'
import { soaRules } from './soa.ts'
import { supportRules } from './support.ts'
import { thirdPartyRules } from './thirdParties.ts'
import { useRules } from './use.ts'

/** Every readiness rule of the standard data, by number. */
export const allRules: readonly Rule[] = [
  ...scopeAndContextRules,
  ...leadershipRules,
  ...riskRules,
  ...soaRules,
  ...impactRules,
  ...objectiveRules,
  ...supportRules,
  ...lifecycleRules,
  ...dataRules,
  ...informationRules,
  ...useRules,
  ...thirdPartyRules,
  ...auditRules,
  ...improvementRules,
].toSorted((a, b) => a.id.localeCompare(b.id))
