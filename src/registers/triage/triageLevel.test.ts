import { expect, test } from 'vitest'
import { impactTriage } from '../../standard/impactAssessment.ts'
import { type TriageAnswers, type TriageId, triageIds, triageLevel, triageLevels } from './triageLevel.ts'

const all = (value: boolean | null): Record<TriageId, boolean | null> => ({
  t1: value,
  t2: value,
  t3: value,
  t4: value,
  t5: value,
  t6: value,
  t7: value,
  t8: value,
  t9: value,
  t10: value,
})
const yesTo = (...ids: TriageId[]): TriageAnswers => ({
  ...all(false),
  ...Object.fromEntries(ids.map((id) => [id, true])),
})

test('the record asks exactly the questions of the standard data', () => {
  expect(triageIds.map((id) => id.toUpperCase())).toEqual(impactTriage.questions.map((q) => q.id))
  expect(Object.keys(impactTriage.levels).sort()).toEqual([...triageLevels].sort())
})

test('ten times no is light', () => expect(triageLevel(all(false))).toBe('light'))

test.each([
  [['t9'], 'standard'],
  [['t7', 't8', 't9', 't10'], 'standard'],
  [['t1'], 'full'],
  [['t5', 't9'], 'full'],
  [['t6'], 'stop'],
  [['t1', 't6'], 'stop'],
] as [TriageId[], string][])('yes to %j is %s', (ids, level) => {
  expect(triageLevel(yesTo(...ids))).toBe(level)
})

test.each(impactTriage.questions.map((q) => [q.id, q.yes_raises_to]))('yes to %s alone raises to %s', (id, level) => {
  // Ids of the data are those of the record in capitals, as the first test proves.
  expect(triageLevel(yesTo(id.toLowerCase() as TriageId))).toBe(level)
})

test('a missing answer leaves the level open', () => {
  expect(triageLevel(all(null))).toBeNull()
  expect(triageLevel({ ...all(false), t3: null })).toBeNull()
  expect(triageLevel({ ...yesTo('t1'), t9: null })).toBeNull()
})

test('stop is known at once, whatever is still unanswered', () => {
  expect(triageLevel({ ...all(null), t6: true })).toBe('stop')
})
