import { expect, test } from 'vitest'
import { redacted } from './logging.ts'

test('passwords, tokens and one-time links leave no trace', () => {
  const text = redacted(
    'postgresql://aims:s3cr3t@db/x Authorization: Bearer abc.def-ghi GET /welcome?token=xyz&next=1 AGE-SECRET-KEY-1QQQ',
  )
  for (const secret of ['s3cr3t', 'abc.def', 'xyz', '1QQQ']) expect(text).not.toContain(secret)
  expect(text).toContain('postgresql://aims:***@db/x')
  expect(text).toContain('next=1')
})

test('what is no secret stays', () => {
  expect(redacted('relation "record" does not exist')).toBe('relation "record" does not exist')
})
