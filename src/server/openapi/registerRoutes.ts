import { fieldLabel, moveLabel, type ProblemCode, type Register, stateShown } from '../../model/index.ts'
import { pathOf } from '../describe.ts'
import { schemaName } from './registerSchemas.ts'
import {
  any,
  bool,
  type JsonSchema,
  listOf,
  mapOf,
  nullableText,
  object,
  type QueryDoc,
  type RouteDoc,
  ref,
  text,
} from './routeDoc.ts'

const reason: JsonSchema = { type: ['string', 'null'], maxLength: 2000, description: 'Why; kept in history.' }
const version: JsonSchema = {
  type: 'integer',
  minimum: 1,
  maximum: 2 ** 31 - 1,
  description: 'The version your change is made from; a newer one in the store is a conflict.',
}
const customValues: JsonSchema = { ...mapOf(any), description: 'Fields the organisation added itself, by key.' }
const writing: readonly ProblemCode[] = ['access/forbidden', 'record/invalid', 'key/reused']
const changing: readonly ProblemCode[] = [...writing, 'record/conflict', 'record/archived', 'record/frozen']

const key: Readonly<Record<string, QueryDoc>> = {
  'Idempotency-Key': {
    about: 'A repeated key returns the first answer and changes nothing.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
  },
}

const body = (properties: Readonly<Record<string, JsonSchema>>, required: readonly string[]): JsonSchema => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
  additionalProperties: false,
})

/** Every operation of a register, under its own address. */
export function registerRoutes(register: Register): RouteDoc[] {
  const { one, many } = { one: register.label.one, many: register.label.many }
  const name = schemaName(register)
  const base = `/api/v1/o/{organisation}/records/${pathOf(register)}`
  const oneRecord = `${base}/{id}`
  const params = { id: `Id of the record, or its number (${register.refPrefix}-1).` }
  const tag = many
  const changed = { about: 'Done; the record as it stands now.', schema: ref(`${name}Changed`) }
  return [
    {
      method: 'get',
      path: base,
      id: `${register.name}.list`,
      tag,
      summary: `List ${many.toLowerCase()}`,
      query: { ...listParameters(register), fields: fieldsParameter(register) },
      answers: {
        200: {
          about: 'A page of the list. With `fields`, each record holds only the values asked for.',
          schema: { anyOf: [ref(`${name}Page`), ref('ListPart')] },
        },
        304: { about: 'With `If-None-Match`: nothing was recorded since the list you have.' },
      },
      problems: ['request/invalid'],
    },
    {
      method: 'post',
      path: base,
      id: `${register.name}.create`,
      tag,
      summary: `Add: ${one}`,
      headers: key,
      body: body(
        {
          values: ref(`${name}New`),
          custom: customValues,
          id: { type: 'string', format: 'uuid', description: 'An id of your own choice; made when left out.' },
          reason,
        },
        ['values'],
      ),
      answers: { 201: changed },
      problems: register.only === 'one' ? [...writing, 'record/only-one'] : writing,
    },
    {
      method: 'get',
      path: oneRecord,
      id: `${register.name}.read`,
      tag,
      params,
      summary: `Read: ${one}`,
      detail: 'With what it links to, what links to it, and which moves are possible now and why others are not.',
      query: {
        view: { about: '`record` answers with the record alone, the quickest read.', schema: { enum: ['record'] } },
      },
      answers: {
        200: { about: 'The record.', schema: { anyOf: [ref(`${name}Detail`), ref(`${name}Alone`)] } },
        304: { about: 'With `view=record` and `If-None-Match`: it is still the version you have.' },
      },
    },
    {
      method: 'patch',
      path: oneRecord,
      id: `${register.name}.edit`,
      tag,
      params,
      summary: `Change: ${one}`,
      headers: key,
      body: body({ version, values: ref(`${name}Values`), custom: customValues, reason }, ['version']),
      answers: { 200: changed },
      problems: changing,
    },
    ...Object.entries(register.workflow.moves).map(([moveName, move]): RouteDoc => {
      const from = move.from.map((s) => `"${stateShown(register, s).label}"`).join(', ')
      const needs = (move.needs ?? []).map((n) => fieldLabel(n, register.fields[n] ?? register.links[n]))
      return {
        method: 'post',
        path: `${oneRecord}/moves/${moveName}`,
        id: `${register.name}.move.${moveName}`,
        tag,
        params,
        summary: moveLabel(moveName, move),
        detail: [
          `From ${from} to "${stateShown(register, move.to).label}".`,
          needs.length > 0 ? `Needs: ${needs.join(', ')}.` : '',
          move.asksReason ? 'A reason must be given.' : '',
          `By: ${move.by.join(', ')}.`,
        ]
          .filter((t) => t !== '')
          .join(' '),
        headers: key,
        body: body({ version, values: ref(`${name}Values`), reason }, ['version']),
        answers: { 200: changed },
        problems: [...changing, 'move/refused', 'move/wrong-state', 'move/needs', 'move/reason-needed'],
      }
    }),
    ...(['archive', 'unarchive'] as const).map(
      (action): RouteDoc => ({
        method: 'post',
        path: `${oneRecord}/${action}`,
        id: `${register.name}.${action}`,
        tag,
        params,
        summary: `${action === 'archive' ? 'Archive' : 'Bring back from the archive'}: ${one}`,
        headers: key,
        body: body({ version, reason }, ['version']),
        answers: { 200: changed },
        problems: [...changing, action === 'archive' ? 'record/in-use' : 'record/only-one'],
      }),
    ),
    {
      method: 'post',
      path: `${oneRecord}/restore`,
      id: `${register.name}.restore`,
      tag,
      params,
      summary: `Restore an earlier version: ${one}`,
      detail: 'Makes a new version with the values of an earlier one. Decisions stay as the moves left them.',
      headers: key,
      body: body({ version, to: { type: 'integer', minimum: 1, description: 'The earlier version.' }, reason }, [
        'version',
        'to',
      ]),
      answers: { 200: changed },
      problems: changing,
    },
    {
      method: 'get',
      path: `${oneRecord}/history`,
      id: `${register.name}.history`,
      tag,
      params,
      summary: `History: ${one}`,
      answers: {
        200: {
          about: 'Every version, newest first, with what changed.',
          schema: object({ entries: listOf(ref('HistoryEntry')), names: ref('Names') }),
        },
      },
    },
    {
      method: 'get',
      path: `${oneRecord}/versions/{version}`,
      id: `${register.name}.version`,
      tag,
      params: { ...params, version: 'Number of the version.' },
      summary: `Read an earlier version: ${one}`,
      answers: {
        200: {
          about: 'The record as it was then.',
          schema: object({ record: ref(name), at: text, actor: text, action: text, reason: nullableText }),
        },
      },
    },
  ]
}

