import type { Actor, Register } from '../../model/index.ts'
import { join, raw, type Sql, sql } from '../sql.ts'

/** The condition (alias `r`) that leaves the records of a register the actor may read; null when there are none. */
export function readableSql(register: Register, actor: Actor): Sql | null {
  const grants = register.can.read
  if (grants.some((g) => g !== 'owner' && g !== 'author' && actor.roles.includes(g))) return raw('true')
  const own: Sql[] = []
  if (grants.includes('owner') && actor.person !== null) own.push(sql`r.owner_id = ${actor.person}`)
  if (grants.includes('author')) own.push(sql`r.created_by = ${actor.id}`)
  return own.length === 0 ? null : sql`(${join(own, ' or ')})`
}

/** The same over all registers at once, for search and names. */
export function readableAnySql(registers: readonly Register[], actor: Actor): Sql {
  const open: string[] = []
  const limited: Sql[] = []
  for (const register of registers) {
    const condition = readableSql(register, actor)
    if (condition === null) continue
    if (condition.values.length === 0 && condition.parts[0] === 'true') open.push(register.name)
    else limited.push(sql`(r.register = ${register.name} and ${condition})`)
  }
  return sql`(${join([sql`r.register = any(${open}::text[])`, ...limited], ' or ')})`
}
