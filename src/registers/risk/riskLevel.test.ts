import { describe, expect, test } from 'vitest'
import { riskBands } from '../../standard/riskManagement.ts'
import { current, inherent, isNeverAcceptable, type RatedRisk, residual, riskLevel, riskScore } from './riskLevel.ts'

const rated = (values: Partial<RatedRisk>): RatedRisk => ({
  type: 'risk',
  consequenceOrganization: 1,
  consequenceIndividuals: 1,
  consequenceSociety: 1,
  likelihood: 1,
  confidence: 'medium',
  residualConsequence: null,
  residualLikelihood: null,
  ...values,
})

describe('riskScore', () => {
  test.each([
    [[1, 1, 1], 1, 1],
    [[1, 4, 2], 3, 12],
    [[5, 5, 5], 5, 25],
    [[null, 3, null], 2, 6],
  ])('%j at likelihood %i gives %i', (consequences, likelihood, score) => {
    expect(riskScore(consequences, likelihood)).toBe(score)
  })

  test('is unknown while nothing was judged or the likelihood is missing', () => {
    expect(riskScore([null, null, null], 3)).toBeNull()
    expect(riskScore([3], null)).toBeNull()
    expect(riskScore([], 3)).toBeNull()
  })
})

describe('riskLevel', () => {
  test.each([
    // The edges of every band that one to five times one to five can reach.
    [1, 1, 'low'],
    [4, 1, 'low'],
    [2, 2, 'low'],
    [1, 5, 'medium'],
    [3, 2, 'medium'],
    [3, 3, 'medium'],
    [2, 5, 'high'],
    [4, 3, 'high'],
    [4, 4, 'high'],
    [4, 5, 'critical'],
  ])('consequence %i at likelihood %i is %s', (consequence, likelihood, level) => {
    expect(riskLevel({ consequences: [consequence], likelihood, confidence: 'high' })).toBe(level)
  })

  test.each([
    [1, 'high'],
    [2, 'high'],
    [3, 'high'],
    [4, 'critical'],
    [5, 'critical'],
  ])('a gravest consequence at likelihood %i is never below high: %s', (likelihood, level) => {
    expect(riskLevel({ consequences: [1, 5, 1], likelihood, confidence: 'high' })).toBe(level)
  })

  test.each([
    [1, 1, 'medium'],
    [3, 3, 'high'],
    [4, 4, 'critical'],
    [4, 5, 'critical'],
    [5, 1, 'critical'],
  ])('low confidence raises consequence %i at likelihood %i to %s', (consequence, likelihood, level) => {
    expect(riskLevel({ consequences: [consequence], likelihood, confidence: 'low' })).toBe(level)
  })

  test('every score has a level, and a higher step never has a lower one', () => {
    const order = riskBands.map((band) => band.label)
    for (let consequence = 1; consequence <= 5; consequence++) {
      let before = -1
      for (let likelihood = 1; likelihood <= 5; likelihood++) {
        const level = riskLevel({ consequences: [consequence], likelihood, confidence: null })
        expect(level).not.toBeNull()
        const at = order.indexOf(level ?? 'low')
        expect(at).toBeGreaterThanOrEqual(before)
        before = at
      }
    }
  })
})

describe('a risk record', () => {
  test('goes by the residual rating once it is complete', () => {
    const risk = rated({ consequenceIndividuals: 4, likelihood: 5 })
    expect(current(risk)).toEqual({ score: 20, level: 'critical' })
    expect(current({ ...risk, residualConsequence: 2 })).toEqual({ score: 20, level: 'critical' })
    expect(current({ ...risk, residualConsequence: 2, residualLikelihood: 2 })).toEqual({ score: 4, level: 'low' })
  })

  test('keeps the raise for low confidence after treatment', () => {
    const risk = rated({ confidence: 'low', residualConsequence: 2, residualLikelihood: 2 })
    expect(residual(risk)).toEqual({ score: 4, level: 'medium' })
  })

  test('has a level from one judged party, and none before', () => {
    const bare = { consequenceOrganization: null, consequenceIndividuals: null, consequenceSociety: null }
    expect(inherent(rated(bare))).toBeNull()
    expect(inherent(rated({ ...bare, consequenceSociety: 3, likelihood: 3 }))?.level).toBe('medium')
  })

  test('has none when it is an opportunity', () => {
    const chance = rated({ type: 'opportunity', consequenceOrganization: 5, consequenceIndividuals: 5, likelihood: 5 })
    expect(inherent(chance)).toBeNull()
    expect(isNeverAcceptable(chance)).toBe(false)
  })
})

describe('isNeverAcceptable', () => {
  test.each([
    [5, 3, null, null, true],
    [5, 2, null, null, false],
    [4, 5, null, null, false],
    [5, 4, 5, 3, true],
    [5, 4, 5, 2, false],
    [5, 4, 4, 4, false],
    // A residual consequence alone does not prove that the likelihood fell.
    [5, 4, 5, null, true],
  ])('individuals %s, likelihood %s, residual %s at %s: %s', (individuals, likelihood, consequence, left, expected) => {
    const risk = rated({
      consequenceIndividuals: individuals,
      likelihood,
      residualConsequence: consequence,
      residualLikelihood: left,
    })
    expect(isNeverAcceptable(risk)).toBe(expected)
  })
})
