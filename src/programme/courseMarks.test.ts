import { describe, expect, it } from 'vitest'
import { markTest, splitLesson, validUntil } from './courseMarks.ts'

const lesson =
  'Welcome.\n\n## Red lines\n\nNo scoring by origin.\n\n### In detail\n\nNone.\n\n## You decide ##\n\nAlways.'
const parts = splitLesson(lesson)
const questions = [
  { question: 'May it score by origin?', answers: ['Yes', 'No'], correct: 2, topic: 'red lines' },
  { question: 'Who decides?', answers: ['You', 'The system'], correct: 1, topic: 'You decide' },
  { question: 'Whom do you ask?', answers: ['Nobody', 'Your lead'], correct: 2, topic: null },
]

describe('a lesson', () => {
  it('has a page for each heading of the second level, and one for what stands before', () => {
    expect(parts).toEqual([
      { title: null, text: 'Welcome.' },
      { title: 'Red lines', text: 'No scoring by origin.\n\n### In detail\n\nNone.' },
      { title: 'You decide', text: 'Always.' },
    ])
    expect(splitLesson('')).toEqual([])
  })

  it('is not split inside code', () => {
    expect(splitLesson('## One\n\n```\n## no heading\n```\n')).toEqual([
      { title: 'One', text: '```\n## no heading\n```' },
    ])
  })
})

describe('a test', () => {
  it('is passed from the pass mark on, which rounding does not reach', () => {
    expect(markTest(questions, [2, 1, 2], 100, parts)).toMatchObject({
      score: 100,
      passed: true,
      right: 3,
      readAgain: [],
    })
    expect(markTest(questions, [2, 1, 1], 66, parts)).toMatchObject({ score: 66, passed: true })
    expect(markTest(questions, [2, 1, 1], 67, parts)).toMatchObject({ score: 66, passed: false, right: 2, asked: 3 })
  })

  it('needs every answer right where no pass mark is set', () => {
    expect(markTest(questions, [2, 1, 1], null, parts).passed).toBe(false)
    expect(markTest(questions, [2, 1, 2], null, parts).passed).toBe(true)
  })

  it('names what to read again once, by its part of the lesson, or by the question', () => {
    const both = [...questions, { question: 'Again?', answers: ['a', 'b'], correct: 1, topic: 'Red lines ' }]
    expect(markTest(both, [1, 1, 1, 2], 80, parts).readAgain).toEqual([
      { topic: 'Red lines ', part: 2 },
      { topic: 'Whom do you ask?', part: null },
    ])
  })

  it('without questions is passed by reading, without a score', () => {
    expect(markTest([], [], 80, parts)).toEqual({ score: null, passed: true, right: 0, asked: 0, readAgain: [] })
  })
})

it('counts until the same day so many months later, or for ever', () => {
  expect(validUntil('2026-08-31', 6)).toBe('2027-02-28')
  expect(validUntil('2026-08-31', null)).toBeNull()
})
