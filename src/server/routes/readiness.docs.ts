import {
  any,
  count,
  describeRoutes,
  type JsonSchema,
  languageOfFile,
  listOf,
  mapOf,
  nullable,
  nullableText,
  object,
  type QueryDoc,
  ref,
  text,
} from '../openapi/routeDoc.ts'

const base = '/api/v1/o/{organisation}'
const tag = 'Programme'
const worked = 'Worked out from the records.'

const filters: Readonly<Record<string, QueryDoc>> = {
  rule: { about: 'Only those of one rule, for example `RR-020`.', schema: text },
  severity: { about: 'Only one grade.', schema: { type: 'string', enum: ['major', 'minor', 'ofi'] } },
  part: {
    about: 'Only those about a clause, a control or a group: `6`, `6.1.3`, `A.6`, `iso42001:A.6.2.4`.',
    schema: text,
  },
  register: { about: 'Only those put right in this register, by its name.', schema: text },
  record: { about: 'Only those about this record, by its id.', schema: text },
  accepted: {
    about: 'Only accepted ones, or only open ones; both when left out.',
    schema: { type: 'string', enum: ['yes', 'no'] },
  },
  q: { about: 'Words in the rule, or in number and title of the record.', schema: text },
  sort: {
    about: '`effect`: what helps most first. `severity`: the gravest first. Within a rule by number of the record.',
    schema: { type: 'string', enum: ['effect', 'severity'], default: 'effect' },
  },
}

const numbers = (names: readonly string[]): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(names.map((name) => [name, count]))

export const readinessDocs = describeRoutes(
  {
    method: 'get',
    path: `${base}/readiness`,
    id: 'readiness',
    tag,
    summary: 'Readiness of every clause and control',
    detail:
      'The numbers, and what each rule found. The findings themselves are listed page by page at `readiness/findings`.',
    answers: {
      200: {
        about: worked,
        schema: object({
          asOf: text,
          score: { type: 'number' },
          clauses: listOf(ref('RefReadiness')),
          controls: listOf(ref('RefReadiness')),
          counts: { ...mapOf(count), description: 'Open findings by grade.' },
          accepted: { ...count, description: 'Findings accepted for a time.' },
          rules: { ...listOf(ref('RuleReadiness')), description: 'Rules that found something, by effect.' },
        }),
      },
    },
  },
  {
    method: 'get',
    path: `${base}/readiness/findings`,
    id: 'readiness.findings',
    tag,
    summary: 'Findings of the readiness rules, page by page',
    query: {
      ...filters,
      key: { about: 'The one finding with this key; nothing else is looked at then.', schema: text },
      limit: { about: 'Most findings wanted.', schema: { type: 'integer', minimum: 1, maximum: 500, default: 50 } },
      after: { about: '`next` of the page before.', schema: text },
      count: { about: 'Also count all that fit.', schema: { type: 'string', enum: ['true'] } },
    },
    answers: {
      200: {
        about: worked,
        schema: object({
          items: listOf(ref('ReadinessFinding')),
          next: { ...nullableText, description: 'Give it as `after` for the next page.' },
          total: nullable(count),
        }),
      },
    },
  },
  {
    method: 'get',
    path: `${base}/readiness/export/{file}`,
    id: 'readiness.export',
    tag,
    summary: 'All findings as a file',
    params: { file: '`findings.csv`, `findings.xlsx` or `findings.json`.' },
    query: { ...filters, ...languageOfFile },
    answers: {
      200: {
        about: 'The file.',
        mediaTypes: [
          'text/csv',
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          'application/json',
        ],
      },
    },
  },
  {
    method: 'get',
    path: `${base}/readiness/trend`,
    id: 'readiness.trend',
    tag,
    summary: 'Readiness at the end of past months',
    query: { months: { about: 'How many.', schema: { type: 'integer', minimum: 1, maximum: 36, default: 12 } } },
    answers: { 200: { about: worked, schema: object({ points: listOf(any) }) } },
  },
  {
    method: 'get',
    path: `${base}/home`,
    id: 'home',
    tag,
    summary: 'Where the organisation stands, on one screen',
    query: {
      work: {
        about: 'How many records to list of what is overdue and of what waits for the reader.',
        schema: { type: 'integer', minimum: 1, maximum: 500, default: 12 },
      },
    },
    answers: { 200: { about: worked, schema: object({ today: text, score: any, counts: mapOf(count) }) } },
  },
  {
    method: 'get',
    path: `${base}/next-actions`,
    id: 'next-actions',
    tag,
    summary: 'What to do next',
    query: { limit: { about: 'How many.', schema: { type: 'integer', minimum: 1, maximum: 200, default: 20 } } },
    answers: { 200: { about: worked, schema: object({ actions: listOf(any) }) } },
  },
)

export const readinessSchemas: Readonly<Record<string, JsonSchema>> = {
  ReadinessFinding: object({
    key: text,
    rule: text,
    title: text,
    severity: { type: 'string', enum: ['major', 'minor', 'ofi'] },
    refs: listOf(text),
    fix: text,
    why: text,
    record: nullable(ref('RecordRef')),
    register: nullableText,
    accepted: nullable(object({ until: nullableText, reason: text })),
  }),
  RefReadiness: object({
    ref: text,
    title: text,
    score: { type: ['number', 'null'], minimum: 0, maximum: 1 },
    status: ref('Tone'),
    requirements: listOf(any),
    findings: { ...count, description: 'How many findings are about it, accepted ones included.' },
    rules: { ...listOf(text), description: 'The rules that made them.' },
    evidenceAgeDays: { type: ['number', 'null'] },
  }),
  RuleReadiness: object({
    rule: text,
    title: text,
    severity: { type: 'string', enum: ['major', 'minor', 'ofi'] },
    refs: listOf(text),
    fix: text,
    registers: { ...listOf(text), description: 'Registers in which its findings are put right.' },
    ...numbers(['open', 'accepted']),
    effect: { type: 'number', description: 'How much it helps to settle it.' },
  }),
}
