import { afterEach, expect, test } from 'vitest'
import { activate } from './i18n.ts'
import { translated } from './translated.ts'

afterEach(() => activate('en'))

const answer = {
  phases: [{ id: 'prepare', title: 'Prepare', proof: ['An owner', 'Something of ours'] }],
  record: { id: '1', register: 'risk', ref: 'RISK-1', title: 'Prepare', state: 'open' },
  note: 'Prepare',
}

test('words of the program are translated, records and notes are not', () => {
  activate('de', { data: { Prepare: 'Vorbereiten', 'An owner': 'Ein Eigentümer' } })
  expect(translated(answer)).toEqual({
    ...answer,
    phases: [{ id: 'prepare', title: 'Vorbereiten', proof: ['Ein Eigentümer', 'Something of ours'] }],
  })
})

test('English is what the server sends, untouched', () => {
  expect(translated(answer)).toBe(answer)
})
