import { bool, count, describeRoutes, listOf, nullable, nullableText, object, text } from '../openapi/routeDoc.ts'

const backup = object({
  at: text,
  endedAt: nullableText,
  ok: nullable(bool),
  problem: nullableText,
  file: text,
  machine: text,
  bytes: nullable(count),
  sha256: nullableText,
  encrypted: bool,
})

export const operationDocs = describeRoutes(
  {
    method: 'get',
    path: '/api/health',
    id: 'health.live',
    tag: 'Operation',
    summary: 'Whether this process lives; when it does not answer, start it anew',
    open: true,
    answers: { 200: { about: 'It does.', schema: object({ status: { const: 'ok' } }) } },
  },
  {
    method: 'get',
    path: '/api/ready',
    id: 'health.ready',
    tag: 'Operation',
    summary: 'Whether this process can do its work; when not, send requests to another one',
    open: true,
    answers: {
      200: {
        about: 'It can. Otherwise 503, with the same checks in `data`.',
        schema: object({
          status: { const: 'ready' },
          checks: object({ process: text, database: text, schema: text }),
          signer: { enum: ['ok', 'none', 'silent', 'refuses'] },
        }),
      },
    },
  },
  {
    method: 'get',
    path: '/metrics',
    id: 'metrics.read',
    tag: 'Operation',
    summary: 'What this process counts, for Prometheus',
    detail:
      'Answered to callers on the same machine, or to who shows the token of OPENAIMS_METRICS_TOKEN as `Authorization: Bearer …`. To others there is no such address.',
    open: true,
    problems: ['request/unknown-route'],
    answers: { 200: { about: 'Metrics.', mediaTypes: ['text/plain'] } },
  },
  {
    method: 'get',
    path: '/api/v1/o/{organisation}/operation',
    id: 'operation.read',
    tag: 'Operation',
    summary: 'How the installation runs: version, jobs, backups',
    detail: 'For administrators. It is always about now, and about the whole installation.',
    problems: ['access/forbidden'],
    answers: {
      200: {
        about: 'How it stands.',
        schema: object({
          version: text,
          jobs: object({ waiting: count, running: count, silent: count }),
          backups: object({
            everyHours: { type: 'number', description: '0 when there is no schedule.' },
            keep: count,
            encrypted: bool,
            nextAt: nullableText,
            last: nullable(backup),
            lastGood: nullable(backup),
            recent: listOf(backup),
          }),
        }),
      },
    },
  },
)
