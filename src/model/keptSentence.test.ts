import { expect, test } from 'vitest'
import { keepSentence, keepSentences, readSentence, readSentences } from './keptSentence.ts'
import { count, Sentence, say, term } from './say.ts'

const sentence = say`${count(2, 'row')} of ${term('AI systems')} cannot be read since ${'2026-03-31'}; ${3} more.`

test('a sentence comes back with its values, whole in English and ready for other languages', () => {
  const back = readSentence(keepSentence(sentence))
  expect(String(back)).toBe(String(sentence))
  expect(back).toBeInstanceOf(Sentence)
  expect(back).toMatchObject({
    id: sentence.id,
    values: [{ id: count(2, 'row').id, values: [2] }, {}, '2026-03-31', 3],
  })
})

test.each(['Starting', '', '{"said":', '{"said":{"id":1}}', '{"said":{"id":"x","values":[],"english":"x"},"more":1}'])(
  'text that is no kept sentence is itself: %s',
  (text) => expect(readSentence(text)).toBe(text),
)

test('within a value, sentences come back and all else stays as it was', () => {
  const value = { problems: [{ message: sentence, value: '{"said":1}', line: 3 }], because: null, list: ['a', say`b`] }
  const back = readSentences(keepSentences(value)) as typeof value
  expect(String(back.problems[0]?.message)).toBe(String(sentence))
  expect(back.list[1]).toBeInstanceOf(Sentence)
  expect(JSON.parse(JSON.stringify(back))).toEqual(JSON.parse(JSON.stringify(value)))
})
