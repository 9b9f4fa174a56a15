import { expect, test } from 'vitest'
import { isDiskFull, isOutage } from './outage.ts'

const coded = (message: string, more: object) => Object.assign(new Error(message), more)

test('an outage is told from a refusal', () => {
  expect(isOutage(coded('terminating connection', { code: '57P01', severity: 'FATAL' }))).toBe(true)
  expect(isOutage(new Error('Connection terminated unexpectedly'))).toBe(true)
  expect(isOutage(new Error('wrapped', { cause: coded('x', { code: 'ECONNRESET' }) }))).toBe(true)
  expect(isOutage(coded('duplicate key', { code: '23505', severity: 'ERROR' }))).toBe(false)
  expect(isOutage('text')).toBe(false)
})

test('a full disk is known on either side', () => {
  expect(isDiskFull(coded('no space', { code: 'ENOSPC' }))).toBe(true)
  expect(isDiskFull(coded('could not extend file', { code: '53100', severity: 'ERROR' }))).toBe(true)
})
