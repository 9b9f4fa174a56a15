import { type Role, roles } from '../../model/index.ts'
import type { CustomRole } from '../../store/access.ts'
import type { GivenRoles } from '../../store/membership.ts'

/** A name from a mapping may be older than the list of roles; what is no role any more gives nothing. */
export const isKnownRole = (name: string): name is Role => (roles as readonly string[]).includes(name)

/** A role that an organisation made: by its id, or in a configuration file by its name. */
export const ownRoleNamed = (own: readonly CustomRole[], name: string): CustomRole | undefined =>
  own.find((role) => role.id === name || role.name.toLowerCase() === name.trim().toLowerCase())

/** What the names of a mapping stand for here: roles everybody knows, and those the organisation made itself. */
export function rolesNamed(names: readonly string[], own: readonly CustomRole[]): GivenRoles {
  const others = names.filter((name) => !isKnownRole(name)).flatMap((name) => ownRoleNamed(own, name)?.id ?? [])
  return { roles: [...new Set(names.filter(isKnownRole))], own: [...new Set(others)] }
}

/** The first of the names that is no role here; undefined when all are. */
export const unknownRole = (names: readonly string[], own: readonly CustomRole[]): string | undefined =>
  names.find((name) => !isKnownRole(name) && ownRoleNamed(own, name) === undefined)
