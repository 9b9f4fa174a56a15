import { expect, test } from 'vitest'
import { registers } from '../../../registers/index.ts'
import { readinessRules } from '../../../standard/readinessRules.ts'
import { thresholds } from '../../limits.ts'
import { snapshotOf } from '../../testing/build.ts'
import { judgeOf, restsOnConfidential } from '../judge.ts'
import { questionJudges } from '../questions.ts'
import { allRules } from '../rules/allRules.ts'
import { provenControls } from '../rules/soa.ts'
import { generate } from '../testing/generate.ts'
import { watched } from '../testing/watched.ts'
import { clauseChecks } from './clauseChecks.ts'
import { controlChecks } from './controlChecks.ts'

const judges = [...allRules.map(judgeOf), ...questionJudges(registers)]
const checks = [...clauseChecks, ...controlChecks(judges.filter((judge) => !restsOnConfidential(judge, registers)))]
const organisations = [generate(600, 3), generate(600, 4), []].map((records) => snapshotOf(records))

test('every check has its own id, and asks rules that exist', () => {
  expect(new Set(checks.map((check) => check.id)).size).toBe(checks.length)
  const known = [...readinessRules, ...judges].map((rule) => rule.id)
  for (const check of checks) expect(known).toEqual(expect.arrayContaining([...check.rules]))
})

test.each(checks)('$id looks only at what it says it reads, and says why', (check) => {
  const seen = new Set<string>()
  const asked = new Set<string>()
  for (const plain of organisations) {
    const snapshot = watched(plain, seen)
    const limits = thresholds(plain)
    const note = <T>(rule: string, answer: T): T => {
      asked.add(rule)
      return answer
    }
    const outcome = check.judge({
      snapshot,
      limits,
      countOf: (rule) => note(rule, 0),
      firstOf: (rule) => note(rule, undefined),
      whyOf: (rule) => note(rule, undefined),
      proven: () => provenControls(snapshot, limits),
    })
    if (outcome !== null) expect(String(outcome.because)).toMatch(/\.$/)
  }
  expect([...seen].filter((name) => !check.reads.includes(name))).toEqual([])
  expect([...asked].filter((rule) => !check.rules.includes(rule))).toEqual([])
})

test('nothing that is asked of a clause or control rests on confidential records', () => {
  const confidential = registers.filter((register) => register.confidential).map((register) => register.name)
  const quiet = judges.filter((judge) => restsOnConfidential(judge, registers)).map((judge) => judge.id)
  expect(confidential).not.toEqual([])
  expect(quiet).not.toEqual([])
  for (const check of checks) {
    expect(
      check.reads.filter((name) => confidential.includes(name)),
      check.id,
    ).toEqual([])
    expect(
      check.rules.filter((rule) => quiet.includes(rule)),
      check.id,
    ).toEqual([])
  }
})
