import { describe, expect, test } from 'vitest'
import { controlDecision } from '../registers/controlDecision.ts'
import { registers } from '../registers/index.ts'
import { programmeTask } from '../registers/programmeTask.ts'
import { gapAnalysis, gapTotals, proposeTasks } from './gap.ts'
import type { Readiness } from './readiness/findings.ts'
import { computeReadiness } from './readiness/index.ts'
import type { RefReadiness, RuleReadiness } from './readiness/readiness.ts'
import { build, snapshotOf } from './testing/build.ts'

const record = { id: 'd1', register: 'document', ref: 'DOC-1', title: 'Scope', state: 'approved', archived: false }
const requirement = (id: string, met: boolean, records: (typeof record)[] = []) => ({
  id,
  text: `Text ${id}`,
  strength: 'required',
  met,
  because: met ? '' : 'It is missing.',
  records,
  blockedBy: null,
})
const state = (ref: string, values: Partial<RefReadiness> = {}): RefReadiness => ({
  ref,
  title: 'Title',
  score: 0,
  status: 'missing',
  requirements: [],
  findings: 0,
  rules: [],
  evidenceAgeDays: null,
  ...values,
})
const rule = (id: string, open: number, accepted: number): RuleReadiness => ({
  rule: id,
  title: id,
  severity: 'minor',
  refs: [],
  fix: '',
  registers: ['document'],
  open,
  accepted,
  effect: 1,
})
// The rules of the organisation's records are asked for their first findings; here there are none of them.
const { findings } = computeReadiness(snapshotOf([]), registers)

const readiness: Readiness = {
  asOf: '2026-11-25T12:00:00.000000Z',
  score: 0.5,
  clauses: [
    state('iso42001:4.3', { requirements: [requirement('R1', true, [record]), requirement('R2', false)] }),
    state('iso42001:4.4', { requirements: [requirement('R3', true, [record])], rules: ['F1', 'F2'] }),
  ],
  controls: [
    state('iso42001:A.7.3', { requirements: [requirement('R4', false)] }),
    state('iso42001:A.8.2', { requirements: [requirement('R5', false, [record])] }),
  ],
  accepted: 1,
  rules: [rule('F1', 0, 1), rule('F2', 3, 0)],
  findings,
  counts: { major: 0, minor: 1, ofi: 0 },
}
const excluded = build(controlDecision, { control: 'iso42001:A.7.3', applicable: 'no' })
const rows = gapAnalysis(readiness, snapshotOf([excluded]))
const row = (ref: string) => rows.find((each) => each.ref === ref)

describe('the gap', () => {
  test('sets what is there beside what is missing, requirement by requirement', () => {
    expect(row('iso42001:4.3')?.requirements).toEqual([
      { id: 'R1', text: 'Text R1', strength: 'required', have: [record], gap: null },
      { id: 'R2', text: 'Text R2', strength: 'required', have: [], gap: 'It is missing.' },
    ])
    expect(row('iso42001:4.3')?.documents.map(String)).toContain('AIMS scope statement')
  })

  test('asks more days to begin something than to put it right, none where nothing is to be done', () => {
    const days = (ref: string) => row(ref)?.effort.days ?? 0
    expect(days('iso42001:4.3')).toBeGreaterThan(days('iso42001:A.8.2'))
    expect(days('iso42001:A.8.2')).toBeGreaterThan(0)
    expect(row('iso42001:A.7.3')).toMatchObject({ isExcluded: true, effort: { size: 'none', days: 0 } })
  })

  test('leaves accepted findings out', () => {
    expect(row('iso42001:4.4')?.findings).toBe(3)
  })

  test('adds up without what is left out', () => {
    expect(gapTotals(rows)).toMatchObject({ requirements: 4, met: 2 })
  })

  test('becomes tasks, one for each clause and control that no open task names yet', () => {
    const named = build(programmeTask, { standardRefs: ['iso42001:4.3'] })
    const refs = (records: Parameters<typeof snapshotOf>[0]) =>
      proposeTasks(rows, snapshotOf(records)).map((t) => t.values.standardRefs)
    expect(refs([])).toEqual([['iso42001:4.3'], ['iso42001:4.4'], ['iso42001:A.8.2']])
    expect(refs([named])).toEqual([['iso42001:4.4'], ['iso42001:A.8.2']])
    expect(refs([{ ...named, state: 'done' }])).toHaveLength(3)
  })
})
