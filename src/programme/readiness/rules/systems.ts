import type { RecordOf } from '../../../model/index.ts'
import type { aiSystem } from '../../../registers/aiSystem/aiSystem.ts'
import { lifecycleStages } from '../../../standard/riskManagement.ts'

export type AiSystem = RecordOf<typeof aiSystem>

/** A retired system can no longer be edited, so nothing about it can be put right; its past findings are history. */
export const isLiving = (system: { readonly state: string }): boolean => system.state !== 'retired'

export const isOperating = (system: AiSystem): boolean => isLiving(system) && system.stage === 'operation'

const rank = (stage: string): number => lifecycleStages.indexOf(stage)

export const hasReached = (system: AiSystem, stage: string): boolean => rank(system.stage) >= rank(stage)

export const stagesBefore = (stage: string): readonly string[] =>
  lifecycleStages.filter((other) => rank(other) < rank(stage))

const boughtOrigins: readonly (string | null)[] = ['third_party_service', 'bought_product']

/** Bought ready-made, so nobody here collected data for it or developed it. */
export const isBought = (system: AiSystem): boolean => boughtOrigins.includes(system.origin)
