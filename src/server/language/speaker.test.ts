import { expect, test } from 'vitest'
import { asSentence, joined, say as saying, term } from '../../model/say.ts'
import { speakerOf } from './speaker.ts'

test('a number somebody put in keeps every digit; one that came out of a division is rounded', () => {
  const { say } = speakerOf('de')
  expect([0.00012, 1234.5, 1_000_000, -2.5].map((n) => say(joined([n], '')))).toEqual([
    '0,00012',
    '1.234,5',
    '1.000.000',
    '-2,5',
  ])
  expect([1 / 3, 200 / 3].map((n) => say(joined([n], '')))).toEqual(['0,333', '66,667'])
})

test('what to do is said; the code of what was done stays, though the program has the same word', () => {
  const speaker = speakerOf('de')
  expect(speaker.word('years')).not.toBe('years')
  expect(speaker.told({ action: 'years', unit: 'years' })).toEqual({ action: 'years', unit: speaker.word('years') })
  expect(speaker.told({ action: 'Wait a moment and try again.' })).toEqual({
    action: speaker.word('Wait a moment and try again.'),
  })
  expect(speaker.word('Wait a moment and try again.')).not.toBe('Wait a moment and try again.')
})

test('words of guidance are said where they are meant, and never where a code reads the same', () => {
  const speaker = speakerOf('de')
  expect(speaker.told({ contains: [term('role'), term('change')] })).toEqual({ contains: ['Rolle', 'Änderung'] })
  const codes = { what: 'change', source: 'role', reason: 'decision', title: 'role', contains: ['role'] }
  expect(speaker.told(codes)).toEqual(codes)
})

test('words that begin a sentence do so with a capital in each language; words of a person stay', () => {
  const clause = saying`the AI policy has to fit the other policies of the organisation`
  expect(String(asSentence(clause))).toMatch(/^The AI policy/)
  expect(speakerOf('de').say(saying`${asSentence(clause)}.`)).toMatch(/^Die KI-Politik .*\.$/)
  expect(speakerOf('de').say(saying`${asSentence('iPad')}.`)).toBe('iPad.')
})
