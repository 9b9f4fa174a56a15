import { schemaOf } from '../openapi/registerSchemas.ts'
import {
  any,
  bool,
  count,
  describeRoutes,
  type JsonSchema,
  listOf,
  mapOf,
  nullable,
  nullableText,
  object,
  onceKey,
  ref,
  text,
} from '../openapi/routeDoc.ts'
import { previewBody, readBody, runBody } from './request.ts'

const base = '/api/v1/o/{organisation}/imports'
const unreadable = ['import/unreadable', 'access/forbidden', 'record/invalid'] as const
const started = (importRef: JsonSchema): JsonSchema => object({ job: text, record: importRef })

const preview = object({
  rows: count,
  counts: mapOf(count),
  creates: listOf(object({ register: text, label: text, count })),
  problemCount: count,
  errorCount: count,
  problemsByColumn: listOf(object({ column: text, errors: count, warnings: count })),
  problems: listOf(any),
  sample: listOf(any),
})

export const importDocs = describeRoutes(
  {
    method: 'post',
    path: `${base}/read`,
    id: 'imports.read',
    tag: 'Imports',
    summary: 'What an uploaded table holds, and how it may be understood',
    body: schemaOf(readBody),
    answers: {
      200: {
        about: 'Columns, guesses and a proposed mapping.',
        schema: object({
          name: text,
          hash: text,
          format: text,
          rowCount: count,
          checkedByJob: bool,
          columns: listOf(any),
        }),
      },
    },
    problems: unreadable,
  },
  {
    method: 'post',
    path: `${base}/preview`,
    id: 'imports.preview',
    tag: 'Imports',
    summary: 'What an import would do, without doing it',
    detail: 'For tables of up to 5,000 rows; longer ones are checked by `imports.run` with `dryRun`.',
    body: schemaOf(previewBody),
    answers: { 200: { about: 'Counts, problems and some rows.', schema: preview } },
    problems: unreadable,
  },
  {
    method: 'post',
    path: `${base}/problems`,
    id: 'imports.problems',
    tag: 'Imports',
    summary: 'Every problem of an import as a table',
    body: schemaOf(previewBody),
    answers: { 200: { about: 'One row a problem.', mediaTypes: ['text/csv'] } },
    problems: unreadable,
  },
  {
    method: 'post',
    path: `${base}/run`,
    id: 'imports.run',
    tag: 'Imports',
    summary: 'Import a table',
    detail: 'A job does it. With `dryRun` nothing is changed and the result is what a preview answers.',
    headers: onceKey,
    body: schemaOf(runBody),
    answers: {
      202: { about: 'Begun; `import` is null for a dry run.', schema: started(nullable(ref('RecordRef'))) },
    },
    problems: [...unreadable, 'import/problems', 'key/reused'],
  },
  {
    method: 'post',
    path: `${base}/{id}/undo`,
    id: 'imports.undo',
    tag: 'Imports',
    summary: 'Take an import back',
    params: { id: 'Id or number of the import.' },
    headers: onceKey,
    body: {
      type: 'object',
      properties: { partial: { ...bool, description: 'Leave what changed since.' }, reason: nullableText },
      additionalProperties: false,
    },
    answers: { 202: { about: 'Begun.', schema: started(ref('RecordRef')) } },
    problems: ['access/forbidden', 'import/undone', 'key/reused'],
  },
  {
    method: 'get',
    path: `${base}/former`,
    id: 'imports.former',
    tag: 'Imports',
    summary: 'Earlier imports whose settings can be used again',
    answers: { 200: { about: 'Newest first.', schema: object({ items: listOf(any) }) } },
  },
  {
    method: 'get',
    path: `${base}/{id}/request`,
    id: 'imports.request',
    tag: 'Imports',
    summary: 'The settings of an earlier import',
    params: { id: 'Id or number of the import.' },
    answers: { 200: { about: 'The settings.', schema: object({ ref: text, title: text }) } },
  },
)
