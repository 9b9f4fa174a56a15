import { expect, test } from 'vitest'
import { safeNext } from './safeNext.ts'

test.each(['/', '/acme/risks?sort=title#RISK-1', '/acme/r/risks/RISK-1', '/api-keys'])('%s is followed', (next) => {
  expect(safeNext(next)).toBe(next)
})

test.each([
  undefined,
  ['/a', '/b'],
  '',
  'acme',
  'https://evil.test/',
  '//evil.test/',
  '///evil.test/',
  '/\\evil.test/',
  '\\/evil.test',
  '/\n/evil.test/',
  '/.//evil.test/',
  '/a/..//evil.test/',
  'javascript:alert(1)',
  '/api/v1/single-sign-on/x/start',
  '/welcome?token=x',
  `/${'x'.repeat(2000)}`,
])('%j is not', (next) => {
  expect(safeNext(next)).toBe('/')
})
