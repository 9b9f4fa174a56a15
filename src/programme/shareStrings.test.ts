import { expect, test } from 'vitest'
import { generate } from './readiness/testing/generate.ts'
import { shareStrings } from './shareStrings.ts'

test('nothing about the records changes', () => {
  const records = generate(400, 5)
  const before = structuredClone(records)
  const share = shareStrings()
  share(records.slice(0, 200))
  share(records.slice(200))
  expect(records).toEqual(before)
})

test('a list that must not be changed is left alone', () => {
  const [record] = generate(100, 5)
  const frozen = Object.freeze(['one', 'two'])
  shareStrings()([{ ...record!, list: frozen }])
  expect(frozen).toEqual(['one', 'two'])
})
