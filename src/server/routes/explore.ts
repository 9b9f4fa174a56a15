import { problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { enter, type ServerContext, single, wholeNumber } from '../context.ts'
import type { RecordRef } from '../contract.ts'
import { presentRef } from '../present.ts'

/** Search and recent activity: what spans all registers. */
export function exploreRoutes(context: ServerContext): void {
  const { app, store } = context

  app.get('/api/v1/o/:organisation/search', async (request) => {
    const { org, actor, asOf } = await enter(context, request)
    const text = single(request, 'q') ?? ''
    if (text.length > 300)
      throw problem('request/invalid', { fields: [{ field: 'q', message: say`At most 300 characters.` }] })
    const hits = await store.search(org.id, actor, text, wholeNumber(request, 'limit', 20, 1, 100), asOf)
    return { hits: hits.map((hit) => ({ ...presentRef(hit), snippet: '' })) }
  })

  app.get('/api/v1/o/:organisation/activity', async (request) => {
    const { org, actor, asOf } = await enter(context, request)
    const before = single(request, 'before')
    const since = single(request, 'since') ?? null
    if (before !== undefined && !/^\d{1,15}$/.test(before))
      throw problem('request/invalid', { fields: [{ field: 'before', message: say`Give a sequence number.` }] })
    if (since !== null && (!/^\d{4}-\d\d-\d\d/.test(since) || Number.isNaN(Date.parse(since)))) {
      throw problem('request/invalid', { fields: [{ field: 'since', message: say`Give a day like 2026-03-31.` }] })
    }
    const rows = await store.activity(
      org.id,
      actor,
      { before: before === undefined ? null : Number(before), since, limit: wholeNumber(request, 'limit', 50, 1, 500) },
      asOf,
    )
    return {
      entries: rows.map((row) => ({
        seq: row.seq,
        at: row.at,
        actor: row.actor,
        via: row.via,
        action: row.action,
        reason: row.reason,
        record: presentRef(row satisfies RecordRef & typeof row),
      })),
    }
  })

  app.get('/api/v1/o/:organisation/refs', async (request) => {
    const { org, actor, asOf } = await enter(context, request)
    const ids = (single(request, 'ids') ?? '')
      .split(',')
      .filter((id) => /^[0-9a-f-]{36}$/.test(id))
      .slice(0, 500)
    return { refs: (await store.refs(org.id, actor, ids, asOf)).map(presentRef) }
  })
}
