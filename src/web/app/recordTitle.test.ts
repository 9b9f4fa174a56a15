import { expect, test } from 'vitest'
import type { RegisterDescription } from '../../server/contract.ts'
import { recordTitle } from './recordTitle.ts'

const withFields = (...names: string[]) =>
  ({ fields: names.map((name) => ({ name })) }) as unknown as RegisterDescription

test('days are said in words in a title that was put together, and left alone in one that somebody wrote', () => {
  const title = 'Accepted by Idris Bakkali on 2026-05-04'
  expect(recordTitle(withFields('reason'), title)).toBe('Accepted by Idris Bakkali on 4 May 2026')
  expect(recordTitle(withFields('title', 'reason'), 'Backup of 2026-05-04')).toBe('Backup of 2026-05-04')
  expect(recordTitle(undefined, title)).toBe(title)
  expect(recordTitle(withFields('reason'), 'Build 12026-05-041')).toBe('Build 12026-05-041')
})
