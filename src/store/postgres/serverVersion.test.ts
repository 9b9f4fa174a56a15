import { expect, test } from 'vitest'
import { judgeVersion } from './serverVersion.ts'

test.each([
  [150014, 0],
  [150013, 1],
  [160010, 0],
  [160009, 1],
  [170006, 0],
  [170005, 1],
  [180000, 0],
  [190001, 1],
])('server version %i gives %i warnings', (version, warnings) => {
  expect(judgeVersion(version, 'db:5432')).toHaveLength(warnings)
})

test('a PostgreSQL older than 15 is refused with what to do', () => {
  expect(() => judgeVersion(140019, 'db:5432')).toThrow(/db:5432 is version 14.*needs 15 or later/)
})
