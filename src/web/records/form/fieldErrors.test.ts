import { describe, expect, it } from 'vitest'
import { ApiProblem } from '../../app/api.ts'
import { fieldErrors } from './fieldErrors.ts'

const problem = (...fields: [string, string][]) =>
  new ApiProblem(422, { fields: fields.map(([field, message]) => ({ field, message })) })

describe('fieldErrors', () => {
  it('finds the field by its name or within a path', () => {
    const found = fieldErrors(
      problem(['title', 'Write something here.'], ['changes.0.values.reviewBy', 'Not a date.']),
      ['title', 'reviewBy'],
    )
    expect(found).toEqual({ title: 'Write something here.', reviewBy: 'Not a date.' })
  })

  it('says which row a mistake is in', () => {
    expect(fieldErrors(problem(['values.impacts.1.severity', 'Choose one.']), ['impacts'])).toEqual({
      impacts: '2: Choose one.',
    })
  })

  it('keeps own fields apart and leaves out what the form does not have', () => {
    const found = fieldErrors(problem(['custom.site', 'Too long.'], ['version', 'Old.']), ['site', 'custom.site'])
    expect(found).toEqual({ 'custom.site': 'Too long.' })
  })
})
