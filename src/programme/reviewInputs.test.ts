import { describe, expect, test } from 'vitest'
import { audit } from '../registers/audit.ts'
import { concern } from '../registers/concern.ts'
import { finding } from '../registers/finding.ts'
import { incident } from '../registers/incident.ts'
import { managementReview } from '../registers/managementReview.ts'
import { measurement } from '../registers/measurement.ts'
import { metric } from '../registers/metric.ts'
import { reviewAction } from '../registers/reviewAction.ts'
import { risk } from '../registers/risk/risk.ts'
import { standingOf } from './metricStanding.ts'
import { assembleReview } from './reviewInputs.ts'
import { build, snapshotOf } from './testing/build.ts'

type Records = Parameters<typeof snapshotOf>[0]

const report = (records: Records, input: string, reviewId?: string) => {
  const found = assembleReview(snapshotOf(records), reviewId).inputs.find((i) => i.input === input)
  if (!found) throw new Error(input)
  return { ...found, values: Object.fromEntries(found.figures.map((f) => [f.label, f.value])) }
}
const last = build(managementReview, { state: 'signed', heldOn: '2026-06-01' })

describe('the inputs of a management review', () => {
  test('cover all that the standard asks for and all that is recommended, also on an empty system', () => {
    const { inputs, rows } = assembleReview(snapshotOf([]))
    expect(inputs.map((i) => i.input)).toEqual([
      'MRI-1',
      'MRI-2',
      'MRI-3',
      'MRI-4',
      'MRI-5',
      'MRI-6',
      'MRI-7',
      'objective progress',
      'risk and treatment status',
      'impact assessment results',
      'incidents and concerns',
      'supplier performance',
      'legal change',
      'resource adequacy',
      'interested-party feedback',
    ])
    expect(inputs.every((i) => String(i.summary).length > 0)).toBe(true)
    expect(inputs.filter((i) => i.isRequired)).toHaveLength(7)
    expect(managementReview.fields.inputs.type.schema(managementReview.fields.inputs).safeParse(rows).success).toBe(
      true,
    )
  })

  test('look back to the last review, a year without one, or as the review itself says', () => {
    const period = (records: Records, id?: string) => assembleReview(snapshotOf(records), id).period
    expect(period([])).toEqual({ from: '2025-11-25', until: '2026-11-25', previous: null })
    expect(period([last])).toMatchObject({ from: '2026-06-01', previous: last.id })
    const own = build(managementReview, { periodStartOn: '2026-01-01', periodEndOn: '2026-10-31' })
    expect(period([last, own], own.id)).toEqual({ from: '2026-01-01', until: '2026-10-31', previous: last.id })
  })

  test('tell how far earlier decisions were carried out', () => {
    const done = build(reviewAction, { review: last.id, state: 'done' })
    const late = build(reviewAction, { review: last.id, dueOn: '2026-10-01' })
    expect(report([last, done, late], 'MRI-1')).toMatchObject({ values: { Done: 1, Open: 1, Late: 1 } })
    expect(String(report([], 'MRI-1').summary)).toBe('There was no earlier review.')
  })

  test('count nonconformities of the period only, and those still open', () => {
    const before = build(finding, { grade: 'minor', openedOn: '2026-05-01' })
    const closed = build(finding, { grade: 'major', openedOn: '2026-07-01', closedOn: '2026-09-01', state: 'closed' })
    const idea = build(finding, { grade: 'ofi', openedOn: '2026-07-01' })
    expect(report([last, before, closed, idea], 'MRI-4').values).toEqual({
      Opened: 1,
      Closed: 1,
      Open: 1,
      'Major, open': 0,
    })
  })

  test('give audit results by grade', () => {
    const held = build(audit, { state: 'reported', reportedOn: '2026-08-01' })
    const minor = build(finding, { audit: held.id, grade: 'minor', openedOn: '2026-08-01' })
    expect(report([last, held, minor], 'MRI-6')).toMatchObject({ values: { Audits: 1, Minor: 1, Major: 0 } })
    expect(String(report([last, { ...held, reportedOn: '2026-05-01' }, minor], 'MRI-6').summary)).toBe(
      'No audit was reported.',
    )
  })

  test('name metrics off target and never measured', () => {
    const good = build(metric, { state: 'active', better: 'higher', target: 90 })
    const bad = build(metric, { state: 'active', better: 'lower', target: 5 })
    const silent = build(metric, { state: 'active' })
    const values = [
      build(measurement, { metric: good.id, value: 95, measuredOn: '2026-10-01' }),
      build(measurement, { metric: bad.id, value: 9, measuredOn: '2026-10-01' }),
    ]
    const found = report([last, good, bad, silent, ...values], 'MRI-5')
    expect(String(found.summary)).toContain(`Off target: ${bad.ref}.`)
    expect(String(found.summary)).toContain(`Never measured: ${silent.ref}.`)
  })

  test('show risks above the appetite as treatment left them', () => {
    const grave = build(risk, { consequenceIndividuals: 4, likelihood: 4 })
    const treated = build(risk, {
      consequenceIndividuals: 4,
      likelihood: 4,
      residualConsequence: 2,
      residualLikelihood: 1,
    })
    expect(report([grave, treated], 'risk and treatment status').records.map((r) => r.id)).toEqual([grave.id])
  })

  test('tell concerns as numbers and never as records', () => {
    const raised = build(concern, { openedOn: '2026-09-01' })
    const happened = build(incident, { happenedOn: '2026-09-01' })
    const found = report([last, raised, happened], 'incidents and concerns')
    expect(found.values).toMatchObject({ Concerns: 1, Incidents: 1 })
    expect(found.records.map((r) => r.register)).toEqual(['incident'])
    expect(String(found.summary)).not.toContain(raised.ref)
  })
})

test.each([
  ['higher', 90, 90, 'met'],
  ['higher', 90, 89, 'missed'],
  ['lower', 5, 6, 'missed'],
  ['within', null, 6, 'missed'],
  ['within', null, 5, 'met'],
  [null, 5, 6, 'noTarget'],
] as const)('a metric that is better %s with target %s stands at %s: %s', (better, target, value, standing) => {
  expect(standingOf({ better, target, lowerLimit: 1, upperLimit: 5 }, value)).toBe(standing)
})
