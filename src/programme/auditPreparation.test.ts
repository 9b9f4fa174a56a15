import { expect, test } from 'vitest'
import { auditQuestion } from '../registers/auditQuestion.ts'
import { auditRequest } from '../registers/auditRequest.ts'
import { describeRef } from '../standard/index.ts'
import { proposeQuestions, proposeRequests } from './auditPreparation.ts'
import { build, snapshotOf } from './testing/build.ts'

test('the usual lists are proposed whole, each with what it is about', () => {
  const requests = proposeRequests(snapshotOf([]))
  const questions = proposeQuestions(snapshotOf([]))
  expect([requests.length, questions.length]).toEqual([66, 91])
  expect(requests.find((r) => r.values.code === 'PBC-018')?.values).toMatchObject({
    neededFor: 'stage_1_and_2',
    form: 'document',
  })
  for (const { values } of [...requests, ...questions])
    for (const ref of values.refs as string[]) expect(describeRef(ref), ref).toBeDefined()
})

test('what is on the list is not proposed again, withdrawn or not; what people added themselves does not count', () => {
  const known = build(auditRequest, { code: 'PBC-018', state: 'withdrawn' })
  const own = build(auditRequest, { code: null })
  const asked = build(auditQuestion, { code: 'INT-017' })
  const snapshot = snapshotOf([known, own, asked])
  expect(proposeRequests(snapshot)).toHaveLength(65)
  expect(proposeRequests(snapshot).map((r) => r.values.code)).not.toContain('PBC-018')
  expect(proposeQuestions(snapshot)).toHaveLength(90)
})
