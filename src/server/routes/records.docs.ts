import type { Register } from '../../model/index.ts'
import { pathOf } from '../describe.ts'
import { listParameters } from '../openapi/registerRoutes.ts'
import { schemaOf } from '../openapi/registerSchemas.ts'
import { describeRoutes, languageOfFile, type RouteDoc, ref, text } from '../openapi/routeDoc.ts'
import { bodies } from './recordBodies.ts'

const base = '/api/v1/o/{organisation}'

/** What spans registers: several changes at once, files, and lists as files. The registers' own routes are derived. */
export const recordDocs = (registers: readonly Register[]): readonly RouteDoc[] =>
  describeRoutes(
    {
      method: 'post',
      path: `${base}/changes`,
      id: 'changes.commit',
      tag: 'Changes',
      summary: 'Make several changes that stand or fall together',
      headers: {
        'Idempotency-Key': {
          about: 'A repeated key returns the first answer and changes nothing.',
          schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
        },
      },
      body: schemaOf(bodies.changes),
      answers: { 200: { about: 'Done; the records as they stand now.', schema: ref('Changed') } },
      problems: [
        'access/forbidden',
        'record/invalid',
        'record/conflict',
        'record/archived',
        'record/frozen',
        'record/in-use',
        'record/only-one',
        'move/unknown',
        'move/refused',
        'move/wrong-state',
        'move/needs',
        'move/reason-needed',
        'key/reused',
      ],
    },
    {
      method: 'post',
      path: `${base}/files`,
      id: 'files.upload',
      tag: 'Files',
      summary: 'Upload a file',
      detail:
        'The bytes are the body. A record then names the file by its hash, which gives others the right to read it.',
      query: {
        withoutName: {
          about:
            'Keeps nothing of who uploads it, for what is sent without a name; then it is read only in its record.',
          schema: { type: 'string', enum: ['true'] },
        },
      },
      headers: {
        'x-file-name': { about: 'Name of the file, percent-encoded.', schema: text, required: true },
        'Idempotency-Key': {
          about:
            'Kept by what it holds, a file sent twice is there once; with a key a load balancer may send it again.',
          schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
        },
      },
      body: 'bytes',
      answers: { 201: { about: 'Kept.', schema: ref('StoredFile') } },
      problems: ['access/forbidden', 'file/too-large', 'file/refused', 'file/unsafe', 'file/unscanned'],
    },
    {
      method: 'get',
      path: `${base}/files/{hash}`,
      id: 'files.read',
      tag: 'Files',
      summary: 'Read a file',
      params: { hash: 'SHA-256 of its bytes.' },
      query: {
        inline: { about: '`true` shows pictures and PDF in the browser.', schema: { enum: ['true'] } },
        name: { about: 'What to call it, for whoever uploaded it and has not put it into a record yet.', schema: text },
      },
      answers: { 200: { about: 'The bytes.', mediaTypes: ['*/*'] } },
    },
    {
      method: 'get',
      path: `${base}/export/{file}`,
      id: 'export.read',
      tag: 'Files',
      summary: 'A whole list as a file',
      params: {
        file: `Register and format, for example \`risks.csv\`; registers are ${registers.map(pathOf).join(', ')}, formats csv, xlsx and json.`,
      },
      query: {
        ...Object.fromEntries(
          Object.entries(listParameters(null)).filter(([name]) => name !== 'limit' && name !== 'count'),
        ),
        ...languageOfFile,
      },
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
  )
