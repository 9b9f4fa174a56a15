import { Problem, type Role } from '../../model/index.ts'
import type { CustomRole } from '../../store/access.ts'
import type { Store } from '../../store/index.ts'
import type { GivenRoles } from '../../store/membership.ts'
import type { MembershipSignature } from '../../store/membershipLog.ts'
import type { ProvisioningStore } from '../../store/provisioning.ts'
import { rolesNamed } from './roleNames.ts'

/** Whoever a directory brings and no group of theirs says more of. */
export const plainRoles: readonly Role[] = ['viewer']

/** The roles that groups give; null when no group of the organisation has any, which leaves roles as they are. */
export function rolesFrom(
  groups: readonly { readonly id: string; readonly roles: readonly string[] }[],
  theirs: readonly { readonly id: string }[],
  own: readonly CustomRole[],
): GivenRoles | null {
  if (!groups.some((g) => g.roles.length > 0)) return null
  const mine = new Set(theirs.map((g) => g.id))
  const given = rolesNamed(
    groups.filter((g) => mine.has(g.id)).flatMap((g) => g.roles),
    own,
  )
  return given.roles.length + given.own.length > 0 ? given : { roles: plainRoles, own: [] }
}

/** Brings the roles of members up to date with their groups; how many changed, each with its entry in the log. */
export async function syncRoles(
  store: Store,
  kept: ProvisioningStore,
  org: string,
  accounts: ReadonlySet<string>,
  sign: MembershipSignature,
): Promise<number> {
  const [groups, users, own] = await Promise.all([kept.groups(org), kept.users(org), store.access.roles(org)])
  let changed = 0
  for (const user of users) {
    if (!accounts.has(user.account)) continue
    const given = rolesFrom(groups, user.groups, own)
    if (given === null) continue
    try {
      if (await store.members.provideRoles(org, user.account, given, sign)) changed += 1
    } catch (error) {
      // The last administrator stays one, whatever the groups say, so that somebody can mend it.
      if (!(error instanceof Problem && error.code === 'member/last-administrator')) throw error
    }
  }
  return changed
}
