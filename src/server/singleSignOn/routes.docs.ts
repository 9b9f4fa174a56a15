import { schemaOf } from '../openapi/registerSchemas.ts'
import {
  any,
  bool,
  count,
  describeRoutes,
  listOf,
  nullableText,
  object,
  type QueryDoc,
  ref,
  text,
} from '../openapi/routeDoc.ts'
import { provisioningBodies } from './provisioningRoutes.ts'
import { settingsBodies } from './settingsRoutes.ts'
import { signInBodies } from './signInRoutes.ts'

const tag = 'Single sign-on'
const open = '/api/v1/single-sign-on/{provider}'
const base = '/api/v1/o/{organisation}/single-sign-on'
const provisioning = '/api/v1/o/{organisation}/provisioning'

const params = { provider: 'Id of the provider.' }
const id = { id: 'Id of the provider.' }
const onward = { 303: { about: 'On to the next page; when refused, the sign-in page with the reason.' } }
const optional = (about: string): QueryDoc => ({ about, schema: text })
const oneProvider = { about: 'The provider; its secret is never part of it.', schema: ref('IdentityProvider') }
const proof = ['access/forbidden', 'sign-in/prove'] as const

const signingIn = describeRoutes(
  {
    method: 'post',
    path: '/api/v1/single-sign-on/find',
    id: 'singleSignOn.find',
    tag,
    summary: 'Which providers sign in an address',
    detail: 'By the domain of the address alone; whether somebody has an account is not told.',
    open: true,
    body: schemaOf(signInBodies.find),
    answers: {
      200: { about: 'The providers.', schema: object({ providers: listOf(object({ id: text, name: text })) }) },
    },
    problems: ['request/too-many'],
  },
  {
    method: 'get',
    path: `${open}/start`,
    id: 'singleSignOn.start',
    tag,
    summary: 'Go to a provider to sign in',
    params,
    query: {
      next: optional('The page to go on to; only pages of this installation are followed.'),
      again: optional(
        '`1` has the provider ask again who it is. Whoever is signed in has then proven who they are and goes on in the same session; somebody else is refused.',
      ),
    },
    open: true,
    answers: onward,
    problems: ['request/too-many'],
  },
  {
    method: 'get',
    path: `${open}/callback`,
    id: 'singleSignOn.callback',
    tag,
    summary: 'Where an OpenID provider leads back to',
    params,
    query: {
      code: optional('The code to trade.'),
      state: optional('Which sign-in it belongs to.'),
      iss: optional('The issuer.'),
      error: optional('Why there is no code.'),
    },
    open: true,
    answers: onward,
  },
  {
    method: 'post',
    path: `${open}/acs`,
    id: 'singleSignOn.acs',
    tag,
    summary: 'Where a SAML provider posts its response',
    detail: 'A form with `SAMLResponse` and `RelayState`; other sites may post here.',
    params,
    open: true,
    answers: onward,
  },
  {
    method: 'get',
    path: `${open}/finish`,
    id: 'singleSignOn.finish',
    tag,
    summary: 'The last step of a SAML sign-in, with the cookies of the browser that began it',
    params,
    query: { ticket: optional('What the step before gave.') },
    open: true,
    answers: onward,
  },
  {
    method: 'post',
    path: `${open}/backchannel-logout`,
    id: 'singleSignOn.backchannelLogout',
    tag,
    summary: 'Where an OpenID provider says that somebody signed out',
    detail:
      'A form with `logout_token` (OpenID Connect Back-Channel Logout 1.0), sent by the provider itself. It ends the session of its `sid`, or all sessions of its `sub` that came through the provider. A token counts once.',
    params,
    open: true,
    answers: { 200: { about: 'How many sessions ended.', schema: object({ ended: count }) } },
    problems: ['single-sign-on/sign-out', 'request/too-many'],
  },
  {
    method: 'get',
    path: `${open}/slo`,
    id: 'singleSignOn.singleLogout',
    tag,
    summary: 'Where a SAML provider leads to sign out',
    detail:
      'A signed request ends the session it names, or all of its subject that came through the provider; the browser goes on with the signed answer. An answer to a sign-out that began here leads home.',
    params,
    query: {
      SAMLRequest: optional('The request to sign out.'),
      SAMLResponse: optional('The answer to ours.'),
      RelayState: optional('Goes back with the answer.'),
      SigAlg: optional('How it is signed: RSA with SHA-256, SHA-384 or SHA-512.'),
      Signature: optional('The signature of the query.'),
    },
    open: true,
    answers: onward,
    problems: ['request/too-many'],
  },
  {
    method: 'post',
    path: `${open}/slo`,
    id: 'singleSignOn.postSingleLogout',
    tag,
    summary: 'Where the page of a SAML provider posts a request to sign out',
    detail: 'A form with `SAMLRequest` or `SAMLResponse`, and `RelayState`; signed inside. Other sites may post here.',
    params,
    open: true,
    answers: onward,
    problems: ['request/too-many'],
  },
  {
    method: 'get',
    path: `${open}/metadata`,
    id: 'singleSignOn.metadata',
    tag,
    summary: 'What a SAML provider has to know of this installation',
    params,
    open: true,
    detail: 'Also the certificates to encrypt assertions with and to know requests to sign out by.',
    answers: { 200: { about: 'Metadata.', mediaTypes: ['application/samlmetadata+xml'] } },
    problems: ['access/not-found'],
  },
  {
    method: 'get',
    path: '/api/v1/openapi-scim.json',
    id: 'openapi.readScim',
    tag: 'Session',
    summary: 'The OpenAPI document of SCIM 2.0, which directories speak',
    open: true,
    answers: {
      200: { about: 'The OpenAPI document.', schema: { type: 'object', required: ['openapi', 'paths'] } },
    },
  },
)

