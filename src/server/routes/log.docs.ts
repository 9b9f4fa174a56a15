import { deliveryRhythms } from '../../store/log/deliveries.ts'
import {
  bool,
  count,
  describeRoutes,
  listOf,
  nullable,
  nullableText,
  object,
  onceKey,
  text,
} from '../openapi/routeDoc.ts'

const base = '/api/v1/o/{organisation}/log'
const tag = 'Log'
const hashes = listOf(text)
const optionalCount = { type: ['integer', 'null'] } as const

const checkpoint = object({ number: count, size: count, root: text, at: text, keyId: text })
const inclusion = { seq: count, size: count, leaf: text, root: text, hashes, proof: nullableText }
const kinds = { enum: ['webhook', 'email'] } as const
const rhythms = { enum: deliveryRhythms } as const
const delivery = object({
  id: text,
  kind: kinds,
  target: text,
  every: rhythms,
  lastNumber: optionalCount,
  lastSentAt: nullableText,
  failures: count,
  lastProblem: nullableText,
})
const rule = object({ register: text, months: { type: 'integer', minimum: 1, maximum: 1200 } })

export const logDocs = describeRoutes(
  {
    method: 'get',
    path: base,
    id: 'log.read',
    tag,
    summary: 'Where the log stands, and whether its signer does',
    detail:
      'Findings of the last comparison of rows are told to those who look after the management system and to auditors.',
    answers: {
      200: {
        about: 'The log.',
        schema: object({
          size: count,
          lastAt: text,
          origin: nullableText,
          checkpoint: nullable(checkpoint),
          uncovered: { type: 'integer' },
          signer: nullable(object({ running: bool, instance: text, keyId: text, at: text })),
          finding: nullable(object({ kind: text, finding: text, at: text })),
          keys: listOf(object({ keyId: text, verifierKey: text, since: text, handover: nullableText })),
          stamps: listOf(object({ number: count, authority: text, stampedAt: text })),
          check: nullable(
            object({ at: text, size: count, versions: count, findings: listOf(object({ kind: text, what: text })) }),
          ),
        }),
      },
    },
  },
  {
    method: 'get',
    path: `${base}/checkpoint`,
    id: 'log.checkpoint',
    tag,
    summary: 'The last signed checkpoint',
    detail: 'A signed note (C2SP tlog-checkpoint), to be kept outside: a later pack must continue it.',
    answers: { 200: { about: 'The note.', mediaTypes: ['text/plain'] } },
    problems: ['access/not-found'],
  },
  {
    method: 'get',
    path: `${base}/checkpoints`,
    id: 'log.checkpoints',
    tag,
    summary: 'Signed checkpoints, newest first',
    query: {
      before: { about: 'Only those before this number.', schema: { type: 'integer', minimum: 1 } },
      limit: { about: 'Most wanted.', schema: { type: 'integer', minimum: 1, maximum: 500, default: 50 } },
    },
    answers: { 200: { about: 'Them.', schema: object({ checkpoints: listOf(checkpoint) }) } },
  },
  {
    method: 'get',
    path: `${base}/checkpoints/{number}`,
    id: 'log.checkpointAt',
    tag,
    summary: 'A signed checkpoint by its number',
    params: { number: 'Number of the checkpoint.' },
    answers: { 200: { about: 'The note.', mediaTypes: ['text/plain'] } },
    problems: ['access/not-found'],
  },
  {
    method: 'get',
    path: `${base}/proof`,
    id: 'log.proof',
    tag,
    summary: 'That an entry is in the log',
    detail: 'An inclusion proof of RFC 6962; with the last checkpoint as one text when `size` is left out.',
    query: {
      seq: { about: 'Number of the entry.', schema: count, required: true },
      size: { about: 'Size of the log it is proven for.', schema: { type: 'integer', minimum: 1 } },
    },
    answers: { 200: { about: 'The proof.', schema: object(inclusion) } },
    problems: ['access/not-found', 'log/inconsistent'],
  },
  {
    method: 'get',
    path: `${base}/consistency`,
    id: 'log.consistency',
    tag,
    summary: 'That a log of one size continues that of another',
    query: {
      from: { about: 'The size you know.', schema: { type: 'integer', minimum: 1 }, required: true },
      to: {
        about: 'The later size; that of the last checkpoint when left out.',
        schema: { type: 'integer', minimum: 1 },
      },
    },
    answers: {
      200: { about: 'The proof.', schema: object({ from: count, to: count, fromRoot: text, root: text, hashes }) },
    },
    problems: ['access/not-found'],
  },
  {
    method: 'get',
    path: `${base}/versions/{id}/{version}/proof`,
    id: 'log.versionProof',
    tag,
    summary: 'That a version of a record is what was logged',
    detail: 'SHA-256 over salt and canonical body (RFC 8785) is the digest in the entry, and the entry is in the log.',
    params: { id: 'Id of the record.', version: 'Number of the version.' },
    answers: {
      200: {
        about: 'Entry, text and proof.',
        schema: object({
          ...inclusion,
          entry: text,
          salt: nullableText,
          body: { type: ['object', 'null'] },
          erasedBy: optionalCount,
        }),
      },
    },
    problems: ['access/not-found', 'log/inconsistent'],
  },
  {
    method: 'get',
    path: `${base}/tile/{tile}`,
    id: 'log.tile',
    tag,
    summary: 'A tile of the log',
    detail:
      'C2SP tlog-tiles: `0/000`, `1/x001/234.p/17`, `entries/000`. Bundles of entries only where all may be read.',
    params: { tile: 'Address of the tile.' },
    answers: { 200: { about: 'Its bytes.', mediaTypes: ['application/octet-stream'] } },
    problems: ['access/not-found', 'access/forbidden'],
  },
  {
    method: 'post',
    path: `${base}/check`,
    id: 'log.check',
    tag,
    summary: 'Compare every row with the log',
    detail: 'A job does it; what it found stands in the log as `check`.',
    headers: onceKey,
    answers: { 202: { about: 'Begun.', schema: object({ job: text }) } },
    problems: ['access/forbidden'],
  },
  {
    method: 'get',
    path: `${base}/erasable/{id}`,
    id: 'log.erasable',
    tag,
    summary: 'Versions of a record that may be erased',
    params: { id: 'Id of the record.' },
    answers: {
      200: { about: 'Versions that later ones replaced.', schema: object({ ref: text, versions: listOf(count) }) },
    },
    problems: ['access/forbidden', 'access/not-found'],
  },
  {
    method: 'post',
    path: `${base}/erasures`,
    id: 'log.erase',
    tag,
    summary: 'Erase earlier versions of a record for ever',
    detail: 'Text, salt and search words go; digests stay, and an entry for each says by whom and why.',
    body: {
      type: 'object',
      required: ['record', 'reason'],
      additionalProperties: false,
      properties: {
        record: { type: 'string', format: 'uuid' },
        versions: { ...listOf({ type: 'integer', minimum: 1 }), minItems: 1, maxItems: 1000 },
        reason: { type: 'string', minLength: 3, maxLength: 1000 },
      },
    },
    answers: { 201: { about: 'Erased.', schema: object({ erased: listOf(object({ version: count, seq: count })) }) } },
    problems: ['access/forbidden', 'access/not-found', 'erasure/still-standing', 'erasure/reason-needed'],
  },
  {
    method: 'get',
    path: `${base}/deliveries`,
    id: 'log.deliveries',
    tag,
    summary: 'Who outside gets checkpoints',
    answers: { 200: { about: 'Them.', schema: object({ deliveries: listOf(delivery) }) } },
    problems: ['access/forbidden'],
  },
  {
    method: 'post',
    path: `${base}/deliveries`,
    id: 'log.addDelivery',
    tag,
    summary: 'Have checkpoints sent to somebody outside',
    detail:
      'A webhook is signed with the secret, which is told this once: HMAC-SHA-256 over `time.body` in `x-openaims-signature`.',
    body: {
      type: 'object',
      required: ['kind', 'target', 'every'],
      additionalProperties: false,
      properties: { kind: kinds, target: { type: 'string', minLength: 3, maxLength: 500 }, every: rhythms },
    },
    answers: { 201: { about: 'Added.', schema: object({ id: text, secret: nullableText }) } },
    problems: ['access/forbidden', 'delivery/refused'],
  },
  {
    method: 'delete',
    path: `${base}/deliveries/{id}`,
    id: 'log.removeDelivery',
    tag,
    summary: 'Send no more checkpoints there',
    params: { id: 'Id of the delivery.' },
    answers: { 200: { about: 'Removed.', schema: object({ removed: bool }) } },
    problems: ['access/forbidden', 'access/not-found'],
  },
  {
    method: 'post',
    path: `${base}/deliveries/{id}/send`,
    id: 'log.sendDelivery',
    tag,
    summary: 'Send the last checkpoint there now',
    params: { id: 'Id of the delivery.' },
    answers: { 200: { about: 'Sent.', schema: object({ number: count }) } },
    problems: ['access/forbidden', 'access/not-found', 'delivery/refused', 'mail/failed'],
  },
  {
    method: 'get',
    path: `${base}/retention`,
    id: 'log.retention',
    tag,
    summary: 'How long replaced versions are kept, and what has outlived it',
    answers: {
      200: {
        about: 'Rules, and proposals nobody decided on yet.',
        schema: object({
          rules: listOf(rule),
          proposals: listOf(
            object({ id: text, register: text, before: text, versions: count, records: count, madeAt: text }),
          ),
        }),
      },
    },
    problems: ['access/forbidden'],
  },
  {
    method: 'put',
    path: `${base}/retention`,
    id: 'log.setRetention',
    tag,
    summary: 'Set how long replaced versions are kept',
    body: {
      type: 'object',
      required: ['rules'],
      additionalProperties: false,
      properties: { rules: { ...listOf(rule), maxItems: 200 } },
    },
    answers: { 200: { about: 'Kept.', schema: object({ kept: bool }) } },
    problems: ['access/forbidden'],
  },
  {
    method: 'post',
    path: `${base}/retention/{id}`,
    id: 'log.decideRetention',
    tag,
    summary: 'Erase what a proposal names, or leave it',
    params: { id: 'Id of the proposal.' },
    body: {
      type: 'object',
      required: ['decision'],
      additionalProperties: false,
      properties: { decision: { enum: ['erased', 'declined'] } },
    },
    answers: { 200: { about: 'Decided.', schema: object({ erased: count }) } },
    problems: ['access/forbidden', 'access/not-found'],
  },
  {
    method: 'get',
    path: '/api/v1/verifier',
    id: 'verifier.page',
    tag,
    summary: 'The verifier of audit packs as one page',
    detail: 'It works without a network; save it. The same page and a program for Node are in every pack.',
    open: true,
    answers: { 200: { about: 'The page.', mediaTypes: ['text/html'] } },
  },
)
