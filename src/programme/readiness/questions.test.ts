import { describe, expect, test } from 'vitest'
import type { AnyRecord } from '../../model/index.ts'
import { registers } from '../../registers/index.ts'
import { thresholds } from '../limits.ts'
import { build, snapshotOf } from '../testing/build.ts'
import { questionJudges } from './questions.ts'
import type { QuestionCase, Values } from './testing/questionCase.ts'
import { questionsOfManagement } from './testing/questionsOfManagement.ts'
import { questionsOfSystems } from './testing/questionsOfSystems.ts'

const cases: Readonly<Record<string, QuestionCase>> = { ...questionsOfManagement, ...questionsOfSystems }
const judges = questionJudges(registers)

test('every question of a register has a case that fires, and ones that do not', () => {
  expect(Object.keys(cases).toSorted()).toEqual(judges.map((judge) => judge.id).toSorted())
  for (const { silent } of Object.values(cases)) expect(silent.length).toBeGreaterThan(0)
})

describe.each(judges)('$id', (judge) => {
  // The first test above says that there are both.
  const register = registers.find((r) => r.name === judge.per)!
  const { fires, silent, beside = () => [], silentBeside } = cases[judge.id]!
  const known = new Set([
    'state',
    'updatedAt',
    'owner',
    ...Object.keys({ ...register.fields, ...register.links, ...register.computed }),
  ])

  function find(values: Values, around: NonNullable<QuestionCase['beside']>) {
    // A misspelled name or state would make any question silent.
    for (const name of Object.keys(values)) expect(known, name).toContain(name)
    if (typeof values.state === 'string') expect(Object.keys(register.workflow.states)).toContain(values.state)
    const record: AnyRecord = build(register, values as object)
    const snapshot = snapshotOf([record, ...around(record.id)])
    return judge.find(snapshot, thresholds(snapshot)).filter((found) => found.record?.id === record.id)
  }

  test('fires, in a sentence that names the record', () => {
    const found = find(fires, beside)
    expect(found).toHaveLength(1)
    expect(String(found[0]?.why)).toContain(register.refPrefix)
  })

  test.each(silent)('is silent with %o', (change) => {
    expect(find({ ...fires, ...change }, beside)).toEqual([])
  })

  if (silentBeside)
    test('is silent with other records beside it', () => {
      expect(find(fires, silentBeside)).toEqual([])
    })
})
