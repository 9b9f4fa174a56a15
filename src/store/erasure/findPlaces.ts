import type pg from 'pg'
import { type Actor, fieldLabel, type StoredFile, withhold } from '../../model/index.ts'
import { readRefs } from '../read/record.ts'
import { inOrganisation, type Queryable, run, sql } from '../sql.ts'
import { packsHolding } from './copies.ts'
import { type FoundVersion, findVersions, type Sought, textHolds } from './findVersions.ts'
import type { Found, Looking, Place } from './places.ts'
import { filesHolding } from './searchFiles.ts'
import { makeMatcher, type Span, type Values, withoutPerson } from './spans.ts'

const mostSamples = 3
const around = 60

/** Every place where a person is kept, as far as the actor may see it. */
export async function findPlaces(looking: Looking, sought: Sought, pseudonym: string): Promise<Found> {
  const { records, files: carried, first } = await recordPlaces(looking, sought, pseudonym)
  const { found, ...files } = await filesHolding(looking, makeMatcher(sought.terms), carried)
  const packs = await packsHolding(looking, sought, first)
  return { places: [...records, ...(await otherPlaces(looking, sought)), ...found], files, packs }
}

async function recordPlaces(looking: Looking, sought: Sought, pseudonym: string) {
  const { pool, org, registry, actor } = looking
  const versions = new Map<string, FoundVersion[]>()
  let first: string | null = null
  for await (const found of findVersions(pool, org, registry, sought)) {
    const at = found.record.updatedAt
    if (first === null || at < first) first = at
    const of = versions.get(found.record.id)
    if (of) of.push(found)
    else versions.set(found.record.id, [found])
  }
  const refs = await readRefs(pool, org, registry, actor, [...versions.keys()], null)
  /** Hash of a file to the refs of the records that carry it. */
  const files = new Map<string, { file: StoredFile; refs: Set<string> }>()
  const records = refs
    .map((ref): Place => {
      const of = versions.get(ref.id) ?? []
      const last = of.at(-1)
      for (const { register, record } of of)
        for (const [name, field] of Object.entries(register.fields))
          if (field.type.kind === 'files')
            for (const file of (record[name] as StoredFile[] | null) ?? []) {
              const held = files.get(file.hash) ?? { file, refs: new Set<string>() }
              held.refs.add(ref.ref)
              files.set(file.hash, held)
            }
      return {
        id: `record:${ref.id}`,
        kind: 'record',
        record: {
          id: ref.id,
          register: ref.register,
          ref: ref.ref,
          title: ref.title,
          archived: ref.archived,
          isAbout: last?.isAbout ?? false,
          stands: of.some(({ stands }) => stands),
        },
        name: null,
        count: of.length,
        refs: [],
        isNamed: true,
        blocked: null,
        samples: last ? samplesOf(last, actor, pseudonym) : [],
      }
    })
    .sort((a, b) => Number(b.record?.isAbout) - Number(a.record?.isAbout) || byRef(a, b))
  return { records, files, first }
}

const byRef = (a: Place, b: Place) => (a.record?.ref ?? '').localeCompare(b.record?.ref ?? '', 'en', { numeric: true })

/** A few texts before and after, those the actor may read. */
function samplesOf({ register, record, spans }: FoundVersion, actor: Actor, pseudonym: string): Place['samples'] {
  const before = withhold(register, actor, record) as unknown as Values
  const after = withoutPerson(register, record as unknown as Values, spans, pseudonym)
  return spans
    .flatMap((span) => {
      const text = textAt(before, span.path)
      if (text === null) return []
      const field = register.fields[String(span.path[0])]
      const label = field ? fieldLabel(String(span.path[0]), field) : String(span.path[1])
      const next = textAt(after, span.path) ?? ''
      return [{ field: label, before: excerpt(text, span), after: excerpt(next, span) }]
    })
    .slice(0, mostSamples)
}

function textAt(values: Values, path: Span['path']): string | null {
  const value = path.reduce<unknown>((held, key) => (held as Values | null | undefined)?.[key as string], values)
  return typeof value === 'string' ? value : null
}

function excerpt(text: string, { at }: Span): string {
  const from = Math.max(0, (at?.[0]?.[0] ?? 0) - around)
  const cut = text.slice(from, from + 3 * around)
  return `${from > 0 ? '…' : ''}${cut}${from + cut.length < text.length ? '…' : ''}`
}

export interface AccountStanding {
  readonly id: string
  readonly email: string | null
  readonly isMember: boolean
  /** Belongs to another organisation, or looks after the installation. */
  readonly isElsewhere: boolean
}

