import { afterEach, expect, test } from 'vitest'
import { activate } from '../../app/i18n.ts'
import german from '../../locales/de/messages.json' with { type: 'json' }
import { proofWords } from './proofWords.ts'

afterEach(() => activate('en', {}))

test('says how somebody showed who they are in the language spoken, and a named key as it was kept', () => {
  expect(proofWords('not asked')).toBe('not asked')
  activate('de', german)
  expect(proofWords('not asked')).toBe('nicht gefragt')
  expect(proofWords('key for programs "Nightly"')).toBe('key for programs "Nightly"')
  expect(proofWords('constructor')).toBe('constructor')
})
