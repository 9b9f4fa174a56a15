import { frameworks } from '../../standard/index.ts'
import { any, describeRoutes, listOf, object, ref, text } from '../openapi/routeDoc.ts'

const base = '/api/v1/o/{organisation}'

export const exploreDocs = describeRoutes(
  {
    method: 'get',
    path: `${base}/model`,
    id: 'registers.read',
    tag: 'Model',
    summary: 'The registers as the organisation has them',
    detail: 'Fields (own ones included), links, states, moves and columns: what forms and tables are built from.',
    answers: {
      200: { about: 'Registers the person may read or write.', schema: object({ registers: listOf(any) }) },
      304: { about: 'With `If-None-Match`: it is still the one you have.' },
    },
  },
  {
    method: 'get',
    path: '/api/v1/standard',
    id: 'standard.list',
    tag: 'Model',
    summary: 'Clauses and controls OpenAIMS knows',
    query: { framework: { about: 'Only those of one framework.', schema: { enum: frameworks } } },
    open: true,
    answers: { 200: { about: 'Them all.', schema: object({ refs: listOf(any) }) } },
  },
  {
    method: 'get',
    path: '/api/v1/standard/{ref}',
    id: 'standard.read',
    tag: 'Model',
    summary: 'One clause or control, with what it asks for',
    params: { ref: 'With its framework, for example `iso42001:A.5.2`.' },
    open: true,
    answers: { 200: { about: 'The point.', schema: object({ ref: text, title: text, requirements: listOf(any) }) } },
    problems: ['access/not-found'],
  },
  {
    method: 'get',
    path: `${base}/search`,
    id: 'search',
    tag: 'Search',
    summary: 'Search all registers',
    query: {
      q: { about: 'Words, by their beginnings.', schema: { type: 'string', maxLength: 300 } },
      limit: { about: 'Most hits wanted.', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
    },
    answers: {
      200: {
        about: 'Best first.',
        schema: object({ hits: listOf({ allOf: [ref('RecordRef')], required: ['snippet'] }) }),
      },
    },
  },
  {
    method: 'get',
    path: `${base}/activity`,
    id: 'activity.list',
    tag: 'Search',
    summary: 'What happened lately',
    query: {
      before: { about: 'Only entries before this one of the log.', schema: { type: 'integer', minimum: 0 } },
      since: { about: 'Only entries from this day or instant on.', schema: text },
      limit: { about: 'Most entries wanted.', schema: { type: 'integer', minimum: 1, maximum: 500, default: 50 } },
    },
    answers: { 200: { about: 'Newest first.', schema: object({ entries: listOf(ref('Activity')) }) } },
  },
  {
    method: 'get',
    path: `${base}/refs`,
    id: 'refs.list',
    tag: 'Search',
    summary: 'Names of records by id',
    query: { ids: { about: 'Ids separated by commas, at most 500.', schema: text } },
    answers: { 200: { about: 'Those the person may see.', schema: object({ refs: listOf(ref('RecordRef')) }) } },
  },
)
