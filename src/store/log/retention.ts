import type pg from 'pg'
import type { Actor } from '../../model/index.ts'
import { inOrganisation, run, sql } from '../sql.ts'
import { v7 } from '../write/ids.ts'
import { appendEvent } from './appendEvent.ts'
import { eraseVersions } from './erase.ts'

/** How long versions of a register are kept after later ones replaced them. */
export interface RetentionRule {
  readonly register: string
  readonly months: number
}

/** What has outlived its time; a person decides. */
export interface RetentionProposal {
  readonly id: string
  readonly register: string
  /** Versions that were replaced before this instant. */
  readonly before: string
  readonly versions: number
  readonly records: number
  readonly madeAt: string
}

interface Signed {
  readonly actor: Actor
  readonly requestId: string
}

export const readRetention = (
  pool: pg.Pool,
  org: string,
): Promise<{ rules: RetentionRule[]; proposals: RetentionProposal[] }> =>
  inOrganisation(
    pool,
    org,
    async (client) => ({
      rules: await run<RetentionRule & pg.QueryResultRow>(
        client,
        sql`select register, months from retention_rule where org_id = ${org} order by register`,
      ),
      proposals: await run<RetentionProposal & pg.QueryResultRow>(
        client,
        sql`select id, register, before, versions, records, made_at as "madeAt" from retention_proposal
          where org_id = ${org} and decision is null order by made_at, id`,
      ),
    }),
    'read',
  )

export async function setRetention(
  pool: pg.Pool,
  org: string,
  rules: readonly RetentionRule[],
  { actor, requestId }: Signed,
): Promise<void> {
  await inOrganisation(pool, org, async (client) => {
    await run(client, sql`delete from retention_rule where org_id = ${org}`)
    for (const { register, months } of rules)
      await run(
        client,
        sql`insert into retention_rule (org_id, register, months) values (${org}, ${register}, ${months})`,
      )
    // One place in the plan of the organisation, whose id is that of the organisation itself.
    await run(client, sql`delete from log_due where org_id = ${org} and kind = 'retention'`)
    if (rules.length > 0)
      await run(client, sql`insert into log_due (org_id, id, kind, due_at) values (${org}, ${org}, 'retention', now())`)
    const object = { type: 'retention', rules: rules.map(({ register, months }) => ({ register, months })) }
    await appendEvent(client, org, { actor, action: 'retention.set', object, requestId })
  })
}

/** Looks for what has outlived its time, once a day; proposals that nobody decided on are made anew. */
export async function proposeErasures(pool: pg.Pool, org: string): Promise<number> {
  return inOrganisation(pool, org, async (client) => {
    const found = await run<{ register: string; before: string; versions: number; records: number }>(
      client,
      sql`select r.register, now() - make_interval(months => r.months) as before, count(*)::int as versions, count(distinct v.id)::int as records
        from retention_rule r join record_version v on v.org_id = r.org_id and v.register = r.register
          and v.valid_to < now() - make_interval(months => r.months) and v.erased_by is null
        where r.org_id = ${org} group by r.register, r.months`,
    )
    await run(
      client,
      sql`update retention_proposal set decision = 'declined', decided_at = now(), decided_by = 'replaced' where org_id = ${org} and decision is null`,
    )
    for (const { register, before, versions, records } of found)
      await run(
        client,
        sql`insert into retention_proposal (org_id, id, register, before, versions, records, made_at)
          values (${org}, ${v7()}, ${register}, ${before}, ${versions}, ${records}, now())`,
      )
    await run(
      client,
      sql`update log_due set due_at = now() + interval '1 day' where org_id = ${org} and kind = 'retention'`,
    )
    return found.length
  })
}

/** Erases what a proposal names, some hundred versions at a time, or leaves it; null when there is no such proposal. */
export async function decideRetention(
  pool: pg.Pool,
  org: string,
  id: string,
  decision: 'erased' | 'declined',
  { actor, requestId }: Signed,
): Promise<{ erased: number } | null> {
  const proposal = (await readRetention(pool, org)).proposals.find((p) => p.id === id)
  if (!proposal) return null
  let erased = 0
  while (decision === 'erased') {
    const due = await inOrganisation(
      pool,
      org,
      (client) =>
        run<{ id: string; version: number }>(
          client,
          sql`select id, version from record_version where org_id = ${org} and register = ${proposal.register}
            and valid_to < ${proposal.before} and erased_by is null limit 200`,
        ),
      'read',
    )
    if (due.length === 0) break
    const reason = `Kept longer than the retention period of ${proposal.register}`
    erased += (await eraseVersions(pool, org, due, { actor, reason, requestId })).length
  }
  await inOrganisation(pool, org, async (client) => {
    await run(
      client,
      sql`update retention_proposal set decision = ${decision}, decided_at = now(), decided_by = ${actor.id} where org_id = ${org} and id = ${id}`,
    )
    const object = { type: 'retentionProposal', id, register: proposal.register, before: proposal.before, erased }
    await appendEvent(client, org, { actor, action: `retention.${decision}`, object, requestId })
  })
  return { erased }
}
