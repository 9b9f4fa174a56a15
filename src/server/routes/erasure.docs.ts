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

const base = '/api/v1/o/{organisation}/log/people'
const tag = 'Log'
const terms = { ...listOf({ type: 'string', minLength: 2, maxLength: 200 }), maxItems: 20 }
const person = { type: 'string', format: 'uuid' } as const
const said = { type: 'string', minLength: 3, maxLength: 1000 } as const
const place = { type: 'string', maxLength: 120 } as const

const found = object({
  id: text,
  kind: {
    enum: ['record', 'memberships', 'account', 'invitation', 'directory', 'delivery', 'jobs', 'file', 'entries'],
  },
  record: nullable(
    object({ id: text, register: text, ref: text, title: text, archived: bool, isAbout: bool, stands: bool }),
  ),
  name: nullableText,
  count,
  refs: listOf(text),
  isNamed: bool,
  blocked: { enum: ['isMember', 'isElsewhere', 'isEvidence', null] },
  samples: listOf(object({ field: text, before: text, after: text })),
})

export const erasureDocs = describeRoutes(
  {
    method: 'post',
    path: `${base}/places`,
    id: 'log.findPerson',
    tag,
    summary: 'Find everything that is kept about a person',
    detail:
      'Looks through every version of every record the caller may read, entries about memberships, accounts, invitations, jobs and the text of files; for a record of the register of people under all names and addresses it ever had. Changes nothing.',
    body: { type: 'object', additionalProperties: false, properties: { person, terms } },
    answers: {
      200: {
        about: 'The places, what the texts say and what they will say.',
        schema: object({
          terms: listOf(text),
          pseudonym: text,
          places: listOf(found),
          files: object({ read: count, unread: count, unreadFiles: listOf(object({ hash: text, name: text })) }),
          packs: listOf(object({ id: text, asOf: text, madeAt: text, by: text })),
        }),
      },
    },
    problems: ['access/forbidden', 'access/not-found', 'request/too-many'],
  },
  {
    method: 'post',
    path: `${base}/erasures`,
    id: 'log.erasePerson',
    tag,
    summary: 'Erase a person at the chosen places, as a job',
    headers: onceKey,
    detail:
      'What a record says now is changed to name the pseudonym; then every earlier version, entry and file that named the person loses its text. Digests stay, and the log says by whom and why. It cannot be undone.',
    body: {
      type: 'object',
      required: ['pseudonym', 'reason', 'places'],
      additionalProperties: false,
      properties: {
        person,
        terms,
        pseudonym: { type: 'string', pattern: '^Former person [A-Z2-9]{6}$' },
        reason: said,
        places: { ...listOf(place), minItems: 1, maxItems: 5000 },
        kept: {
          ...listOf({
            type: 'object',
            required: ['place', 'reason'],
            additionalProperties: false,
            properties: { place, reason: said },
          }),
          maxItems: 5000,
        },
      },
    },
    answers: { 202: { about: 'It is under way.', schema: object({ job: text }) } },
    problems: ['access/forbidden', 'access/not-found', 'erasure/reason-names', 'key/reused'],
  },
)
