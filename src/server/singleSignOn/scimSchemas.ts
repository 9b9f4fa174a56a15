import type { ScimGroupRow, ScimUserRow } from '../../store/provisioning.ts'
import type { Resource } from './scimFilter.ts'

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const configSchema = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'
const typeSchema = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType'
const schemaSchema = 'urn:ietf:params:scim:schemas:core:2.0:Schema'

/** How many resources one answer holds at most. */
export const mostListed = 200

export const serviceProviderConfig = (base: string): Resource => ({
  schemas: [configSchema],
  documentationUri: 'https://datatracker.ietf.org/doc/html/rfc7644',
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: mostListed },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token made under Settings, Single sign-on.',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
})

export const resourceTypes = (base: string): Resource[] =>
  (
    [
      ['User', 'Users', userSchema],
      ['Group', 'Groups', groupSchema],
    ] as const
  ).map(([name, place, schema]) => ({
    schemas: [typeSchema],
    id: name,
    name,
    endpoint: `/${place}`,
    schema,
    schemaExtensions: [],
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  }))

const attribute = (name: string, more: Resource = {}): Resource => ({
  name,
  type: 'string',
  multiValued: false,
  description: name,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...more,
})
const many = (name: string, subAttributes: Resource[], more: Resource = {}) =>
  attribute(name, { type: 'complex', multiValued: true, subAttributes, ...more })

export const schemas = (base: string): Resource[] => [
  {
    schemas: [schemaSchema],
    id: userSchema,
    name: 'User',
    description: 'A member of the organisation',
    attributes: [
      attribute('userName', { required: true, uniqueness: 'server' }),
      attribute('displayName'),
      attribute('name', {
        type: 'complex',
        subAttributes: [attribute('formatted'), attribute('givenName'), attribute('familyName')],
      }),
      many('emails', [attribute('value'), attribute('type'), attribute('primary', { type: 'boolean' })]),
      attribute('active', { type: 'boolean' }),
      many('groups', [attribute('value'), attribute('display')], { mutability: 'readOnly' }),
      many('roles', [attribute('value')], { mutability: 'readOnly' }),
    ],
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${userSchema}` },
  },
  {
    schemas: [schemaSchema],
    id: groupSchema,
    name: 'Group',
    description: 'A group of the directory; an administrator says which roles its members have',
    attributes: [
      attribute('displayName', { required: true, uniqueness: 'server' }),
      many('members', [attribute('value', { mutability: 'immutable' }), attribute('display')]),
    ],
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${groupSchema}` },
  },
]

export function userResource(u: ScimUserRow, base: string): Resource {
  const name = {
    formatted: u.displayName,
    ...(u.givenName === null ? {} : { givenName: u.givenName }),
    ...(u.familyName === null ? {} : { familyName: u.familyName }),
  }
  return {
    schemas: [userSchema],
    id: u.account,
    ...(u.externalId === null ? {} : { externalId: u.externalId }),
    userName: u.userName,
    displayName: u.displayName,
    name,
    ...(u.email === null ? {} : { emails: [{ value: u.email, type: 'work', primary: true }] }),
    active: u.active,
    groups: u.groups.map((g) => ({ value: g.id, display: g.name, $ref: `${base}/Groups/${g.id}` })),
    roles: u.roles.map((value) => ({ value })),
    meta: {
      resourceType: 'User',
      created: u.createdAt,
      lastModified: u.updatedAt,
      location: `${base}/Users/${u.account}`,
    },
  }
}

export const groupResource = (g: ScimGroupRow, base: string): Resource => ({
  schemas: [groupSchema],
  id: g.id,
  ...(g.externalId === null ? {} : { externalId: g.externalId }),
  displayName: g.displayName,
  members: g.members.map((m) => ({ value: m.account, display: m.name, $ref: `${base}/Users/${m.account}` })),
  meta: {
    resourceType: 'Group',
    created: g.createdAt,
    lastModified: g.updatedAt,
    location: `${base}/Groups/${g.id}`,
  },
})
