import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Actor } from '../../model/index.ts'
import type { BlobStore } from '../blobs.ts'
import { toIso, toMicros } from '../instants.ts'
import { canonicalJson } from '../log/canonicalJson.ts'
import { lockHead } from '../log/lockHead.ts'
import { inOrganisation, type Queryable, run, sql } from '../sql.ts'
import { appendEntry } from '../write/append.ts'
import { noteErasures } from './erasureNotes.ts'
import { accountIn } from './findPlaces.ts'
import { textHolds } from './findVersions.ts'

/** Who erases, why, and what the person is called from then on. */
export interface Erasing {
  readonly actor: Actor
  /** For the log, for ever: it holds no personal data. */
  readonly reason: string
  readonly pseudonym: string
  readonly requestId?: string | null
}

interface ToErase {
  readonly object: Readonly<Record<string, unknown>>
  readonly digest: string
}

/** Appends an entry for each thing that is erased, and gives their numbers. */
async function appendErasures(
  client: Queryable,
  org: string,
  action: string,
  { actor, reason, requestId = null }: Erasing,
  things: readonly ToErase[],
): Promise<number[]> {
  let { head, lastAt } = await lockHead(client, org)
  const numbers: number[] = []
  for (const { object, digest } of things) {
    const [row] = await run<{ at: string }>(client, sql`select clock_timestamp() as at`)
    lastAt = toIso(Math.max(toMicros(row?.at ?? lastAt), toMicros(lastAt) + 1))
    numbers.push(head.edge.size)
    head = await appendEntry(client, org, head, { at: lastAt, action, actor, object, digest, requestId, reason })
  }
  return numbers
}

/** Takes the bodies of entries about memberships out: names and addresses go, digests stay. How many. */
export async function eraseMemberships(
  pool: pg.Pool,
  org: string,
  which:
    | { readonly seqs: readonly number[]; readonly digest: string | null }
    | { readonly accounts: readonly string[]; readonly about: readonly string[]; readonly terms: readonly string[] },
  erasing: Erasing,
): Promise<number> {
  const wanted =
    'seqs' in which
      ? sql`m.seq = any(${[...which.seqs]}::bigint[]) and encode(m.digest, 'hex') = ${which.digest}`
      : sql`(m.body->>'id' = any(${[...which.accounts]}::text[]) or m.body->>'person' = any(${[...which.about]}::text[]) or ${textHolds(sql`m.body::text`, which.terms)})`
  return inOrganisation(pool, org, async (client) => {
    await lockHead(client, org)
    const rows = await run<{ seq: number; id: string; digest: string }>(
      client,
      sql`select m.seq, m.body->>'id' as id, encode(m.digest, 'hex') as digest from membership_change m
        where m.org_id = ${org} and m.erased_by is null and ${wanted} order by m.seq`,
    )
    if (rows.length === 0) return 0
    const things = rows.map(({ seq, id, digest }) => ({ object: { entry: seq, id, type: 'membership' }, digest }))
    const numbers = await appendErasures(client, org, 'erase.membership', erasing, things)
    await run(
      client,
      sql`select erase_membership_changes(${org}, ${numbers}::bigint[], ${rows.map((r) => r.seq)}::bigint[])`,
    )
    await noteErasures(
      client,
      org,
      erasing.reason,
      rows.map(({ seq, digest }) => ({ kind: 'membership' as const, what: String(seq), digest })),
    )
    return rows.length
  })
}

/** Takes the content of a file away; records go on naming it, and whoever opens it is told. False when it is gone already. */
export async function eraseFile(
  pool: pg.Pool,
  blobs: BlobStore,
  org: string,
  hash: string,
  erasing: Erasing,
): Promise<boolean> {
  const isNew = await inOrganisation(pool, org, async (client) => {
    await lockHead(client, org)
    const [file] = await run<{ size: number }>(
      client,
      sql`select size from blob where org_id = ${org} and hash = ${hash} and erased_by is null for update`,
    )
    if (!file) return false
    const object = { hash, size: file.size, type: 'file' }
    const [seq] = await appendErasures(client, org, 'erase.file', erasing, [{ object, digest: hash }])
    await run(client, sql`update blob set erased_by = ${seq} where org_id = ${org} and hash = ${hash}`)
    await noteErasures(client, org, erasing.reason, [{ kind: 'file', what: hash, digest: hash }])
    return true
  })
  // After the commit, and again when a try before died between the two.
  await blobs.remove(org, hash)
  return isNew
}

