import { schemaOf } from '../openapi/registerSchemas.ts'
import { bool, describeRoutes, listOf, object, text } from '../openapi/routeDoc.ts'
import { caseBodies } from './cases.ts'

const shown = object({
  organisation: text,
  ref: text,
  title: text,
  state: text,
  told: listOf(object({ name: text, label: text, text })),
  dialogue: listOf(object({ on: text, isYours: bool, said: text })),
})

export const caseDocs = describeRoutes(
  {
    method: 'post',
    path: '/api/v1/cases/open',
    id: 'case.open',
    tag: 'Concerns without a name',
    summary: 'Read what became of a concern, with its case code',
    detail: 'Needs no sign-in and looks at none. The code was shown once, when the concern was sent.',
    open: true,
    body: schemaOf(caseBodies.open),
    answers: { 200: { about: 'The concern as its author may see it.', schema: shown } },
    problems: ['access/not-found', 'request/too-many'],
  },
  {
    method: 'post',
    path: '/api/v1/cases/add',
    id: 'case.add',
    tag: 'Concerns without a name',
    summary: 'Add to the dialogue of a concern, with its case code',
    detail: 'Opens a closed concern again.',
    open: true,
    body: schemaOf(caseBodies.add),
    answers: { 200: { about: 'The concern with what was added.', schema: shown } },
    problems: ['access/not-found', 'request/too-many', 'record/conflict', 'record/invalid', 'move/refused'],
  },
)
