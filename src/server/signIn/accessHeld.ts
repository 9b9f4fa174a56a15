import { type Actor, problem, type Role, say } from '../../model/index.ts'
import type { EffectiveAccess } from '../../store/access.ts'

/** A membership as it counts now. */
export interface MembershipHeld {
  readonly roles: Role[]
  readonly person: string | null
  /** What the actor has beside roles: permissions, limits, and for whom they stand in. */
  readonly more: Pick<Actor, 'permissions' | 'within' | 'standsFor'>
}

/** A membership with what the organisation's own roles, an engagement and people who are away make of it; null: none now. */
export function withAccess<M extends { readonly id: string; readonly roles: Role[]; readonly person: string | null }>(
  membership: M,
  all: readonly EffectiveAccess[],
): (M & MembershipHeld) | null {
  const access = all.find(({ org }) => org === membership.id)
  if (!access?.isOpen) return null
  const { permissions, registers, standsFor } = access
  return {
    ...membership,
    roles: [...new Set([...membership.roles, ...standsFor.flatMap(({ roles }) => roles)])],
    more: {
      ...(permissions.length > 0 ? { permissions } : {}),
      ...(registers === null ? {} : { within: registers }),
      ...(standsFor.length > 0 ? { standsFor: { people: standsFor, own: membership.roles } } : {}),
    },
  }
}

/** The roles somebody holds themselves, without those of people they stand in for. */
export const ownRoles = (actor: Actor): readonly Role[] => actor.standsFor?.own ?? actor.roles ?? []

/**
 * Refuses who is an administrator only for somebody who is away: what they gave, or whom they let in, would stay when that
 * ends. They do the daily work, and take access away.
 */
export function needOwnAdministrator(actor: Actor): void {
  if (!ownRoles(actor).includes('administrator'))
    throw problem(
      'access/forbidden',
      say`Who stands in for an administrator gives nobody access and changes nothing about how people sign in.`,
    )
}
