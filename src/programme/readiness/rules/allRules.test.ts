import { describe, expect, test } from 'vitest'
import { registers } from '../../../registers/index.ts'
import { readinessRules } from '../../../standard/readinessRules.ts'
import { thresholds } from '../../limits.ts'
import { snapshotOf } from '../../testing/build.ts'
import { questionJudges } from '../questions.ts'
import { auditCases } from '../testing/auditCases.ts'
import { contextCases } from '../testing/contextCases.ts'
import { generate } from '../testing/generate.ts'
import { planAndSupportCases } from '../testing/planAndSupportCases.ts'
import { riskCases } from '../testing/riskCases.ts'
import type { RuleCase } from '../testing/ruleCase.ts'
import { soaAndImpactCases } from '../testing/soaAndImpactCases.ts'
import { systemCases } from '../testing/systemCases.ts'
import { useCases } from '../testing/useCases.ts'
import { watched } from '../testing/watched.ts'
import { allRules } from './allRules.ts'

const cases: Readonly<Record<string, RuleCase>> = {
  ...contextCases,
  ...riskCases,
  ...soaAndImpactCases,
  ...planAndSupportCases,
  ...systemCases,
  ...useCases,
  ...auditCases,
}

const organisation = generate(600, 3)

test('every rule of the standard data is evaluated once, and has a case that fires and one that does not', () => {
  const ids = readinessRules.map((rule) => rule.id)
  expect(allRules.map((rule) => rule.id)).toEqual(ids)
  expect(Object.keys(cases).toSorted()).toEqual(ids)
  for (const { fires, silent } of Object.values(cases)) {
    expect(fires.length).toBeGreaterThan(0)
    expect(silent.length).toBeGreaterThan(0)
  }
})

describe.each(allRules)('$id', (rule) => {
  const { fires, silent, says } = cases[rule.id]!
  const find = (records: RuleCase['fires']) => {
    const snapshot = snapshotOf(records)
    return rule.find(snapshot, thresholds(snapshot))
  }

  test('fires once, with a sentence that names what it saw', () => {
    const found = find(fires)
    expect(found).toHaveLength(1)
    expect(String(found[0]?.why)).toMatch(says)
    expect(String(found[0]?.why)).toMatch(/\.$/)
    expect(found[0]?.record !== null || found[0]?.register !== undefined).toBe(true)
  })

  test('is silent when nothing is wrong', () => {
    expect(find(silent)).toEqual([])
  })
})

test.each([...allRules, ...questionJudges(registers)])('$id looks only at registers it says it reads', (rule) => {
  const seen = new Set<string>()
  for (const records of [organisation, cases[rule.id]?.fires ?? [], cases[rule.id]?.silent ?? []]) {
    const snapshot = snapshotOf(records)
    rule.find(watched(snapshot, seen), thresholds(snapshot))
  }
  expect([...seen].filter((name) => !rule.reads.includes(name))).toEqual([])
})