/** How an account that still says a name stands; nothing when it says none any more. */
export async function accountIn(client: Queryable, org: string, account: string): Promise<AccountStanding[]> {
  // Memberships of all organisations are seen for one account at a time.
  await run(client, sql`select set_config('app.account', ${account}, true)`)
  const rows = await run<AccountStanding & pg.QueryResultRow>(
    client,
    sql`select a.id, a.email, exists (select from membership m where m.org_id = ${org} and m.account_id = a.id) as "isMember",
        a.is_operator or exists (select from membership m where m.org_id <> ${org} and m.account_id = a.id) as "isElsewhere"
      from account a where a.id = ${account} and a.name !~ '^Former person '`,
  )
  await run(client, sql`select set_config('app.account', '', true)`)
  return rows
}

const plain = { record: null, refs: [], isNamed: true, samples: [] }

/** Everything that is no record: memberships in the log, the account, invitations, directories, deliveries, jobs. */
async function otherPlaces({ pool, org }: Looking, { terms, accounts, about }: Sought): Promise<Place[]> {
  const one = accounts.length > 0 ? [...accounts] : []
  const rows = await inOrganisation(
    pool,
    org,
    async (client) => {
      const get = <T extends pg.QueryResultRow>(query: ReturnType<typeof sql>) => run<T>(client, query)
      const [memberships] = await get<{ n: number }>(
        sql`select count(*)::int as n from membership_change where org_id = ${org} and erased_by is null
          and (body->>'id' = any(${one}::text[]) or body->>'person' = any(${[...about]}::text[]) or ${textHolds(sql`body::text`, terms)})`,
      )
      const found = []
      for (const account of one) found.push(...(await accountIn(client, org, account)))
      const invitations = await get<{ id: string; email: string; isOpen: boolean }>(
        sql`select id, email, closed_at is null and expires_at > now() as "isOpen" from invitation
          where org_id = ${org} and email not like '%@erased.invalid' and ${textHolds(sql`email || ' ' || coalesce(name, '')`, terms)} order by created_at`,
      )
      const directory = await get<{ id: string; name: string; isMember: boolean }>(
        sql`select s.account_id as id, s.user_name as name, exists (select from membership m where m.org_id = s.org_id and m.account_id = s.account_id and m.suspended_at is null) as "isMember"
          from scim_user s where s.org_id = ${org} and (s.account_id = any(${one}::uuid[]) or ${textHolds(sql`concat_ws(' ', s.user_name, s.given_name, s.family_name)`, terms)})`,
      )
      const deliveries = await get<{ id: string; target: string }>(
        sql`select id, target from log_delivery where org_id = ${org} and kind = 'email' and ${textHolds(sql`target`, terms)}`,
      )
      const [jobs] = await get<{ n: number }>(
        sql`select count(*)::int as n from job where org_id = ${org} and state in ('done', 'failed', 'cancelled')
          and (actor->>'id' = any(${one}::text[]) or ${textHolds(sql`concat_ws(' ', params::text, actor::text, problem, step)`, terms)})`,
      )
      const [entries] = await get<{ n: number }>(
        sql`select count(*)::int as n from log_entry where org_id = ${org} and (actor_id = any(${one}::text[]) or ${textHolds(sql`entry`, terms)})`,
      )
      return { memberships, found, invitations, directory, deliveries, jobs, entries }
    },
    'read',
  )
  const places: Place[] = []
  const counted = (id: 'memberships' | 'jobs' | 'entries', n: number | undefined, blocked: Place['blocked'] = null) => {
    if (n) places.push({ ...plain, id, kind: id, name: null, count: n, blocked })
  }
  counted('memberships', rows.memberships?.n)
  for (const { id, email, isMember, isElsewhere } of rows.found) {
    const blocked = isMember ? 'isMember' : isElsewhere ? 'isElsewhere' : null
    places.push({ ...plain, id: `account:${id}`, kind: 'account', name: email, count: 1, blocked })
  }
  for (const { id, email } of rows.invitations)
    places.push({ ...plain, id: `invitation:${id}`, kind: 'invitation', name: email, count: 1, blocked: null })
  for (const { id, name, isMember } of rows.directory)
    places.push({
      ...plain,
      id: `directory:${id}`,
      kind: 'directory',
      name,
      count: 1,
      blocked: isMember ? 'isMember' : null,
    })
  for (const { id, target } of rows.deliveries)
    places.push({ ...plain, id: `delivery:${id}`, kind: 'delivery', name: target, count: 1, blocked: null })
  counted('jobs', rows.jobs?.n)
  counted('entries', rows.entries?.n, 'isEvidence')
  return places
}
