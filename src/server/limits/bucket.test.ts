import { expect, test } from 'vitest'
import { allowancesFrom, isCostly, usualAllowances } from './allowances.ts'
import { makeBuckets } from './bucket.ts'

const allowance = { requests: 3, seconds: 30 }

test('so many at once, then one for each part of the time', () => {
  const take = makeBuckets()
  const at = (ms: number) => take('a', allowance, ms)
  expect([at(0), at(0), at(0)]).toEqual([0, 0, 0])
  expect(at(0)).toBe(10)
  expect(at(9_000)).toBe(1)
  expect(at(10_000)).toBe(0)
  expect(at(10_000)).toBe(10)
  // A clock that goes back gives nothing away.
  expect(at(0)).toBe(10)
  expect([at(100_000), at(100_000), at(100_000), at(100_000)]).toEqual([0, 0, 0, 10])
})

test('one does not use up the allowance of another, and many accounts do not fill the memory', () => {
  const take = makeBuckets()
  for (let n = 0; n < 4; n++) take('a', allowance, 0)
  expect(take('a', allowance, 0)).toBeGreaterThan(0)
  expect(take('b', allowance, 0)).toBe(0)
  for (let n = 0; n < 20_001; n++) take(`other ${n}`, allowance, 0)
  expect(take('a', allowance, 0)).toBe(0)
})

test('the environment widens a limit, and a wrong word there stops the start', () => {
  expect(allowancesFrom(undefined)).toEqual(usualAllowances)
  expect(allowancesFrom('search=5000/60, pack=1/10').search).toEqual({ requests: 5000, seconds: 60 })
  expect(allowancesFrom('search=5000/60').pack).toEqual(usualAllowances.pack)
  for (const wrong of ['search', 'search=off', 'nothing=1/1', 'search=0/60', 'search=1/0', 'toString=1/1'])
    expect(() => allowancesFrom(wrong), wrong).toThrow(/OPENAIMS_LIMITS/)
})

test('the document names the routes that are counted', () => {
  expect(isCostly('get', '/api/v1/o/{organisation}/search')).toBe(true)
  expect(isCostly('get', '/api/v1/o/{organisation}/home')).toBe(false)
})
