import { expect, test } from 'vitest'
import { errorJson, errorText, exitCodeOf } from './errors.ts'

const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })

test('a full disk is told in a sentence, without a trace; what nobody foresaw keeps its trace', () => {
  expect(errorText(full)).toBe(
    'The disk is full (ENOSPC: no space left on device, write). Free space, then do it again.\n',
  )
  expect(errorJson(full)).toMatchObject({ error: { code: 'server/disk-full' } })
  expect(exitCodeOf(full)).toBe(1)
  expect(errorText(new Error('unforeseen'))).toContain('errors.test.ts')
})
