import { schemaOf } from '../openapi/registerSchemas.ts'
import { bool, count, describeRoutes, listOf, nullable, nullableText, object, ref, text } from '../openapi/routeDoc.ts'
import { trainingBodies } from './training.ts'

const path = '/api/v1/o/{organisation}/training/{id}'
const params = { id: 'Id or number of the assignment (TRN-1).' }
const nullableCount = nullable(count)

const toTake = object({
  assignment: object({
    record: ref('RecordRef'),
    version: count,
    mandatory: bool,
    dueOn: nullableText,
    doneOn: nullableText,
    score: nullableCount,
    validUntil: nullableText,
  }),
  course: object({
    record: ref('RecordRef'),
    version: count,
    versionLabel: nullableText,
    goal: nullableText,
    minutes: nullableCount,
    passMark: nullableCount,
    repeatMonths: nullableCount,
    files: listOf(ref('StoredFile')),
    parts: listOf(object({ title: nullableText, text })),
    questions: listOf(object({ question: text, answers: listOf(text) })),
  }),
  attempts: listOf(object({ at: text, passed: bool, score: nullableCount })),
  barred: nullable({
    type: 'string',
    enum: ['passed', 'cancelled', 'archived', 'unpublished', 'tooOften', 'past'],
    description: 'Why it cannot be taken now.',
  }),
})

const marked = object({
  passed: bool,
  score: nullableCount,
  right: count,
  asked: count,
  passMark: nullableCount,
  attempts: count,
  validUntil: nullableText,
  readAgain: listOf(object({ topic: text, part: nullableCount })),
})

export const trainingDocs = describeRoutes(
  {
    method: 'get',
    path,
    id: 'training.read',
    tag: 'Training',
    summary: 'A course as the person reads it who is to take it',
    detail: 'Without the right answers, for everybody. Only the person assigned may ask.',
    params,
    answers: {
      200: { about: 'The assignment, the lesson in parts, the questions and earlier attempts.', schema: toTake },
    },
    problems: ['access/forbidden', 'access/not-found'],
  },
  {
    method: 'post',
    path: `${path}/attempts`,
    id: 'training.attempt',
    tag: 'Training',
    summary: 'Answer the questions of a course',
    detail:
      'Marked here: from the pass mark on the training is done, otherwise it is not passed and can be tried again. Every attempt is a version of the assignment in its history. A course without questions is passed by reading it: send no answers.',
    params,
    body: schemaOf(trainingBodies.attempt),
    answers: { 200: { about: 'The mark, and what to read again when it was not passed.', schema: marked } },
    problems: ['access/forbidden', 'access/not-found', 'move/refused', 'record/conflict', 'record/invalid'],
  },
)
