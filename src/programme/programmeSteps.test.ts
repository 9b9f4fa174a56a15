import { describe, expect, test } from 'vitest'
import { say } from '../model/say.ts'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { concern } from '../registers/concern.ts'
import { registers } from '../registers/index.ts'
import { managementReview } from '../registers/managementReview.ts'
import { programmeTask } from '../registers/programmeTask.ts'
import { scopeStatement } from '../registers/scopeStatement.ts'
import { settings } from '../registers/settings/settings.ts'
import { supplier } from '../registers/supplier.ts'
import { checkableRefs, describeRef } from '../standard/index.ts'
import { nextActions, phases, programme } from './programmeSteps.ts'
import { build, snapshotOf } from './testing/build.ts'

type Records = Parameters<typeof snapshotOf>[0]

const step = (records: Records, id: string) => {
  const found = programme(snapshotOf(records))
    .flatMap((phase) => phase.steps)
    .find((each) => each.id === id)
  if (!found) throw new Error(`no step ${id}`)
  return found
}

describe('the programme', () => {
  const steps = phases.flatMap((phase) => phase.steps)

  test('has five phases with steps whose ids are their own', () => {
    expect(phases.map((phase) => [phase.id, phase.steps.length])).toEqual([
      ['prepare', 11],
      ['implement', 21],
      ['ready', 5],
      ['audit', 4],
      ['improve', 5],
    ])
    expect(new Set(steps.map((each) => each.id)).size).toBe(steps.length)
  })

  test('names references, registers and parts that exist', () => {
    const names = registers.map((register) => register.name)
    for (const each of steps) {
      for (const ref of each.refs) expect([each.id, ref, describeRef(ref)?.ref]).toEqual([each.id, ref, ref])
      expect(each.parts.length).toBeGreaterThan(0)
      for (const part of each.parts) expect(names).toEqual(expect.arrayContaining([...part.registers]))
    }
  })

  test('touches every clause and control', () => {
    const served = new Set(steps.flatMap((each) => each.refs))
    const untouched = checkableRefs.filter((ref) => !served.has(ref))
    expect(untouched).toEqual([])
  })

  test('begins with everything missing and says what to do', () => {
    for (const phase of programme(snapshotOf([]))) {
      for (const each of phase.steps) {
        expect([each.id, each.state]).toEqual([each.id, 'missing'])
        expect(each.progress).toBeLessThan(1)
        expect(each.missing.length).toBeGreaterThan(0)
        for (const item of each.missing) expect(item.action).not.toBe('')
      }
    }
  })
})

describe('a step', () => {
  const scope = (values: Parameters<typeof build<typeof scopeStatement>>[1]) => [build(scopeStatement, values)]

  test('goes from missing over draft and review to in force, as its record does', () => {
    expect(step([], 'scope').state).toBe('missing')
    expect(step(scope({ state: 'draft' }), 'scope')).toMatchObject({ state: 'draft', progress: 0.3 })
    expect(step(scope({ state: 'inReview' }), 'scope')).toMatchObject({ state: 'inReview', progress: 0.6 })
    expect(step(scope({ state: 'approved' }), 'scope')).toMatchObject({ state: 'inForce', progress: 1, missing: [] })
    expect(step(scope({ state: 'superseded' }), 'scope').state).toBe('missing')
  })

  test('becomes due, then overdue, by the date on record', () => {
    const state = (nextReviewOn: string) => step(scope({ state: 'approved', nextReviewOn }), 'scope').state
    expect(state('2027-06-01')).toBe('inForce')
    expect(state('2026-12-25')).toBe('due')
    expect(state('2026-11-24')).toBe('overdue')
    const fresh = build(scopeStatement, { state: 'approved', nextReviewOn: '2027-09-01' })
    expect(step([...scope({ state: 'approved', nextReviewOn: '2026-01-01' }), fresh], 'scope').state).toBe('inForce')
  })

  test('counts shares and names the records that fail', () => {
    const [owned, bare] = [build(aiSystem, { owner: 'p', inScope: true }), build(aiSystem, { inScope: true })]
    const found = step([owned, bare], 'inventory')
    expect(found.state).toBe('draft')
    expect(found.progress).toBeCloseTo((1 + 0.5 + 1) / 3)
    expect(found.missing).toMatchObject([{ record: { id: bare.id }, action: say`Choose an owner.` }])
  })

  test('names twenty records and counts the rest', () => {
    const many = Array.from({ length: 30 }, () => build(aiSystem, { inScope: true }))
    const missing = step(many, 'inventory').missing
    expect(missing).toHaveLength(20)
    expect(String(missing[19]?.text)).toContain('and 10 more')
  })

  test('is not begun by parts that have nothing to ask about', () => {
    expect(step([], 'thirdParties').state).toBe('missing')
    expect(step([build(supplier, { providesAi: true, state: 'proposed' })], 'thirdParties').state).toBe('missing')
  })

  test('needs the certificate of 27001 described only by those who hold it', () => {
    expect(step([build(settings, { ismsCertified: false })], 'overlap27001').state).toBe('inForce')
    expect(step([build(settings, { ismsCertified: true })], 'overlap27001').state).toBe('draft')
  })

  test('asks for a management review again after a year', () => {
    const signed = (heldOn: string) =>
      step([build(managementReview, { state: 'signed', heldOn })], 'managementReview').state
    expect(signed('2026-06-01')).toBe('inForce')
    expect(signed('2025-11-01')).toBe('overdue')
  })

  test('says that the channel for concerns was tested without naming a concern', () => {
    const tested = step([build(concern, { channelTest: true, answeredOn: '2026-05-01' })], 'concerns')
    expect(tested.have).toEqual([{ text: say`A test concern was answered`, records: [] }])
  })

  test('shows the open tasks that belong to it', () => {
    const [open, done] = [
      build(programmeTask, { step: 'scope' }),
      build(programmeTask, { step: 'scope', state: 'done' }),
    ]
    expect(step([open, done], 'scope').tasks.map((task) => task.id)).toEqual([open.id])
  })

  test('that tasks wait for each other is said where the plan is made', () => {
    const [a, b] = [
      build(programmeTask, { id: 'a', dependsOn: ['b'] }),
      build(programmeTask, { id: 'b', dependsOn: ['a'] }),
    ]
    expect(step([a, b], 'roadmap').missing.some((item) => String(item.text).includes('wait for each other'))).toBe(true)
  })
})

test('what to do next is what is late, then the first open steps', () => {
  const late = build(scopeStatement, { state: 'approved', nextReviewOn: '2026-01-01' })
  const next = nextActions(programme(snapshotOf([late])), 3)
  expect(next.map((item) => item.step)).toEqual(['scope', 'context', 'inventory'])
})
