import { afterAll, beforeAll, test } from 'vitest'
import { catalogue, type Register, roles, shapeOf, stateShown } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { expectGolden } from '../support/golden.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

test('problems', () =>
  expectGolden(
    'problems',
    Object.entries(catalogue).map(([code, { status, title, next }]) => `${code} ${status} ${title}. ${next}`),
  ))

test('routes', () =>
  expectGolden(
    'routes',
    t.routes.filter(({ method }) => method !== 'HEAD').map(({ method, url }) => `${url} ${method}`),
  ))

test('registers', () =>
  expectGolden(
    'registers',
    registers.flatMap((r) => [...factsOf(r)]),
  ))

test('permissions', () =>
  expectGolden(
    'permissions',
    registers.flatMap((r) => [...permissionsOf(r)]),
  ))

function* factsOf(r: Register): Generator<string> {
  const at = r.name
  yield `${at} refPrefix ${r.refPrefix}`
  yield `${at} area ${r.area}`
  yield `${at} label ${r.label.one} / ${r.label.many}`
  yield `${at} initial ${r.workflow.initial}`
  yield `${at} sort ${r.list.sort}`
  yield `${at} shape ${shapeOf(r)}`
  if (r.confidential) yield `${at} confidential`
  if (r.readLike) yield `${at} readLike ${r.readLike}`
  if (r.only) yield `${at} only ${r.only}`
  for (const ref of r.serves) yield `${at} serves ${ref}`
  for (const [name, field] of Object.entries(r.fields)) {
    const marks = [
      field.isOptional ? 'optional' : 'needed',
      field.setByMove ? 'setByMove' : '',
      field.personal ? 'personal' : '',
      field.unit ? `in ${field.unit}` : '',
    ]
    yield `${at} field ${name} ${field.type.kind} ${marks.filter((m) => m !== '').join(' ')}`
    for (const choice of field.choices ?? []) yield `${at} field ${name} choice ${choice.value}`
    for (const [column, { type, isOptional }] of Object.entries(field.columns ?? {}))
      yield `${at} field ${name} column ${column} ${type.kind} ${isOptional ? 'optional' : 'needed'}`
  }
  for (const [name, c] of Object.entries(r.computed)) yield `${at} computed ${name} ${c.field.type.kind}`
  for (const [name, link] of Object.entries(r.links)) {
    const marks = [link.required ? 'needed' : '', link.inverse ? `inverse ${link.inverse}` : '']
    yield `${at} link ${name} ${link.many ? 'many' : 'one'} ${link.to} ${marks.join(' ')}`.trim()
  }
  for (const state of Object.keys(r.workflow.states)) yield `${at} state ${state} ${stateShown(r, state).tone}`
  for (const state of r.workflow.frozen ?? []) yield `${at} frozen ${state}`
  for (const [name, move] of Object.entries(r.workflow.moves)) {
    for (const from of move.from) yield `${at} move ${name} ${from} > ${move.to}`
    for (const need of move.needs ?? []) yield `${at} move ${name} needs ${need}`
    if (move.asksReason) yield `${at} move ${name} asksReason`
    if (move.unless) yield `${at} move ${name} guarded`
  }
  for (const q of r.readiness) yield `${at} asks ${q.id} ${q.severity}`
}

function* permissionsOf(r: Register): Generator<string> {
  const operations = {
    ...r.can,
    unarchive: r.can.archive,
    restore: r.can.edit,
    ...Object.fromEntries(Object.entries(r.workflow.moves).map(([name, move]) => [`move.${name}`, move.by])),
  }
  for (const [operation, grants] of Object.entries(operations)) {
    for (const role of roles) yield `${r.name} ${operation} ${role} ${grants.includes(role) ? 'yes' : 'no'}`
    for (const own of ['owner', 'author'] as const) if (grants.includes(own)) yield `${r.name} ${operation} ${own} yes`
  }
}
