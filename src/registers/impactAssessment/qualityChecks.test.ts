import { describe, expect, test } from 'vitest'
import { impactExamples } from './impactExamples.ts'
import { impactFields } from './impactFields.ts'
import { type ImpactValues, qualityGaps } from './qualityChecks.ts'

const blank = Object.fromEntries(Object.keys(impactFields).map((name) => [name, null]))
// Every field is present and null or given, as in a record read from the store.
const values = (given: Partial<ImpactValues>) =>
  ({ ...blank, title: 'Test', assessmentType: 'initial', ...given }) as ImpactValues
const example = impactExamples[0] ?? {}
const complete = values(example)
const harm = complete.impacts?.[0]
if (!harm) throw new Error('The first example describes a harm.')

test('the first example is complete for a full assessment', () => {
  expect(qualityGaps(complete, 'full', true)).toEqual([])
})

test('a light assessment asks for less than a standard one', () => {
  const light = qualityGaps(values({}), 'light', false)
  const standard = qualityGaps(values({}), 'standard', false)
  expect(light).toContain('Fill in "Version assessed".')
  expect(light.some((gap) => gap.includes('Worst credible case'))).toBe(false)
  expect(standard).toContain('Fill in "Worst credible case".')
  expect(standard).toEqual(expect.arrayContaining(light))
})

describe('what an assessor forgets', () => {
  test.each([
    [
      'a group without impact',
      { peopleSubject: [{ group: 'Referees', size: null, vulnerability: null, noImpactReason: null }] },
      /impact on "Referees"/,
    ],
    [
      'a dimension of society',
      { societalAnswers: (complete.societalAnswers ?? []).slice(1) },
      /for society, environment/,
    ],
    ['misuse', { misuse: [] }, /Unintended use and misuse/],
    ['the competence of an assessor', { assessors: [{ person: 'Jo Ito', competence: null }] }, /Jo Ito is competent/],
    ['what is left of a harm', { impacts: [{ ...harm, residualLikelihood: null }] }, /left after measures/],
    [
      'who carries out a measure',
      {
        measures: [
          { measure: 'Tests', type: null, owner: null, dueOn: '2026-05-01', control: null, effectExpected: null },
        ],
      },
      /"Tests" an owner/,
    ],
    [
      'the day of a condition',
      { conditions: [{ condition: 'Second reader', dueOn: null, doneOn: null }] },
      /"Second reader" a day/,
    ],
    ['the conditions themselves', { conditions: null }, /Name the conditions/],
  ] as [string, Partial<ImpactValues>, RegExp][])('%s', (_words, given, sentence) => {
    const gaps = qualityGaps({ ...complete, ...given }, 'full', true)
    expect(gaps).toHaveLength(1)
    expect(gaps[0]).toMatch(sentence)
  })

  test('the link to a risk, unless there is a reason', () => {
    expect(qualityGaps(complete, 'standard', false)).toEqual([
      'Link at least one risk, or say why nothing found is a risk.',
    ])
    expect(qualityGaps({ ...complete, noRiskReason: 'Nothing above the lowest step.' }, 'standard', false)).toEqual([])
  })
})

test('a group that is not affected needs a reason instead of an impact', () => {
  const peopleSubject = [
    { group: 'Referees', size: null, vulnerability: null, noImpactReason: 'Their letters are not read.' },
  ]
  expect(qualityGaps({ ...complete, peopleSubject }, 'full', true)).toEqual([])
})
