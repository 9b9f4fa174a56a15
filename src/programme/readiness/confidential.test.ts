import { expect, test } from 'vitest'
import { concern } from '../../registers/concern.ts'
import { controlDecision } from '../../registers/controlDecision.ts'
import { registers } from '../../registers/index.ts'
import { build, snapshotOf } from '../testing/build.ts'
import type { RefReadiness } from './readiness.ts'
import { computeReadiness } from './readinessCache.ts'

const today = '2026-06-01'
/** A concern nobody took on, whose answer is long overdue. */
const overdue = build(concern, { openedOn: '2026-01-10', responseDueOn: '2026-01-24', state: 'received' })
const decided = build(controlDecision, {
  control: 'iso42001:A.3.3',
  applicable: 'yes',
  justification: 'People are to speak up.',
  implementation: 'implemented',
})

/** What everybody sees of a clause or control, whatever findings they may not see. */
const shown = ({ ref, score, status, requirements }: RefReadiness) => ({ ref, score, status, requirements })

test.each([
  ['where nothing is decided yet', []],
  ['where the control applies and is in place', [decided]],
])('a concern changes no status, requirement or score, %s', (_name, others) => {
  const without = computeReadiness(snapshotOf(others, today), registers)
  const withOne = computeReadiness(snapshotOf([...others, overdue], today), registers)
  expect([...withOne.clauses, ...withOne.controls].map(shown)).toEqual(
    [...without.clauses, ...without.controls].map(shown),
  )
  expect(withOne.score).toBe(without.score)
  // Those who handle it are told all the same.
  const found = withOne.rules.map((rule) => rule.rule).filter((rule) => !without.rules.some((r) => r.rule === rule))
  expect(found.toSorted()).toEqual(['RR-091', 'concern.due-day'])
})
