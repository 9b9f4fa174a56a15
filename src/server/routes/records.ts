import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import {
  type Actor,
  type AnyRecord,
  fieldLabel,
  isGranted,
  moveLabel,
  notWritable,
  problem,
  type Register,
  stateShown,
} from '../../model/index.ts'
import { labelWord, type Said, say, term } from '../../model/say.ts'
import type { Change } from '../../store/index.ts'
import { differences, parseFilter, wordingOf } from '../../store/index.ts'
import type { ListQuery } from '../../store/read/list.ts'
import { parseProjection } from '../../store/read/projection.ts'
import { parseBody } from '../body.ts'
import { type Entered, enter, registerAt, type ServerContext, several, single, wholeNumber } from '../context.ts'
import type { Allowed, HistoryEntry, ListPage, RecordDetail } from '../contract.ts'
import { describeMoves } from '../describe.ts'
import { idempotency } from '../idempotency.ts'
import { linkedIds, presentRecord, presentRef, presentValues, recordText } from '../present.ts'
import { proofToSign } from '../signIn/proofToSign.ts'
import { bodies } from './recordBodies.ts'

interface Params {
  organisation: string
  register: string
  id: string
  move: string
  version: string
}

/** The list a request asks for. */
export function listQuery(request: FastifyRequest, limit: number): ListQuery {
  const archived = single(request, 'archived')
  const sort = single(request, 'sort')
  const words = single(request, 'q')
  const after = single(request, 'after')
  return {
    filters: several(request, 'filter').map(parseFilter),
    archived: archived === 'true' || archived === 'yes' ? 'yes' : archived === 'both' ? 'both' : 'no',
    limit,
    count: single(request, 'count') === 'true',
    ...(sort ? { sort } : {}),
    ...(words ? { words } : {}),
    ...(after ? { after } : {}),
  }
}

/** The values a list is asked to send of each record; null for all of them. */
function fieldsAsked(request: FastifyRequest): readonly string[] | null {
  const text = single(request, 'fields')
  return text === undefined ? null : text.split(',').map((name) => name.trim())
}

/** Whether a list names a field of the organisation's own; only then their definitions are looked up. */
const asksForCustom = ({ filters, sort = '' }: ListQuery, fields: readonly string[] | null) =>
  [sort.replace(/^-/, ''), ...filters.map((f) => f.name), ...(fields ?? [])].some((name) => name.startsWith('custom.'))

