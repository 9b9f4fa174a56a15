import { catalogue, roles, tones } from '../../model/index.ts'
import { readinessSchemas } from '../routes/readiness.docs.ts'
import { singleSignOnSchemas } from '../singleSignOn/routes.docs.ts'
import {
  any,
  bool,
  count,
  type JsonSchema,
  listOf,
  mapOf,
  nullable,
  nullableText,
  object,
  ref,
  text,
} from './routeDoc.ts'

const id: JsonSchema = { type: 'string', format: 'uuid' }
const instant: JsonSchema = { type: 'string', format: 'date-time', description: 'UTC, with microseconds.' }

const recordRef = {
  id,
  register: text,
  ref: { type: 'string', description: 'Short number people use, for example RISK-12.' },
  title: text,
  state: text,
  archived: bool,
}

const recordItem = {
  ...recordRef,
  owner: nullable(id),
  version: { type: 'integer', minimum: 1 },
  createdAt: instant,
  updatedAt: instant,
  values: { ...mapOf(any), description: 'Fields, links (ids) and computed values.' },
  custom: { ...mapOf(any), description: 'Fields the organisation added itself.' },
}

const move = {
  name: text,
  label: text,
  from: listOf(text),
  to: text,
  asksReason: { type: 'boolean', description: 'The request must say why, in `reason`.' },
  needs: { ...listOf(text), description: 'Fields and links that must be filled before it.' },
  by: { ...listOf(text), description: 'Roles, or `owner` and `author` of the record.' },
  signs: { ...nullableText, description: 'What the person says by it, for a move that signs.' },
}

const allowed = { allowed: bool, reason: { ...nullableText, description: 'Why not, as a sentence.' } }

/** The shapes of contract.ts that several routes share. */
export const contractSchemas: Readonly<Record<string, JsonSchema>> = {
  Problem: {
    type: 'object',
    description: 'What went wrong and what to do (RFC 9457).',
    required: ['type', 'code', 'status', 'title', 'detail', 'next', 'requestId'],
    properties: {
      type: text,
      code: { type: 'string', enum: Object.keys(catalogue) },
      status: { type: 'integer' },
      title: text,
      detail: text,
      next: text,
      fields: listOf(object({ field: text, message: text })),
      data: mapOf(any),
      requestId: text,
    },
    additionalProperties: false,
  },
  RecordRef: { ...object(recordRef), description: 'Just enough of a record to name and link it.' },
  Names: { ...mapOf(ref('RecordRef')), description: 'Names of the records that are linked to, by id.' },
  RecordItem: {
    type: 'object',
    required: [...Object.keys(recordItem)],
    properties: {
      ...recordItem,
      withheld: {
        ...listOf(text),
        description:
          'Fields, and columns of rows as `field.column`, that the reader may not see of this record, if any.',
      },
    },
  },
  ListPart: {
    ...object({
      items: listOf(ref('RecordItem')),
      names: ref('Names'),
      next: { ...nullableText, description: 'Mark of the next page, for `after`.' },
      total: { type: ['integer', 'null'], description: 'Only with `count=true`.' },
    }),
    description: 'A page of a list whose records hold only the values asked for.',
  },
  Changed: {
    type: 'object',
    required: ['records', 'seq', 'at'],
    properties: {
      records: listOf(ref('RecordItem')),
      seq: { ...count, description: 'Last entry of the log.' },
      at: instant,
      codes: {
        ...listOf(object({ id, code: text })),
        description: 'With them whoever sent a record without a name comes back to it. Shown this once.',
      },
    },
    additionalProperties: false,
    description: 'What a change led to.',
  },
  Linked: object({
    name: text,
    label: text,
    register: text,
    link: text,
    items: listOf(ref('RecordRef')),
    total: count,
  }),
  Allowed: object(allowed),
  Move: object(move),
  AllowedMove: object({
    ...move,
    ...allowed,
    wording: { ...nullableText, description: 'The sentence that is signed with it, as the log will keep it.' },
  }),
  RecordSignature: object({
    move: text,
    label: text,
    version: { ...count, description: 'The version that was signed.' },
    digest: { ...text, description: 'Of that version, as its entry in the log has it.' },
    wording: { ...text, description: 'The sentence that was shown.' },
    at: instant,
    name: text,
    roles: listOf(text),
    method: { ...text, description: 'How the person showed who they are.' },
    provedAt: nullableText,
    seq: count,
    stillAsSigned: { type: 'boolean', description: 'Whether the record still says what was signed.' },
  }),
  HistoryEntry: object({
    version: count,
    at: instant,
    actor: text,
    via: text,
    action: text,
    reason: nullableText,
    changes: listOf(object({ field: text, label: text, before: any, after: any })),
    seq: count,
    digest: text,
  }),
  Activity: object({
    seq: count,
    at: instant,
    actor: text,
    via: text,
    action: text,
    reason: nullableText,
    record: ref('RecordRef'),
  }),
  Organisation: object({ id, slug: text, name: text, kind: { type: 'string', enum: ['own', 'example'] } }),
  Role: { type: 'string', enum: roles },
  Tone: { type: 'string', enum: tones },
  StoredFile: object({ hash: { type: 'string', pattern: '^[0-9a-f]{64}$' }, name: text, size: count, mediaType: text }),
  ...readinessSchemas,
  ...singleSignOnSchemas,
  Job: object({
    id,
    kind: text,
    state: { type: 'string', enum: ['waiting', 'running', 'done', 'failed', 'cancelled'] },
    done: count,
    total: nullable(count),
    step: text,
    problem: nullableText,
    result: { ...nullableText, description: 'Address of the result, once done.' },
  }),
}
