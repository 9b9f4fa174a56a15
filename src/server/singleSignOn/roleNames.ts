import { type Role, roles } from '../../model/index.ts'

/** A name from a mapping may be older than the list of roles; what is no role any more gives nothing. */
export const isKnownRole = (name: string): name is Role => (roles as readonly string[]).includes(name)