export function recordRoutes(context: ServerContext): void {
  const { app, store } = context
  const base = '/api/v1/o/:organisation/records/:register'

  /** Names what a list at one address depends on: everything recorded so far, who asks, and the program that answers. */
  function tagOf(actor: Actor, change: number): string {
    const who = createHash('sha256').update(
      [context.version, actor.id, actor.person, ...actor.roles, actor.permissions, actor.within].join('\n'),
    )
    return `W/"${change}-${who.digest('base64url').slice(0, 16)}"`
  }

  async function at(request: FastifyRequest): Promise<Entered & { register: Register; params: Params }> {
    const entered = await enter(context, request)
    const params = request.params as Params
    return { ...entered, params, register: registerAt(store, params.register) }
  }

  app.get(base, async (request, reply) => {
    const { org, actor, asOf, register } = await at(request)
    const asked = listQuery(request, wholeNumber(request, 'limit', 50, 1, 500))
    const fields = fieldsAsked(request)
    const custom = asksForCustom(asked, fields) ? await store.customFields(org.id, register.name) : {}
    const values = fields ? parseProjection(register, custom, fields) : undefined
    const query = values ? { ...asked, values } : asked
    const known = request.headers['if-none-match']
    if (known !== undefined && known === tagOf(actor, (await store.logHead(org.id))?.size ?? 0)) {
      reply.header('etag', known)
      return reply.code(304).send()
    }
    const listed = await store.list(org.id, register, custom, actor, query, asOf)
    reply.header('etag', tagOf(actor, listed.change))
    const names = await store.refs(
      org.id,
      actor,
      linkedIds(register, listed.records, values?.stored),
      asOf,
      listed.change,
    )
    const page: ListPage = {
      items: listed.records.map((r) => (values ? presentValues(r, values) : presentRecord(register, r))),
      names: Object.fromEntries(names.map((n) => [n.id, presentRef(n)])),
      next: listed.next,
      total: listed.total,
    }
    return page
  })

  app.get(`${base}/:id`, async (request, reply) => {
    const { org, actor, asOf, who, register, params } = await at(request)
    const record = await find(org.id, register, actor, params.id, asOf)
    reply.header('etag', `"${record.id}-${record.version}"`)
    if (single(request, 'view') === 'record') {
      if (request.headers['if-none-match'] === `"${record.id}-${record.version}"`) return reply.code(304).send()
      return reply.type('application/json; charset=utf-8').send(recordText(register, record))
    }
    return detail({ org, actor, asOf, who }, register, record)
  })

  app.get(`${base}/:id/history`, async (request) => {
    const { org, actor, asOf, register, params } = await at(request)
    const record = await find(org.id, register, actor, params.id, asOf)
    const versions = await store.versions(org.id, register, actor, record, asOf)
    const ids = versions.flatMap((v) => linkedIds(register, [v.record]))
    const names = await store.refs(org.id, actor, ids, asOf)
    const custom = await store.customFields(org.id, register.name)
    const ownFields = Object.fromEntries(Object.entries(custom).map(([key, field]) => [`custom.${key}`, field]))
    const entries = versions.map((v, index): HistoryEntry => {
      const before = versions[index - 1]?.record ?? null
      return {
        version: v.record.version,
        at: v.at,
        actor: v.actor,
        via: v.via,
        action: v.action,
        reason: v.reason,
        changes: differences(register, before, v.record).map((c) => ({
          ...c,
          label: fieldLabel(c.field, register.fields[c.field] ?? register.links[c.field] ?? ownFields[c.field]),
        })),
        seq: v.seq,
        digest: v.digest,
      }
    })
    return { entries: entries.reverse(), names: Object.fromEntries(names.map((n) => [n.id, presentRef(n)])) }
  })

  app.get(`${base}/:id/versions/:version`, async (request) => {
    const { org, actor, asOf, register, params } = await at(request)
    const record = await find(org.id, register, actor, params.id, asOf)
    const versions = await store.versions(org.id, register, actor, record, asOf)
    const wanted = versions.find((v) => String(v.record.version) === params.version)
    if (!wanted) throw problem('access/not-found', say`${record.ref} has no version ${params.version}.`)
    return {
      record: presentRecord(register, wanted.record),
      at: wanted.at,
      actor: wanted.actor,
      action: wanted.action,
      reason: wanted.reason,
    }
  })

  app.post(base, async (request, reply) => {
    const body = parseBody(bodies.create, request)
    reply.code(201)
    return one(
      request,
      (register) => ({
        do: 'create',
        register: register.name,
        values: body.values,
        ...(body.custom ? { custom: body.custom } : {}),
        ...(body.id ? { id: body.id } : {}),
      }),
      body.reason,
    )
  })

  app.patch(`${base}/:id`, async (request) => {
    const body = parseBody(bodies.edit, request)
    return one(
      request,
      (register, id) => ({
        do: 'edit',
        register: register.name,
        id,
        version: body.version,
        values: body.values,
        ...(body.custom ? { custom: body.custom } : {}),
      }),
      body.reason,
    )
  })

  app.post(`${base}/:id/moves/:move`, async (request) => {
    const body = parseBody(bodies.move, request)
    const { move } = request.params as Params
    return one(
      request,
      (register, id) => ({
        do: 'move',
        register: register.name,
        id,
        version: body.version,
        move,
        ...(body.values ? { values: body.values } : {}),
      }),
      body.reason,
    )
  })

  for (const action of ['archive', 'unarchive'] as const) {
    app.post(`${base}/:id/${action}`, async (request) => {
      const body = parseBody(bodies.archive, request)
      return one(
        request,
        (register, id) => ({ do: action, register: register.name, id, version: body.version }),
        body.reason,
      )
    })
  }

  app.post(`${base}/:id/restore`, async (request) => {
    const body = parseBody(bodies.restore, request)
    return one(
      request,
      (register, id) => ({ do: 'restore', register: register.name, id, version: body.version, to: body.to }),
      body.reason,
    )
  })

  app.post('/api/v1/o/:organisation/changes', { bodyLimit: 32 * 1024 * 1024 }, async (request) => {
    const { org, actor, who } = await enter(context, request)
    const body = parseBody(bodies.changes, request)
    const proof = await proofToSign(context, request, who, body.changes as Change[])
    const done = await store.commit({
      actor,
      ...(proof ? { proof } : {}),
      org: org.id,
      changes: body.changes as Change[],
      reason: body.reason ?? null,
      requestId: request.id,
      ...idempotency(request),
    })
    return {
      records: done.records.map((r) => presentRecord(registerAt(store, r.register), r)),
      seq: done.seq,
      at: done.at,
      ...(done.codes ? { codes: done.codes } : {}),
    }
  })

  /** Commits one change to the register (and record) the address names, and answers with the record. */
  async function one(
    request: FastifyRequest,
    change: (register: Register, id: string) => Change,
    why: string | null | undefined,
  ) {
    const { org, actor, who, register, params } = await at(request)
    const id = params.id === undefined ? '' : await idOf(org.id, register, actor, params.id)
    const changes = [change(register, id)]
    const proof = await proofToSign(context, request, who, changes)
    const done = await store.commit({
      actor,
      ...(proof ? { proof } : {}),
      org: org.id,
      changes,
      reason: why ?? null,
      requestId: request.id,
      ...idempotency(request),
    })
    return {
      records: done.records.map((r) => presentRecord(register, r)),
      seq: done.seq,
      at: done.at,
      ...(done.codes ? { codes: done.codes } : {}),
    }
  }

  async function idOf(org: string, register: Register, actor: Actor, idOrRef: string): Promise<string> {
    if (/^[0-9a-f-]{36}$/i.test(idOrRef)) return idOrRef
    return (await find(org, register, actor, idOrRef, null)).id
  }

  async function find(
    org: string,
    register: Register,
    actor: Actor,
    idOrRef: string,
    asOf: string | null,
  ): Promise<AnyRecord> {
    const record = await store.record(org, register, actor, idOrRef, asOf)
    if (!record)
      throw problem(
        'access/not-found',
        say`There is no ${labelWord(register.label.one)} "${idOrRef.slice(0, 60)}" you may see${asOf ? say` at this date` : ''}.`,
      )
    return record
  }

  async function detail({ org, actor, asOf }: Entered, register: Register, record: AnyRecord): Promise<RecordDetail> {
    const [names, linked, signatures, refusals] = await Promise.all([
      store.refs(org.id, actor, linkedIds(register, [record]), asOf),
      store.linked(org.id, register, actor, record.id, asOf),
      store.signatures(org.id, register, record.id, asOf),
      asOf === null ? store.moveRefusals(org.id, register, record, actor) : new Map<string, string | null>(),
    ])
    const past = asOf === null ? null : say`You are looking at ${asOf.slice(0, 10)}.`
    return {
      record: presentRecord(register, record),
      names: Object.fromEntries(names.map((n) => [n.id, presentRef(n)])),
      linked: linked.map((g) => ({
        name: g.name,
        label: g.label,
        register: g.from.name,
        link: g.link,
        items: g.items.map(presentRef),
        total: g.total,
      })),
      signatures: signatures.map((s) => ({
        ...s,
        label: moveLabel(s.move, register.workflow.moves[s.move] ?? {}),
      })),
      moves: describeMoves(register).map((move) => ({
        ...move,
        wording: move.signs === null ? null : wordingOf(register, move.signs, record),
        ...allow(past ?? mayMove(register, record, actor, move.name) ?? refusals.get(move.name) ?? null),
      })),
      edit: allow(past ?? mayEdit(register, record, actor)),
      notEditable: notWritable(register, actor, record),
      archive: allow(
        past ?? (isGranted(register.can.archive, actor, record) ? null : say`Your role may not archive this.`),
      ),
    }
  }
}

const allow = (reason: Said | null): Allowed => ({ allowed: reason === null, reason })

function mayMove(register: Register, record: AnyRecord, actor: Actor, name: string): Said | null {
  const move = register.workflow.moves[name]
  if (!move || !isGranted(move.by, actor, record)) return say`Your role may not do this.`
  return record.archived ? say`This record is archived.` : null
}

function mayEdit(register: Register, record: AnyRecord, actor: Actor): Said | null {
  if (!isGranted(register.can.edit, actor, record)) return say`Your role may not change this.`
  if (record.archived) return say`This record is archived; bring it back first.`
  if (register.workflow.frozen?.includes(record.state))
    return say`"${term(stateShown(register, record.state).label)}" records are not edited in place.`
  return null
}
