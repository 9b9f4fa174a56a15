import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Case, type CaseOption, compareOptions, trackActuals } from './businessCase.ts'

const option = (name: string, values: Partial<CaseOption> = {}): CaseOption => ({
  option: name,
  costOnce: 0,
  costPerYear: 0,
  effortDays: 0,
  benefitPerYear: 0,
  ...values,
})
const caseOf = (options: CaseOption[], values: Partial<Case> = {}): Case => ({
  horizonYears: 3,
  options,
  chosenOption: null,
  decidedOn: null,
  actuals: null,
  ...values,
})
const certify = option('Certify', { costOnce: 40_000, costPerYear: 10_000, effortDays: 100, benefitPerYear: 60_000 })

describe('a comparison of options', () => {
  test('adds up cost, benefit and net, and compares with doing nothing', () => {
    const compared = compareOptions(caseOf([certify, option('Do nothing')]))
    expect(compared.options[0]).toMatchObject({ totalCost: 70_000, totalBenefit: 180_000, net: 110_000 })
    expect(compared.options[0]).toMatchObject({ betterThanBaseline: 110_000, paybackMonths: 10 })
    expect(compared).toMatchObject({ baseline: 'Do nothing', best: 'Certify', years: 3 })
  })

  test('counts own effort in money only where a day rate is given', () => {
    expect(compareOptions(caseOf([certify]), 500).options[0]).toMatchObject({ totalCost: 120_000, paybackMonths: 22 })
  })

  test('never pays back when it costs more each year than it brings', () => {
    const loss = option('Loss', { costOnce: 5, costPerYear: 9, benefitPerYear: 8 })
    expect(compareOptions(caseOf([loss])).options[0]?.paybackMonths).toBeNull()
  })

  test('names no best option while figures are missing', () => {
    const compared = compareOptions(caseOf([certify, option('Later', { benefitPerYear: null })]))
    expect(compared.options[1]?.missing).toEqual(['Benefit per year'])
    expect(compared.best).toBeNull()
  })

  test('the best option has the highest net', () => {
    const amount = fc.integer({ min: 0, max: 1000 })
    const rows = fc.array(fc.tuple(amount, amount, amount), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(rows, (list) => {
        const options = list.map(([costOnce, costPerYear, benefitPerYear], i) =>
          option(`Option ${i}`, { costOnce, costPerYear, benefitPerYear }),
        )
        const compared = compareOptions(caseOf(options))
        const best = compared.options.find((each) => each.option === compared.best)
        if (best) for (const each of compared.options) expect(each.net).toBeLessThanOrEqual(best.net)
      }),
    )
  })
})

describe('actual figures', () => {
  const decided = caseOf([certify], {
    chosenOption: 'Certify',
    decidedOn: '2025-01-01',
    actuals: [
      { until: '2026-01-01', cost: 55_000, effortDays: 120, benefit: 40_000 },
      { until: '2025-07-01', cost: 1, effortDays: 1, benefit: 1 },
    ],
  })

  test('are held against the plan up to that day, the newest row counting', () => {
    const tracked = trackActuals(decided)
    expect(tracked?.until).toBe('2026-01-01')
    expect(tracked?.cost).toMatchObject({ planned: 49_993, difference: 5007 })
    expect(tracked?.effortDays).toMatchObject({ planned: 100, difference: 20 })
    expect(tracked?.benefit?.difference).toBeLessThan(-19_000)
  })

  test('are not compared before a decision', () => {
    expect(trackActuals({ ...decided, decidedOn: null })).toBeNull()
  })
})
