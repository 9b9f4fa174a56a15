import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { risk } from '../registers/risk/risk.ts'
import { riskCriteria } from '../registers/riskCriteria.ts'
import { type RiskMatrix, riskMatrices } from './riskMatrix.ts'
import { build, snapshotOf } from './testing/build.ts'

const cell = (matrix: RiskMatrix, consequence: number, likelihood: number) =>
  matrix.cells.find((c) => c.consequence === consequence && c.likelihood === likelihood)

describe('the risk matrix', () => {
  test('puts each risk where its gravest consequence and likelihood meet, and shows where treatment moved it', () => {
    const treated = build(risk, {
      consequenceOrganization: 2,
      consequenceIndividuals: 4,
      likelihood: 4,
      residualConsequence: 4,
      residualLikelihood: 2,
    })
    const untreated = build(risk, { consequenceSociety: 3, likelihood: 1 })
    const { before, after, moved } = riskMatrices(snapshotOf([treated, untreated]))
    expect(cell(before, 4, 4)).toMatchObject({ risks: [treated.id], level: 'high', aboveAppetite: true })
    expect(cell(after, 4, 2)?.risks).toEqual([treated.id])
    expect(cell(after, 3, 1)?.risks).toEqual([untreated.id])
    expect(moved).toEqual([
      { id: treated.id, from: { consequence: 4, likelihood: 4 }, to: { consequence: 4, likelihood: 2 } },
    ])
  })

  test('draws the line by the appetite of approved criteria, the cautious one before', () => {
    const line = (records: Parameters<typeof snapshotOf>[0]) =>
      riskMatrices(snapshotOf(records)).before.appetiteLine.map((step) => step.fromLikelihood)
    expect(line([])).toEqual([5, 3, 2, 2, 1])
    expect(line([build(riskCriteria, { appetite: 'medium', state: 'draft' })])).toEqual([5, 3, 2, 2, 1])
    expect(line([build(riskCriteria, { appetite: 'medium', state: 'approved' })])).toEqual([null, 5, 4, 3, 1])
  })

  test('leaves closed risks out, and those another choice leaves out', () => {
    const snapshot = snapshotOf([build(risk, { state: 'closed' }), build(risk, { systems: ['s1'] }), build(risk)])
    expect(riskMatrices(snapshot).before.total).toBe(2)
    expect(riskMatrices(snapshot, (each) => each.systems.includes('s1')).before.total).toBe(1)
  })

  test('holds every risk exactly once, before and after', () => {
    const step = fc.option(fc.integer({ min: 1, max: 5 }))
    const rating = fc.record({
      type: fc.constantFrom('risk' as const, 'opportunity' as const),
      consequenceOrganization: step,
      consequenceIndividuals: step,
      likelihood: step,
      residualConsequence: step,
      residualLikelihood: step,
    })
    fc.assert(
      fc.property(fc.array(rating, { maxLength: 30 }), (ratings) => {
        const risks = ratings.map((values) => build(risk, values))
        const matrices = riskMatrices(snapshotOf(risks))
        for (const matrix of [matrices.before, matrices.after]) {
          const held = [...matrix.cells.flatMap((c) => c.risks), ...matrix.unrated, ...matrix.opportunities]
          expect(held.toSorted()).toEqual(risks.map((r) => r.id).toSorted())
          expect(matrix.total).toBe(risks.length)
          const counted = Object.values(matrix.byLevel).reduce((a, b) => a + b, 0)
          expect(counted).toBe(matrix.cells.flatMap((c) => c.risks).length)
        }
      }),
    )
  })
})
