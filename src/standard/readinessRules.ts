import { z } from 'zod'
import json from './data/readiness-rules.json' with { type: 'json' }
import { loadData } from './loadData.ts'

const severity = z.enum(['major', 'minor', 'ofi'])

const ruleShape = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** A prediction of how an auditor would likely grade it, not a rule of any certification body. */
  severity,
  refs: z.array(z.string()),
  entity: z.string(),
  /** The condition in words and a small notation; its evaluation lives in programme/readiness. */
  flag_when: z.string(),
  fix_hint: z.string(),
})

const readinessRulesShape = z.strictObject({
  conventions: z.array(z.string()),
  entities: z.record(z.string(), z.string()),
  count: z.number(),
  by_severity: z.record(severity, z.number()),
  rules: z.array(ruleShape),
})

/** What is looked at to judge readiness, with the clause or control each rule answers for. */
export const readinessRulesData = loadData('readiness-rules.json', readinessRulesShape, json)

export type ReadinessRulesData = typeof readinessRulesData
export type ReadinessRule = ReadinessRulesData['rules'][number]
export type RuleSeverity = ReadinessRule['severity']

export const readinessRules: readonly ReadinessRule[] = readinessRulesData.rules
