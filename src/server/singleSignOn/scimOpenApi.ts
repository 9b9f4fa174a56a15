import type { JsonSchema } from '../openapi/routeDoc.ts'
import { groupSchema, mostListed, userSchema } from './scimSchemas.ts'

const type = 'application/scim+json'
const base = '/scim/v2/{organisation}'

const text: JsonSchema = { type: 'string' }
const bool: JsonSchema = { type: 'boolean' }
const whole: JsonSchema = { type: 'integer', minimum: 0 }
const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
const object = (properties: Readonly<Record<string, JsonSchema>>, required: readonly string[] = []): JsonSchema => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
})

const meta = object({ resourceType: text, created: text, lastModified: text, location: text }, ['resourceType'])
const named = object({ value: text, display: text }, ['value'])

const schemas: Readonly<Record<string, JsonSchema>> = {
  // With `attributes` or `excludedAttributes` all but the id and the schemas may be left out.
  User: object(
    {
      schemas: listOf(text),
      id: { type: 'string', format: 'uuid' },
      externalId: text,
      userName: text,
      displayName: text,
      name: object({ formatted: text, givenName: text, familyName: text }),
      emails: listOf(object({ value: text, type: text, primary: bool }, ['value'])),
      active: bool,
      groups: listOf(named),
      roles: listOf(object({ value: text }, ['value'])),
      meta,
    },
    ['schemas', 'id'],
  ),
  Group: object(
    {
      schemas: listOf(text),
      id: { type: 'string', format: 'uuid' },
      externalId: text,
      displayName: text,
      members: listOf(named),
      meta,
    },
    ['schemas', 'id'],
  ),
  UserSent: {
    ...object(
      {
        schemas: listOf(text),
        userName: { type: 'string', maxLength: 300 },
        externalId: { type: ['string', 'null'], maxLength: 300 },
        name: { type: ['object', 'null'] },
        displayName: { type: ['string', 'null'], maxLength: 300 },
        emails: { type: ['array', 'null'], items: { type: 'object' }, maxItems: 20 },
        active: { type: ['boolean', 'string', 'null'], description: 'Also the texts "True" and "False".' },
      },
      ['userName'],
    ),
    description: `A user (${userSchema}). Attributes that are not kept here are left aside; a password is never kept.`,
  },
  GroupSent: {
    ...object(
      {
        schemas: listOf(text),
        displayName: { type: 'string', maxLength: 300 },
        externalId: { type: ['string', 'null'], maxLength: 300 },
        members: { type: ['array', 'null'], items: object({ value: text }, ['value']), maxItems: 20_000 },
      },
      ['displayName'],
    ),
    description: `A group (${groupSchema}). Who is no member of the organisation is left out.`,
  },
  PatchOp: {
    ...object(
      {
        schemas: listOf(text),
        Operations: {
          type: 'array',
          minItems: 1,
          maxItems: 1000,
          items: object({ op: { type: 'string', pattern: '^([Aa]dd|[Rr]eplace|[Rr]emove)$' }, path: text, value: {} }, [
            'op',
          ]),
        },
      },
      ['Operations'],
    ),
    description:
      'RFC 7644 3.5.2. `op` also begins with a capital letter; without a path the value is an object of attributes; members to remove stand in the path or in the value.',
  },
  List: object(
    {
      schemas: listOf(text),
      totalResults: whole,
      startIndex: { type: 'integer', minimum: 1 },
      itemsPerPage: whole,
      Resources: listOf({ type: 'object' }),
    },
    ['schemas', 'totalResults', 'startIndex', 'itemsPerPage', 'Resources'],
  ),
  Described: { type: 'object', description: 'What RFC 7643 says of it.' },
  Error: object({ schemas: listOf(text), status: text, detail: text, scimType: text }, ['schemas', 'status', 'detail']),
}

const errors: Readonly<Record<number, string>> = {
  400: 'It cannot be read, or the filter is not understood.',
  401: 'The token is missing, wrong, revoked or of another organisation.',
  403: 'The domain of the address is not confirmed for the organisation.',
  404: 'There is no such user or group.',
  409: 'The name is taken, or it would leave the organisation without an administrator.',
  413: 'The body is too large.',
  415: 'The body is of another type.',
}

interface Says {
  readonly id: string
  readonly summary: string
  readonly detail?: string
  readonly query?: boolean
  readonly filter?: boolean
  readonly body?: string
  readonly answers: Readonly<Record<number, { about: string; schema?: string }>>
  readonly refuses?: readonly number[]
}

const shape = ['attributes', 'excludedAttributes']
const page = ['filter', 'startIndex', 'count', ...shape]
const about: Readonly<Record<string, string>> = {
  attributes: 'The only attributes to answer, with commas between.',
  excludedAttributes: 'Attributes to leave out, such as `members`.',
  filter: 'RFC 7644 3.4.2.2: `eq ne co sw ew gt ge lt le pr`, `and or not`, groups, `emails[type eq "work"]`.',
  startIndex: 'The first one of the page, counted from 1.',
  count: `How many, ${mostListed} at most; 0 answers the number alone.`,
}

