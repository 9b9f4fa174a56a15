import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceOfAtMost, neededSize, sizeReason } from './sampleSize.ts'
import { drawSample, extendOnFailure, type PopulationItem, type SamplePlan } from './sampling.ts'

const population = (n: number): PopulationItem[] =>
  Array.from({ length: n }, (_, i) => ({ id: `CHG-${i + 1}`, label: `Change ${i + 1}`, weight: i % 5 }))

function drawn(items: readonly PopulationItem[], plan: Partial<SamplePlan>) {
  const result = drawSample(items, { method: 'random', size: 5, seed: 'WP-7', ...plan })
  if (result.problem !== null) throw new Error(result.problem)
  return result.sample.items.map((item) => item.id)
}

describe('a sample', () => {
  test('can be drawn again by an outsider with nothing but SHA-256', () => {
    const key = (id: string) => createHash('sha256').update(`WP-7\n${id}`).digest('hex')
    const byHand = population(40)
      .map((item) => item.id)
      .sort((a, b) => (key(a) < key(b) ? -1 : 1))
      .slice(0, 5)
    expect(drawn(population(40), {})).toEqual(byHand)
  })

  test('takes those with most at stake first, by risk', () => {
    const ids = drawn(population(20), { method: 'risk', size: 4 })
    expect(ids.toSorted()).toEqual(['CHG-10', 'CHG-15', 'CHG-20', 'CHG-5'])
  })

  test('by judgement keeps the reasons, and refuses picks without one or from elsewhere', () => {
    const draw = (picks: { id: string; why: string }[]) =>
      drawSample(population(5), { method: 'judgement', size: 1, seed: '', picks })
    expect(draw([{ id: 'CHG-2', why: 'touched the model' }])).toMatchObject({
      sample: { items: [{ id: 'CHG-2', why: 'touched the model' }] },
    })
    expect(draw([{ id: 'CHG-2', why: ' ' }]).problem).toMatch(/Say why/)
    expect(draw([{ id: 'CHG-9', why: 'x' }]).problem).toMatch(/not in the population/)
    expect(draw([]).problem).toMatch(/at least one/)
  })

  test('is refused without population, size or seed, or with a doubled id', () => {
    const draw = (items: PopulationItem[], plan: Partial<SamplePlan>) =>
      drawSample(items, { method: 'random', size: 1, seed: 's', ...plan }).problem
    expect(draw([], {})).toMatch(/empty/)
    expect(draw(population(3), { size: 0 })).toMatch(/at least 1/)
    expect(draw(population(3), { seed: ' ' })).toMatch(/seed/)
    expect(draw([...population(3), ...population(1)], {})).toMatch(/same id/)
    expect(draw(population(3), {})).toBeNull()
  })

  test('is the same for the same seed whatever the order, grows without changing, and has no doubles', () => {
    const methods = fc.constantFrom('random', 'everyNth', 'risk' as const)
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.nat(80),
        fc.string({ minLength: 1 }),
        methods,
        (n, k, s, method) => {
          fc.pre(s.trim() !== '')
          const items = population(n)
          const plan = { method, seed: s, size: k + 1 }
          const ids = drawn(items, plan)
          expect(ids).toHaveLength(Math.min(n, k + 1))
          expect(new Set(ids).size).toBe(ids.length)
          expect(drawn(items.toReversed(), plan)).toEqual(ids)
          if (method !== 'everyNth') expect(drawn(items, { ...plan, size: k + 2 }).slice(0, ids.length)).toEqual(ids)
        },
      ),
    )
  })

  test('gives every item about the same chance', () => {
    const seen = new Map<string, number>()
    for (let i = 0; i < 2000; i += 1)
      for (const id of drawn(population(20), { seed: `s${i}` })) seen.set(id, (seen.get(id) ?? 0) + 1)
    for (const times of seen.values()) expect(Math.abs(times - 500)).toBeLessThan(90)
  })
})

describe('the size of a sample', () => {
  test('is the smallest that is sure enough', () => {
    const question = { confidence: 0.9, tolerable: 0.1 }
    expect(neededSize(100, question)).toBe(20)
    expect(chanceOfAtMost(0, 20, 10, 100)).toBeLessThanOrEqual(0.1)
    expect(chanceOfAtMost(0, 19, 10, 100)).toBeGreaterThan(0.1)
    expect(neededSize(0, question)).toBe(0)
    expect(neededSize(5, question)).toBe(5)
    expect(neededSize(100_000, question)).toBe(22)
  })

  test('grows with confidence and with failures, never beyond the population', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(5), (n, expectedFailures) => {
        const size = (confidence: number, failures: number) =>
          neededSize(n, { confidence, tolerable: 0.1, expectedFailures: failures })
        expect(size(0.95, expectedFailures)).toBeGreaterThanOrEqual(size(0.8, expectedFailures))
        expect(size(0.9, expectedFailures + 1)).toBeGreaterThanOrEqual(size(0.9, expectedFailures))
        expect(size(0.95, expectedFailures)).toBeLessThanOrEqual(n)
      }),
    )
  })

  test('is explained', () => {
    expect(sizeReason(100, { confidence: 0.9, tolerable: 0.1 })).toBe(
      '20 of 100 items: with no failure, 90 % confidence that fewer than 10 % fail.',
    )
    expect(sizeReason(4, { confidence: 0.9, tolerable: 0.1 })).toMatch(/^All 4/)
  })
})

describe('after failures', () => {
  test('the draw is extended, to everything when that is what it takes', () => {
    expect(extendOnFailure(100, { checked: 20, failed: 0 }).size).toBe(20)
    expect(extendOnFailure(100, { checked: 20, failed: 1 }).size).toBe(40)
    expect(extendOnFailure(12, { checked: 8, failed: 3 })).toMatchObject({ size: 12 })
  })
})
