import { expect, test } from 'vitest'
import { joined } from '../../model/say.ts'
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
