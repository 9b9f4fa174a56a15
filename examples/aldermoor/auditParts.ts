import { create, move, on, type StoryEvent, type Values } from '../story.ts'

export const refs = (...ids: readonly string[]) => ids.map((id) => `iso42001:${id}`)

/** A working paper, finished by the lead auditor and read by the second one. */
export const paper = (key: string, audit: string, days: readonly [string, string], values: Values): StoryEvent[] => [
  on(days[0], 'ottilie', [create('workingPaper', key, { audit, owner: 'ottilie', ...values }), move(key, 'finish')]),
  on(days[1], 'kwame', [move(key, 'review')]),
]