/** Takes name, address and every way to sign in from an account that belongs to no organisation any more. */
export const eraseAccount = (pool: pg.Pool, org: string, account: string, erasing: Erasing): Promise<boolean> =>
  inOrganisation(pool, org, async (client) => {
    const [standing] = await accountIn(client, org, account)
    if (!standing || standing.isMember || standing.isElsewhere) return false
    for (const table of [
      'credential',
      'browser_session',
      'two_factor',
      'used_code',
      'passkey',
      'session',
      'one_time_link',
    ])
      await run(client, { parts: [`delete from ${table} where account_id = `, ''], values: [account] })
    await run(
      client,
      sql`update account set name = ${erasing.pseudonym}, email = null, email_verified = false, image = null,
        two_factor_enabled = false, updated_at = now() where id = ${account}`,
    )
    await noteErasures(client, org, erasing.reason, [{ kind: 'account', what: account, pseudonym: erasing.pseudonym }])
    return true
  })

/** Takes name and address from an invitation; one that is open is no way in any more. */
export const eraseInvitation = (pool: pg.Pool, org: string, id: string, erasing: Erasing): Promise<boolean> =>
  inOrganisation(pool, org, async (client) => {
    const rows = await run(
      client,
      sql`update invitation set email = ${`${id}@erased.invalid`}, name = null, closed_at = coalesce(closed_at, now()),
        outcome = coalesce(outcome, 'revoked') where org_id = ${org} and id = ${id} and email not like '%@erased.invalid' returning id`,
    )
    if (rows.length > 0) await noteErasures(client, org, erasing.reason, [{ kind: 'invitation', what: id }])
    return rows.length > 0
  })

/** No checkpoints go to the address any more. */
export const eraseDelivery = (pool: pg.Pool, org: string, id: string, erasing: Erasing): Promise<boolean> =>
  inOrganisation(pool, org, async (client) => {
    const rows = await run(client, sql`delete from log_delivery where org_id = ${org} and id = ${id} returning id`)
    await run(client, sql`delete from log_due where org_id = ${org} and id = ${id}`)
    if (rows.length > 0) await noteErasures(client, org, erasing.reason, [{ kind: 'delivery', what: id }])
    return rows.length > 0
  })

/** Forgets how an outside directory calls somebody who is no active member. */
export const eraseDirectoryUser = (pool: pg.Pool, org: string, account: string, erasing: Erasing): Promise<boolean> =>
  inOrganisation(pool, org, async (client) => {
    const rows = await run(
      client,
      sql`delete from scim_user s where s.org_id = ${org} and s.account_id = ${account} and not exists (
        select from membership m where m.org_id = s.org_id and m.account_id = s.account_id and m.suspended_at is null) returning 1 as one`,
    )
    await run(
      client,
      sql`delete from scim_group_member where org_id = ${org} and account_id = ${account} and ${rows.length > 0}::boolean`,
    )
    if (rows.length > 0) await noteErasures(client, org, erasing.reason, [{ kind: 'directory', what: account }])
    return rows.length > 0
  })

/** Ended jobs of the person, or that name them: what was asked for and by whom. How many. */
export const eraseJobs = (
  pool: pg.Pool,
  org: string,
  { terms, accounts }: { readonly terms: readonly string[]; readonly accounts: readonly string[] },
  except: string | null,
): Promise<number> =>
  inOrganisation(pool, org, async (client) => {
    const rows = await run(
      client,
      sql`delete from job where org_id = ${org} and state in ('done', 'failed', 'cancelled') and id is distinct from ${except}::uuid
        and (actor->>'id' = any(${[...accounts]}::text[]) or ${textHolds(sql`concat_ws(' ', params::text, actor::text, problem, step)`, terms)}) returning 1 as one`,
    )
    return rows.length
  })

/** Answers kept for repeated requests hold records as they were. */
export const eraseAnswers = (pool: pg.Pool, org: string, terms: readonly string[]): Promise<void> =>
  inOrganisation(pool, org, async (client) => {
    await run(client, sql`delete from idempotency where org_id = ${org} and ${textHolds(sql`answer::text`, terms)}`)
  })

/** Says in one entry what was erased and what stays for which reason; refs and counts, no names. */
export const noteDecision = (
  pool: pg.Pool,
  org: string,
  { actor, reason, requestId = null }: Erasing,
  object: Readonly<Record<string, unknown>>,
): Promise<void> =>
  inOrganisation(pool, org, async (client) => {
    const { head, lastAt } = await lockHead(client, org)
    const [row] = await run<{ at: string }>(client, sql`select clock_timestamp() as at`)
    const at = toIso(Math.max(toMicros(row?.at ?? lastAt), toMicros(lastAt) + 1))
    const digest = createHash('sha256').update(canonicalJson(object)).digest('hex')
    await appendEntry(client, org, head, { at, action: 'erasure.decided', actor, object, digest, requestId, reason })
  })
