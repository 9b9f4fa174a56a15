import type { Role } from '../../model/index.ts'
import { Problem } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import type { MembershipSignature } from '../../store/membershipLog.ts'
import type { ProvisioningStore } from '../../store/provisioning.ts'
import { isSame } from './admit.ts'
import { isKnownRole } from './roleNames.ts'

/** Whoever a directory brings and no group of theirs says more of. */
export const plainRoles: readonly Role[] = ['viewer']

/** The roles that groups give; null when no group of the organisation has any, which leaves roles as they are. */
export function rolesFrom(
  groups: readonly { readonly id: string; readonly roles: readonly string[] }[],
  own: readonly { readonly id: string }[],
): Role[] | null {
  if (!groups.some((g) => g.roles.length > 0)) return null
  const mine = new Set(own.map((g) => g.id))
  const given = [...new Set(groups.filter((g) => mine.has(g.id)).flatMap((g) => g.roles))].filter(isKnownRole)
  return given.length > 0 ? given : [...plainRoles]
}

/** Brings the roles of members up to date with their groups; how many changed, each with its entry in the log. */
export async function syncRoles(
  store: Store,
  kept: ProvisioningStore,
  org: string,
  accounts: ReadonlySet<string>,
  sign: MembershipSignature,
): Promise<number> {
  const [groups, users] = await Promise.all([kept.groups(org), kept.users(org)])
  let changed = 0
  for (const user of users) {
    if (!accounts.has(user.account)) continue
    const roles = rolesFrom(groups, user.groups)
    if (roles === null || isSame(roles, user.roles)) continue
    try {
      await store.members.setRoles(org, user.account, roles, sign)
      changed += 1
    } catch (error) {
      // The last administrator stays one, whatever the groups say, so that somebody can mend it.
      if (!(error instanceof Problem && error.code === 'member/last-administrator')) throw error
    }
  }
  return changed
}