/** Schemas of what a register's routes answer, beside those of its records. */
export function registerAnswers(register: Register): Readonly<Record<string, JsonSchema>> {
  const name = schemaName(register)
  return {
    [`${name}Page`]: object({
      items: listOf(ref(name)),
      names: ref('Names'),
      next: { ...nullableText, description: 'Mark of the next page, for `after`.' },
      total: { type: ['integer', 'null'], description: 'Only with `count=true`.' },
    }),
    [`${name}Detail`]: object({
      record: ref(name),
      names: ref('Names'),
      linked: listOf(ref('Linked')),
      moves: listOf(ref('AllowedMove')),
      signatures: listOf(ref('RecordSignature')),
      edit: ref('Allowed'),
      notEditable: listOf(text),
      archive: ref('Allowed'),
    }),
    [`${name}Alone`]: { ...object({ record: ref(name) }), maxProperties: 1 },
    [`${name}Changed`]: { allOf: [ref('Changed')], properties: { records: listOf(ref(name)) } },
  }
}

const shared: Readonly<Record<string, string>> = {
  state: 'is, not',
  ref: 'is, not, atLeast, atMost',
  title: 'is, not, contains',
  owner: 'is, not, empty',
  createdAt: 'before, after',
  updatedAt: 'before, after',
}

/** Which values a page sends of each record. */
const fieldsParameter = (register: Register): QueryDoc => ({
  about: `Names of the values to send of each record, separated by commas; all of them when left out. Links named send the names of what they lead to. What all records share is always sent. Own fields as \`custom.key\`. ${[
    ...Object.keys(register.fields),
    ...Object.keys(register.links),
    ...Object.keys(register.computed),
  ].join(', ')}.`,
  schema: text,
})

/** What a list can be asked, the same for its export. */
export function listParameters(register: Register | null): Readonly<Record<string, QueryDoc>> {
  const fields = register
    ? [...Object.entries(register.fields), ...Object.entries(register.computed).map(([n, c]) => [n, c.field] as const)]
    : []
  const filters = [
    ...Object.entries(shared).filter(([n]) => !fields.some(([f]) => f === n)),
    ...fields.map(([n, field]) => [n, field.type.filters.join(', ')] as const),
    ...Object.keys(register?.links ?? {})
      .filter((n) => n !== 'owner')
      .map((n) => [n, 'is, not, empty'] as const),
  ]
  const sortable = [
    ...Object.keys(shared),
    ...fields.filter(([n, f]) => f.type.index !== 'none' && !(n in shared)).map(([n]) => n),
  ]
  return {
    filter: {
      about: `\`name:operator:value\`; may stand several times, all must hold. Alternatives are separated by \`|\`. ${filters
        .map(([n, operators]) => `${n} (${operators})`)
        .join('; ')}.`,
      schema: { type: 'array', items: { type: 'string', pattern: '^[A-Za-z][\\w.-]*:[A-Za-z]+:' } },
    },
    sort: {
      about: 'What to sort by; `-` before it for descending. Own fields as `custom.key`.',
      schema: register
        ? { anyOf: [{ enum: sortable.flatMap((n) => [n, `-${n}`]) }, { type: 'string', pattern: '^-?custom\\.' }] }
        : text,
    },
    q: { about: 'Words to find, by their beginnings.', schema: text },
    archived: { about: 'Archived records instead of live ones, or both.', schema: { enum: ['true', 'both'] } },
    limit: { about: 'Records on a page.', schema: { type: 'integer', minimum: 1, maximum: 500, default: 50 } },
    after: { about: 'Mark of the page wanted, from `next` of the one before.', schema: text },
    count: { about: 'Count all that match too.', schema: bool },
  }
}