const settings = describeRoutes(
  {
    method: 'get',
    path: base,
    id: 'singleSignOn.read',
    tag,
    summary: 'Identity providers of the organisation',
    answers: {
      200: {
        about: 'Providers, and whether members must use one.',
        schema: object({
          providers: listOf(ref('IdentityProvider')),
          policy: object({ only: bool, breakGlass: listOf(text) }),
          isOperator: bool,
        }),
      },
    },
    problems: ['access/forbidden'],
  },
  {
    method: 'post',
    path: `${base}/providers`,
    id: 'singleSignOn.add',
    tag,
    summary: 'Add a provider',
    detail: 'It signs people in once a domain of their addresses is confirmed.',
    body: schemaOf(settingsBodies.provider),
    answers: { 201: oneProvider },
    problems: proof,
  },
  {
    method: 'put',
    path: `${base}/providers/{id}`,
    id: 'singleSignOn.set',
    tag,
    summary: 'Change a provider',
    detail: 'A secret that is left out stays, as long as issuer and client are the same.',
    params: id,
    body: schemaOf(settingsBodies.provider),
    answers: { 200: oneProvider },
    problems: proof,
  },
  {
    method: 'patch',
    path: `${base}/providers/{id}`,
    id: 'singleSignOn.enable',
    tag,
    summary: 'Switch a provider off or on',
    detail: 'Sessions that came through it end when it is switched off.',
    params: id,
    body: schemaOf(settingsBodies.enabled),
    answers: { 200: { about: 'Changed.', schema: object({ changed: bool }) } },
    problems: proof,
  },
  {
    method: 'delete',
    path: `${base}/providers/{id}`,
    id: 'singleSignOn.remove',
    tag,
    summary: 'Remove a provider',
    params: id,
    answers: { 200: { about: 'Removed; its sessions ended.', schema: object({ done: bool }) } },
    problems: proof,
  },
  {
    method: 'post',
    path: `${base}/providers/{id}/test`,
    id: 'singleSignOn.test',
    tag,
    summary: 'Try whether a provider can be reached',
    params: id,
    answers: { 200: { about: 'It can.', schema: object({ works: bool, detail: text }) } },
    problems: [...proof, 'single-sign-on/wrong'],
  },
  {
    method: 'post',
    path: `${base}/providers/{id}/domains`,
    id: 'singleSignOn.confirmDomain',
    tag,
    summary: 'Confirm a domain by its TXT record',
    detail: 'Whoever looks after the installation confirms it without.',
    params: id,
    body: schemaOf(settingsBodies.domain),
    answers: { 200: { about: 'Confirmed.', schema: object({ confirmed: bool }) } },
    problems: [...proof, 'single-sign-on/wrong'],
  },
  {
    method: 'delete',
    path: `${base}/providers/{id}/links/{account}`,
    id: 'singleSignOn.release',
    tag,
    summary: 'Release an account from its identity at the provider',
    detail: 'The next identity with its address becomes theirs.',
    params: { ...id, account: 'Id of the account.' },
    answers: { 200: { about: 'Released.', schema: object({ done: bool }) } },
    problems: proof,
  },
  {
    method: 'put',
    path: `${base}/policy`,
    id: 'singleSignOn.setPolicy',
    tag,
    summary: 'Whether members must come through a provider',
    body: schemaOf(settingsBodies.policy),
    answers: { 200: { about: 'Kept.', schema: object({ kept: bool }) } },
    problems: [...proof, 'single-sign-on/no-way-back'],
  },
  {
    method: 'get',
    path: provisioning,
    id: 'provisioning.read',
    tag,
    summary: 'Tokens and groups of a directory that keeps the members',
    answers: {
      200: {
        about: 'Where it sends to, its tokens, and the groups it sent.',
        schema: object({
          address: text,
          tokens: listOf(
            object({
              id: text,
              name: text,
              start: text,
              createdBy: text,
              createdAt: text,
              lastUsedAt: nullableText,
              revokedAt: nullableText,
            }),
          ),
          groups: listOf(object({ id: text, name: text, members: count, roles: listOf(text) })),
        }),
      },
    },
    problems: ['access/forbidden'],
  },
  {
    method: 'post',
    path: `${provisioning}/tokens`,
    id: 'provisioning.addToken',
    tag,
    summary: 'Make a token for a directory (SCIM 2.0)',
    body: schemaOf(provisioningBodies.token),
    answers: { 201: { about: 'The token, shown once.', schema: object({ id: text, token: text }) } },
    problems: proof,
  },
  {
    method: 'delete',
    path: `${provisioning}/tokens/{id}`,
    id: 'provisioning.revokeToken',
    tag,
    summary: 'Revoke a token',
    params: { id: 'Id of the token.' },
    answers: { 200: { about: 'Revoked.', schema: object({ done: bool }) } },
    problems: proof,
  },
  {
    method: 'put',
    path: `${provisioning}/groups/{id}`,
    id: 'provisioning.setGroup',
    tag,
    summary: 'Which roles the members of a group have',
    params: { id: 'Id of the group.' },
    body: schemaOf(provisioningBodies.group),
    answers: { 200: { about: 'How many members changed.', schema: object({ changed: count }) } },
    problems: proof,
  },
)

export const singleSignOnDocs = [...signingIn, ...settings]

const shown = {
  id: text,
  name: text,
  domains: listOf(object({ name: text, isConfirmed: bool })),
  domainRecord: { ...text, description: 'The TXT record that confirms a domain.' },
  joins: bool,
  defaultRoles: listOf(text),
  groupRoles: listOf(object({ group: text, role: text })),
  enabled: bool,
  isFixed: { ...bool, description: 'Set by configuration.' },
  hasSecret: bool,
  lastUsedAt: nullableText,
  start: text,
  callback: text,
  kind: { enum: ['oidc', 'saml'] },
  settings: any,
}

/** Shapes the routes name. */
export const singleSignOnSchemas = { IdentityProvider: object(shown) }
