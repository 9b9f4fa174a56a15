import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepRecent } from './keepRecent.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('what was asked for longest ago leaves once all weigh too much; the last one stays whatever it weighs', () => {
  const kept = keepRecent<string>(100, 10)
  for (const key of ['a', 'b', 'c']) {
    kept.set(key, key.toUpperCase())
    kept.weigh(key, 40)
    if (key === 'b') expect(kept.get('a')).toBe('A')
  }
  expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual(['A', undefined, 'C'])
  kept.set('d', 'D')
  kept.weigh('d', 5000)
  expect([kept.get('a'), kept.get('c'), kept.get('d')]).toEqual([undefined, undefined, 'D'])
})

test('a new value keeps the weight of its key', () => {
  const kept = keepRecent<number>(100, 10)
  kept.set('a', 1)
  kept.weigh('a', 90)
  kept.set('a', 2)
  kept.set('b', 3)
  kept.weigh('b', 20)
  expect([kept.get('a'), kept.get('b')]).toEqual([undefined, 3])
})

test('what nobody asks for leaves, and is told; what is asked for stays', () => {
  const left: number[] = []
  const kept = keepRecent<string>(100, 10, (weight) => left.push(weight))
  kept.set('idle', 'x')
  kept.weigh('idle', 30)
  kept.set('busy', 'y')
  for (let minutes = 0; minutes < 30; minutes += 3) {
    vi.advanceTimersByTime(3 * 60_000)
    expect(kept.get('busy')).toBe('y')
  }
  expect(kept.get('idle')).toBeUndefined()
  expect(left).toEqual([30])
  kept.delete('busy')
  vi.advanceTimersByTime(60 * 60_000)
  expect(vi.getTimerCount()).toBe(0)
})
