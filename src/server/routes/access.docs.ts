import { schemaOf } from '../openapi/registerSchemas.ts'
import { bool, describeRoutes, listOf, nullable, nullableText, object, text } from '../openapi/routeDoc.ts'
import { accessBodies } from './access.ts'

const base = '/api/v1/o/{organisation}/access'
const tag = 'Access'
const role = { id: text, name: text, explain: text, permissions: listOf(text) }
const member = {
  account: text,
  name: text,
  roles: listOf(text),
  customRoles: listOf(text),
  from: nullableText,
  until: nullableText,
  registers: nullable(listOf(text)),
  engagement: nullableText,
  suspendedAt: nullableText,
}
const delegation = {
  id: text,
  from: text,
  fromName: text,
  to: text,
  toName: text,
  roles: listOf(text),
  startsOn: text,
  endsOn: text,
  isActive: bool,
}

export const accessDocs = describeRoutes(
  {
    method: 'get',
    path: base,
    id: 'access.read',
    tag,
    summary: 'Roles of the organisation, who stands in for whom, and limits of access',
    detail: 'Administrators see everything; others their own delegations and whom they can pass their roles on to.',
    answers: {
      200: {
        about: 'Who may do what.',
        schema: object({
          roles: listOf(object(role)),
          delegations: listOf(object(delegation)),
          members: listOf(object(member)),
          permissions: listOf(text),
          mayChange: bool,
        }),
      },
    },
    problems: ['access/forbidden'],
  },
  {
    method: 'post',
    path: `${base}/roles`,
    id: 'access.makeRole',
    tag,
    summary: 'Make a role of permissions',
    body: schemaOf(accessBodies.role),
    answers: { 201: { about: 'Made.', schema: object({ id: text }) } },
    problems: ['access/forbidden', 'member/exists'],
  },
  {
    method: 'put',
    path: `${base}/roles/{id}`,
    id: 'access.changeRole',
    tag,
    summary: 'Change a role; it counts at once for those who hold it',
    params: { id: 'Id of the role.' },
    body: schemaOf(accessBodies.role),
    answers: { 200: { about: 'Changed.', schema: object({ id: text }) } },
    problems: ['access/forbidden', 'access/not-found', 'member/exists'],
  },
  {
    method: 'delete',
    path: `${base}/roles/{id}`,
    id: 'access.removeRole',
    tag,
    summary: 'Remove a role from everybody who holds it',
    params: { id: 'Id of the role.' },
    answers: { 200: { about: 'Removed.', schema: object({ done: bool }) } },
    problems: ['access/forbidden', 'access/not-found'],
  },
  {
    method: 'put',
    path: `${base}/members/{id}`,
    id: 'access.setMember',
    tag,
    summary: 'Set what a member may do, from when until when, and in which registers',
    detail:
      'For an external auditor: the days of the engagement and the registers it is about; outside them the person sees nothing.',
    params: { id: 'Id of the account.' },
    body: schemaOf(accessBodies.member),
    answers: { 200: { about: 'Set.', schema: object({ changed: bool }) } },
    problems: ['access/forbidden', 'access/not-found', 'member/last-administrator'],
  },
  {
    method: 'post',
    path: `${base}/delegations`,
    id: 'access.delegate',
    tag,
    summary: 'Let somebody use your roles while you are away',
    detail: 'What they then do only with these roles is logged as theirs, for you.',
    body: schemaOf(accessBodies.delegation),
    answers: { 201: { about: 'Passed on.', schema: object({ id: text }) } },
    problems: ['access/forbidden', 'access/not-found'],
  },
  {
    method: 'delete',
    path: `${base}/delegations/{id}`,
    id: 'access.endDelegation',
    tag,
    summary: 'End it before its day',
    params: { id: 'Id of the delegation.' },
    answers: { 200: { about: 'Ended.', schema: object({ done: bool }) } },
    problems: ['access/forbidden', 'access/not-found'],
  },
)
