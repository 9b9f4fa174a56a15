import { any, describeRoutes, type JsonSchema, listOf, object, type RouteDoc, text } from '../openapi/routeDoc.ts'
import { proposalKinds } from '../proposals.ts'
import { readinessDocs } from './readiness.docs.ts'

const base = '/api/v1/o/{organisation}'

function computed(
  path: string,
  summary: string,
  schema: JsonSchema,
  more: Partial<Pick<RouteDoc, 'query' | 'params' | 'detail'>> = {},
): RouteDoc {
  return {
    method: 'get',
    path: `${base}/${path}`,
    id: path.replace(/\/\{\w+\}/g, '').replaceAll('/', '.'),
    tag: 'Programme',
    summary,
    answers: { 200: { about: 'Worked out from the records.', schema } },
    ...more,
  }
}

export const programmeDocs = describeRoutes(
  ...readinessDocs,
  computed('programme', 'Phases and steps of the programme', object({ phases: listOf(any) })),
  computed('applicability', 'The living statement of applicability', object({ lines: listOf(any) })),
  computed('applicability/diff', 'What changed in it since a date or version, or between two', any, {
    query: {
      from: { about: 'The earlier date, or the number of a version (SOA-1).', schema: text, required: true },
      to: { about: 'The later date or version; left out, the statement as it stands.', schema: text },
    },
  }),
  computed('applicability/proposals', 'Decisions the facts suggest', object({ changes: listOf(any) })),
  computed('applicability/frozen', 'Rows of a version to be approved', object({ rows: listOf(any) })),
  computed(
    'proposals/{kind}',
    'Changes the records suggest, to be recorded as drafts',
    object({ changes: listOf(any) }),
    {
      params: { kind: `What is proposed: ${Object.keys(proposalKinds).join(', ')}.` },
      detail:
        'To take them over, send those wanted to `POST /changes`. Documents are drafted in the language of `Accept-Language`, English or German.',
    },
  ),
  computed(
    'gap',
    'What is missing, clause by clause, and tasks that close it',
    object({ rows: listOf(any), totals: any, tasks: listOf(any) }),
  ),
  computed(
    'documents-and-people',
    'Needed documents with what there is of them, and who confirmed and learnt what',
    any,
  ),
  computed('overlap-27001', 'What an ISO/IEC 27001 system already covers', any),
  computed('roles', 'Roles of the organisation for each AI system', object({ systems: listOf(any) })),
  computed(
    'triage',
    'Proposed triages and the assessments needed',
    object({ proposals: listOf(any), needed: listOf(any) }),
  ),
  computed('risk-proposals', 'Risks the facts suggest', any),
  computed('treatment-proposals/{id}', 'Treatment that fits a risk', any, {
    params: { id: 'Id or number of the risk.' },
  }),
  computed('risk-matrix', 'Risks by consequence and likelihood', any, {
    query: { system: { about: 'Only those of this AI system.', schema: text } },
  }),
  computed(
    'systems/{id}/story',
    'All that is on record about one AI system',
    object({ legal: any, roles: any, notice: any }),
    {
      params: { id: 'Id or number of the AI system.' },
    },
  ),
  computed('trace/{id}', 'What hangs together with a record', any, {
    params: { id: 'Id or number of the record.' },
    query: {
      depth: { about: 'How far.', schema: { type: 'integer', minimum: 1, maximum: 4, default: 2 } },
      nodes: { about: 'Most records shown.', schema: { type: 'integer', minimum: 10, maximum: 400, default: 120 } },
    },
  }),
  computed('roadmap', 'Tasks scheduled over the working days at hand', any, {
    query: {
      from: { about: 'First day.', schema: { type: 'string', format: 'date' } },
      daysPerWeek: { about: 'Person-days a week.', schema: { type: 'integer', minimum: 1, maximum: 100, default: 5 } },
    },
  }),
  computed('audit-coverage', 'What internal audits covered', any),
  computed('review-inputs', 'Inputs of a management review', any, {
    query: { review: { about: 'Id of the review; the next one when left out.', schema: text } },
  }),
)
