import { expect, test } from 'vitest'
import { errorJson, errorText, exitCodeOf } from './errors.ts'

const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })

test('a file that is not there, or a folder in its place, is told in a sentence; other faults of a file keep their trace', () => {
  const at = (code: string, path?: string) => Object.assign(new Error(`${code}: no, open`), { code, path })
  expect(errorText(at('ENOENT', '/srv/pack.zip.part'))).toBe(
    'There is no file or folder at /srv/pack.zip, or none above it. Check the path.\n',
  )
  expect(errorText(at('EISDIR', '/srv'))).toBe('/srv is a folder; name a file.\n')
  expect(errorText(at('EISDIR', '/srv.partial'))).toBe('/srv is a folder; name a file.\n')
  expect(errorText(at('EEXIST', '/srv/aims.key'))).toMatch(
    /^\/srv\/aims\.key is there already, and is not written over/,
  )
  expect(errorText(at('EACCES', '/root/a.csv'))).toMatch(/^\/root\/a\.csv may not be read or written/)
  expect(errorJson(at('ENOENT', '/srv/a'))).toMatchObject({ error: { code: 'cli/file' } })
  expect(errorText(at('EMFILE', '/srv/a'))).toContain('errors.test.ts')
  expect(errorText(at('ENOENT'))).toContain('errors.test.ts')
})

test('a full disk is told in a sentence, without a trace; what nobody foresaw keeps its trace', () => {
  expect(errorText(full)).toBe(
    'The disk is full (ENOSPC: no space left on device, write). Free space, then do it again.\n',
  )
  expect(errorJson(full)).toMatchObject({ error: { code: 'server/disk-full' } })
  expect(exitCodeOf(full)).toBe(1)
  expect(errorText(new Error('unforeseen'))).toContain('errors.test.ts')
})
