import { describe, expect, test } from 'vitest'
import { impactAssessmentData } from '../../standard/impactAssessment.ts'
import { impactLevel, impactLevels, overallLevel, type RatedImpact } from './overallLevel.ts'

const harm = (severity: number | null, likelihood: number | null, more: Partial<RatedImpact> = {}): RatedImpact => ({
  direction: 'harm',
  severity: 5,
  likelihood: 5,
  residualSeverity: severity,
  residualLikelihood: likelihood,
  confidence: 'high',
  ...more,
})

test('the levels are those of the standard data', () => {
  expect([...impactLevels].sort()).toEqual(Object.keys(impactAssessmentData.periodic_interval_months).sort())
})

describe('one harm', () => {
  test.each([
    // severity 5: likelihood 1 is high, from 2 on critical
    [5, 1, 'high'],
    [5, 2, 'critical'],
    [5, 5, 'critical'],
    // severity 4: high up to likelihood 3, critical from 4
    [4, 1, 'high'],
    [4, 3, 'high'],
    [4, 4, 'critical'],
    // below 4 the product decides: 6 moderate, 12 high
    [3, 1, 'low'],
    [1, 5, 'low'],
    [2, 3, 'moderate'],
    [3, 3, 'moderate'],
    [2, 5, 'moderate'],
    [3, 4, 'high'],
    [3, 5, 'high'],
    [1, 1, 'low'],
  ])('severity %i at likelihood %i is %s', (severity, likelihood, level) => {
    expect(impactLevel(harm(severity, likelihood))).toBe(level)
  })

  test.each([
    [1, 1, 'moderate'],
    [2, 3, 'high'],
    [3, 4, 'critical'],
    [5, 5, 'critical'],
  ])('low confidence raises severity %i at likelihood %i to %s', (severity, likelihood, level) => {
    expect(impactLevel(harm(severity, likelihood, { confidence: 'low' }))).toBe(level)
  })

  test('medium confidence raises nothing', () => {
    expect(impactLevel(harm(1, 1, { confidence: 'medium' }))).toBe('low')
  })

  test('counts as it stands before measures while what is left was not judged', () => {
    expect(impactLevel(harm(null, null, { severity: 3, likelihood: 2 }))).toBe('moderate')
    expect(impactLevel(harm(null, null, { severity: null, likelihood: null }))).toBeNull()
  })
})

describe('the whole assessment', () => {
  test('takes the highest harm', () => {
    expect(overallLevel([harm(1, 1), harm(3, 4), harm(2, 3)])).toBe('high')
  })

  test('is not lowered by benefits', () => {
    const benefit: RatedImpact = { ...harm(5, 5), direction: 'benefit' }
    expect(overallLevel([harm(4, 4), benefit])).toBe('critical')
    expect(overallLevel([harm(1, 1), benefit])).toBe('low')
    expect(overallLevel([benefit])).toBe('low')
  })

  test('is open while nothing was judged', () => {
    expect(overallLevel(null)).toBeNull()
    expect(overallLevel([])).toBeNull()
    expect(overallLevel([harm(null, null, { severity: null, likelihood: null })])).toBeNull()
  })
})
