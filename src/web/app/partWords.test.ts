import { expect, test } from 'vitest'
import { partWords } from './partWords.ts'

test('a word that is named may part where it is joined; all others, and parts of words, stay', () => {
  const parts = 'Management-bewertungen Verantwortungs-matrizen'
  expect(partWords('Managementbewertungen', parts)).toBe('Management\u00adbewertungen')
  expect(partWords('Eingaben der Managementbewertungen', parts)).toBe('Eingaben der Management\u00adbewertungen')
  expect(partWords('Managementbewertung', parts)).toBe('Managementbewertung')
  expect(partWords('Managementbewertungen', 'management-bewertungen')).toBe('Managementbewertungen')
  expect(partWords('Management reviews', '')).toBe('Management reviews')
})
