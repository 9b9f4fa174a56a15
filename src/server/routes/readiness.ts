import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { nextActions, summaryOf } from '../../programme/readiness/index.ts'
import type { FindingQuery, FindingSort } from '../../programme/readiness/readiness.ts'
import { enter, type ServerContext, single, wholeNumber } from '../context.ts'
import { exportFindings } from '../exportFindings.ts'
import { type ExportFormat, exportTypes } from '../exportRecords.ts'
import { packMark, unpackMark } from '../findingMark.ts'
import { homeOf } from '../home.ts'
import { fileVoice } from '../language/fileVoice.ts'
import { openFor, readinessFor } from '../snapshots.ts'

/** How ready the organisation is, what stands against it, and what to do next. All of it as of a date. */
export function readinessRoutes(context: ServerContext): void {
  const { app, store, snapshots } = context
  const base = '/api/v1/o/:organisation'
  const registers = store.registry.all

  async function shown(request: FastifyRequest) {
    const entered = await enter(context, request)
    const { readiness, hidden, full, open } = await snapshots.standing(entered.org.id, entered.asOf)
    return {
      ...entered,
      readiness: readinessFor(readiness, registers, entered.actor, hidden),
      open: openFor(open, registers, entered.actor),
      today: full.today,
    }
  }

  app.get(`${base}/readiness`, async (request) => summaryOf((await shown(request)).readiness))

  app.get(`${base}/readiness/findings`, async (request) => {
    const [query, sort] = [queryOf(request), sortOf(request)]
    const limit = wholeNumber(request, 'limit', 50, 1, 500)
    const after = single(request, 'after')
    const mark = after === undefined ? undefined : unpackMark(after)
    const { findings } = (await shown(request)).readiness
    const key = single(request, 'key')
    if (key !== undefined) {
      const items = [findings.byKey(key)].filter((one) => one !== undefined)
      return { items, next: null, total: items.length }
    }
    const { items, next } = findings.page(query, sort, limit, mark)
    const total = single(request, 'count') === 'true' ? findings.count(query) : null
    return { items, next: next === null ? null : packMark(next), total }
  })

  app.get(`${base}/readiness/export/:file`, async (request, reply) => {
    const { file } = request.params as { file: string }
    const format = /^findings\.(csv|xlsx|json)$/.exec(file)?.[1] as ExportFormat | undefined
    if (format === undefined)
      throw problem(
        'request/invalid',
        say`Ask for findings.csv, findings.xlsx or findings.json; "${file.slice(0, 60)}" is none of them.`,
      )
    const [query, sort] = [queryOf(request), sortOf(request)]
    const voice = fileVoice(request, reply)
    const { readiness, today } = await shown(request)
    reply
      .type(exportTypes[format])
      .header('content-disposition', `attachment; filename="readiness-findings-${today}.${format}"`)
    return reply.send(Readable.from(exportFindings(readiness.findings.each(query, sort), format, voice)))
  })

  app.get(`${base}/readiness/trend`, async (request) => {
    const { org, asOf } = await enter(context, request)
    const months = wholeNumber(request, 'months', 12, 1, 36)
    return { points: await snapshots.scoresOn(org.id, monthEnds((asOf ?? (await store.now())).slice(0, 10), months)) }
  })

  app.get(`${base}/home`, async (request) => {
    const { org, actor, asOf, open, readiness, today } = await shown(request)
    const since = new Date(Date.parse(`${today}T00:00:00Z`) - 7 * 86_400_000).toISOString()
    const activity = await store.activity(org.id, actor, { before: null, since, limit: 200 }, asOf)
    const work = wholeNumber(request, 'work', 12, 1, 500)
    return homeOf({ open, readiness, actor, activity, registers, actions: nextActions(readiness, open, 8), work })
  })

  app.get(`${base}/next-actions`, async (request) => {
    const { open, readiness } = await shown(request)
    return { actions: nextActions(readiness, open, wholeNumber(request, 'limit', 20, 1, 200)) }
  })
}

function queryOf(request: FastifyRequest): FindingQuery {
  const severity = oneOf(request, 'severity', ['major', 'minor', 'ofi'])
  const accepted = oneOf(request, 'accepted', ['yes', 'no'])
  const given = {
    rule: single(request, 'rule'),
    severity,
    part: single(request, 'part'),
    register: single(request, 'register'),
    record: single(request, 'record'),
    accepted: accepted === undefined ? undefined : accepted === 'yes',
    q: single(request, 'q'),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

const sortOf = (request: FastifyRequest): FindingSort => oneOf(request, 'sort', ['effect', 'severity']) ?? 'effect'

function oneOf<T extends string>(request: FastifyRequest, name: string, values: readonly T[]): T | undefined {
  const text = single(request, name)
  const value = values.find((one) => one === text)
  if (text !== undefined && value === undefined)
    throw problem('request/invalid', { fields: [{ field: name, message: say`Give one of ${values.join(', ')}.` }] })
  return value
}

/** The ends of the last months before a day, oldest first, as instants. */
function monthEnds(day: string, months: number): string[] {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return Array.from({ length: months }, (_, i) => {
    const end = new Date(Date.UTC(year, month - 1 - (months - 1 - i), 0)).toISOString().slice(0, 10)
    return `${end}T23:59:59.999999Z`
  })
}