function operation(path: string, says: Says): Record<string, unknown> {
  const params = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: name === 'organisation' ? 'Short name of the organisation, as in its address.' : 'Its id.',
    schema: text,
  }))
  const names = says.filter ? page : says.query ? shape : []
  const content = (name: string) => ({ [type]: { schema: ref(name) } })
  const refuses = [401, ...(says.refuses ?? []), ...(says.body ? [400, 413, 415] : [])]
  return {
    operationId: says.id,
    tags: ['Provisioning'],
    summary: says.summary,
    ...(says.detail ? { description: says.detail } : {}),
    parameters: [
      ...params,
      ...names.map((name) => ({
        name,
        in: 'query',
        description: about[name],
        schema: name === 'startIndex' || name === 'count' ? { type: 'integer' } : text,
      })),
    ],
    ...(says.body ? { requestBody: { required: true, content: content(says.body) } } : {}),
    responses: Object.fromEntries([
      ...Object.entries(says.answers).map(([status, { about, schema }]) => [
        status,
        { description: about, ...(schema ? { content: content(schema) } : {}) },
      ]),
      ...[...new Set(refuses)]
        .sort((a, b) => a - b)
        .map((status) => [status, { description: errors[status], content: content('Error') }]),
    ]),
  }
}

/** One kind of resource: list, make, read, replace, patch, delete. */
function resource(one: 'User' | 'Group', many: string, removed: string): Record<string, Record<string, unknown>> {
  const low = one.toLowerCase()
  const found = { 200: { about: `The ${low}.`, schema: one } }
  const list = `${base}/${many}`
  const each = `${list}/{id}`
  return {
    [list]: {
      get: operation(list, {
        id: `scim.list${many}`,
        summary: `${many} of the organisation, a page at a time`,
        filter: true,
        answers: { 200: { about: 'The page.', schema: 'List' } },
        refuses: [400],
      }),
      post: operation(list, {
        id: `scim.create${one}`,
        summary: `Make a ${low}`,
        body: `${one}Sent`,
        answers: { 201: { about: 'Made.', schema: one } },
        refuses: one === 'User' ? [403, 409] : [409],
      }),
    },
    [each]: {
      get: operation(each, { id: `scim.read${one}`, summary: `A ${low}`, query: true, answers: found, refuses: [404] }),
      put: operation(each, {
        id: `scim.replace${one}`,
        summary: `Replace a ${low}`,
        body: `${one}Sent`,
        answers: found,
        refuses: [404, 409],
      }),
      patch: operation(each, {
        id: `scim.patch${one}`,
        summary: `Change parts of a ${low}`,
        body: 'PatchOp',
        answers: found,
        refuses: [404, 409],
      }),
      delete: operation(each, {
        id: `scim.delete${one}`,
        summary: `Take a ${low} away`,
        detail: removed,
        answers: { 204: { about: 'Taken away.' } },
        refuses: one === 'User' ? [404, 409] : [404],
      }),
    },
  }
}

function described(place: string, id: string, summary: string, schema: string, refuses: readonly number[] = []) {
  const path = `${base}/${place}`
  return { [path]: { get: operation(path, { id, summary, answers: { 200: { about: summary, schema } }, refuses }) } }
}

/** The OpenAPI document of SCIM 2.0, which has a media type, refusals and tokens of its own. */
export const scimOpenApi = (version: string) => ({
  openapi: '3.1.0',
  info: {
    title: 'OpenAIMS: provisioning (SCIM 2.0)',
    version,
    summary: 'A directory keeps the members of an organisation, and by its groups their roles.',
    description:
      'RFC 7643 and 7644. The token is made under Settings, Single sign-on. Deactivating or deleting a user suspends the member, ends their sessions and revokes their keys at once.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  security: [{ directory: [] }],
  tags: [{ name: 'Provisioning' }],
  paths: {
    ...resource('User', 'Users', 'The member is suspended and their access ends; records and history stay.'),
    ...resource('Group', 'Groups', 'Members lose the roles it gave.'),
    ...described('ServiceProviderConfig', 'scim.config', 'What is supported', 'Described'),
    ...described('ResourceTypes', 'scim.resourceTypes', 'The kinds of resources', 'List'),
    ...described('ResourceTypes/{id}', 'scim.resourceType', 'One kind', 'Described', [404]),
    ...described('Schemas', 'scim.schemas', 'The attributes of each kind', 'List'),
    ...described('Schemas/{id}', 'scim.schema', 'The attributes of one kind', 'Described', [404]),
  },
  components: {
    schemas,
    securitySchemes: {
      directory: { type: 'http', scheme: 'bearer', description: 'A token of the organisation (`oscim_…`).' },
    },
  },
})
