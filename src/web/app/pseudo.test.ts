import { afterEach, expect, test } from 'vitest'
import { pseudo } from '../../model/pseudo.ts'
import { activate, t } from './i18n.ts'

afterEach(() => activate('en'))

test('words are accented and longer, blanks and marks stay at the ends', () => {
  expect(pseudo('Save')).toBe('Sàvé ẋẋ')
  expect(pseudo('12 %')).toBe('12 %')
  expect(pseudo(' and ')).toMatch(/^ àñd ẋẋ $/)
})

test('places to fill in and plurals still work', () => {
  activate('en-XA', {}, pseudo)
  const message = '{count, plural, one {# risk of {name}} other {# risks of {name}}} remain.'
  expect(t(message, { count: 1, name: 'Ada' })).toContain('Ada')
  expect(t(message, { count: 1, name: 'Ada' })).toMatch(/^1 rîšk/)
  expect(t(message, { count: 3, name: 'Ada' })).toMatch(/^3 rîškš/)
})
