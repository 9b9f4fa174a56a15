import { expect, test } from 'vitest'
import { wordsIn } from './words.ts'

test.each([
  ['RISK-12', ['risk', '12']],
  ['GPT-4: on hire/fire', ['gpt', '4', 'on', 'hire', 'fire']],
  ['U\u0308berpru\u0308fung', ['überprüfung']],
  ['data_preparation 日本語 👩‍⚖️', ['data', 'preparation', '日本語']],
  ['—', []],
])('%s', (text, words) => expect(wordsIn(text)).toEqual(words))
