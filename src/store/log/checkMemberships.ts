import type pg from 'pg'
import type { MembershipEvent } from '../membershipLog.ts'
import { inOrganisation, run, sql } from '../sql.ts'

interface LoggedEvent {
  readonly seq: number
  /** Without "membership.". */
  readonly action: string
  readonly id: string
  /** Null when what it said was erased, or is gone, which is told elsewhere. */
  readonly body: MembershipEvent | null
}

interface MemberNow {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
  readonly person: string | null
  readonly suspended: boolean
  readonly limits: string
}

interface RoleNow {
  readonly id: string
  readonly name: string
  readonly permissions: readonly string[]
}

/** What the log says of one account; undefined where what it said of that was erased. */
interface Expected {
  isMember: boolean
  roles: readonly string[] | undefined
  person: string | null | undefined
  suspended: boolean
  limits: string | undefined
}

/**
 * Compares who belongs to the organisation, and the roles it made itself, with what the log says of them: somebody with
 * SQL who makes themselves an administrator shows here.
 */
export async function checkMemberships(pool: pg.Pool, org: string): Promise<string[]> {
  const { events, members, roles } = await readBoth(pool, org)
  return [...wrongMembers(events, members), ...wrongRoles(events, roles)]
}

/** In one statement, so that nothing changes between the two. */
async function readBoth(pool: pg.Pool, org: string) {
  const [row] = await inOrganisation(
    pool,
    org,
    (client) =>
      run<{ events: LoggedEvent[]; members: MemberNow[]; roles: RoleNow[] }>(
        client,
        sql`select
          coalesce((select jsonb_agg(jsonb_build_object('seq', e.seq, 'action', substring(e.action from 12),
              'id', e.entry::jsonb->'object'->>'id', 'body', case when m.erased_by is null then m.body end) order by e.seq)
            from log_entry e left join membership_change m on m.org_id = e.org_id and m.seq = e.seq
            where e.org_id = ${org} and e.action like 'membership.%'), '[]') as events,
          coalesce((select jsonb_agg(jsonb_build_object('id', m.account_id, 'name', a.name, 'roles', m.roles, 'person', m.person_id,
              'suspended', m.suspended_at is not null, 'limits', concat_ws('; ',
                case when m.access_from is not null or m.access_until is not null then 'from ' || coalesce(m.access_from::text, 'the beginning')
                  || ' until ' || coalesce(m.access_until::text, 'further notice') end,
                case when m.registers is not null then 'only ' || array_to_string(m.registers, ', ') end)) order by a.name, a.id)
            from membership m join account a on a.id = m.account_id where m.org_id = ${org}), '[]') as members,
          coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'permissions', r.permissions) order by r.name, r.id)
            from custom_role r where r.org_id = ${org} and r.removed_at is null), '[]') as roles`,
      ),
    'read',
  )
  return row ?? { events: [], members: [], roles: [] }
}

const ownRoles = /^own roles: [^;]*(; |$)/

function* wrongMembers(events: readonly LoggedEvent[], members: readonly MemberNow[]): Generator<string> {
  const expected = new Map<string, Expected>()
  for (const event of events) follow(expected, event)
  for (const { id, name, ...now } of members) {
    const said = expected.get(id)
    if (!said?.isMember) {
      yield `${name} is a member, but ${said ? 'the log says that they left' : 'no entry of the log says so'}.`
      continue
    }
    if (said.roles && [...said.roles].sort().join() !== [...now.roles].sort().join())
      yield `${name} has the roles ${now.roles.join(', ') || 'none'}, but the log says ${said.roles.join(', ') || 'none'}.`
    if (said.person !== undefined && said.person !== now.person)
      yield `${name} stands for another person than the log says.`
    if (said.suspended !== now.suspended)
      yield `${name} is ${now.suspended ? '' : 'not '}suspended, but the log says otherwise.`
    if (said.limits !== undefined && said.limits !== now.limits)
      yield `${name} has access ${now.limits || 'without limits'}, but the log says ${said.limits || 'without limits'}.`
  }
  const here = new Set(members.map(({ id }) => id))
  for (const [id, { isMember }] of expected)
    if (isMember && !here.has(id)) yield `The account ${id} is no member, but the log says that it is.`
}

/** Takes what is known of an account one event further. */
function follow(expected: Map<string, Expected>, { action, id, body }: LoggedEvent): void {
  const before = expected.get(id)
  switch (action) {
    case 'join':
      expected.set(id, {
        isMember: true,
        roles: body?.roles,
        person: body ? body.person : undefined,
        suspended: false,
        limits: '',
      })
      return
    case 'leave':
      expected.set(id, { isMember: false, roles: undefined, person: undefined, suspended: false, limits: '' })
      return
    case 'change':
    case 'suspend':
    case 'resume':
      if (!before) return
      before.roles = body?.roles
      before.person = body ? body.person : undefined
      if (action !== 'change') before.suspended = action === 'suspend'
      return
    case 'access':
      if (!before) return
      before.roles = body?.roles
      // Names of roles may have changed since; the limits behind them are words that stay.
      before.limits = body ? (body.detail ?? '').replace(ownRoles, '') : undefined
  }
}

function* wrongRoles(events: readonly LoggedEvent[], roles: readonly RoleNow[]): Generator<string> {
  const last = new Map<string, LoggedEvent>()
  for (const event of events) if (event.action === 'role' || event.action === 'removeRole') last.set(event.id, event)
  for (const { id, name, permissions } of roles) {
    const said = last.get(id)
    if (said === undefined || said.action === 'removeRole')
      yield `The role "${name}" is there, but ${said ? 'the log says that it was removed' : 'no entry of the log says so'}.`
    else if (said.body && (said.body.name !== name || (said.body.detail ?? '') !== permissions.join(', ')))
      yield `The role "${name}" permits something else than the log says.`
  }
}
