import { type Actor, isGrantedByRelation, isGrantedByRole, type Register } from '../../model/index.ts'
import { join, raw, type Sql, sql } from '../sql.ts'

/**
 * How many records in a row may each be read like the next (a comment on evidence on a concern). Longer chains are not
 * shown: the answer to "may I read this?" has to end somewhere.
 */
export const readLikeDepth = 3
const aliases = ['r', 't1', 't2', 't3'] as const

/** The condition (alias `r`) that leaves the records of a register the actor may read; null when there are none. */
export function readableSql(registers: readonly Register[], register: Register, actor: Actor): Sql | null {
  return readable(registers, register, actor, 0)
}

/** The same over some registers at once, for search and names; `all` are those that links may lead to. */
export function readableAnySql(all: readonly Register[], actor: Actor, registers: readonly Register[] = all): Sql {
  return readableAny(all, registers, actor, 0)
}

/** Names of the registers of which the actor may read every record, whoever owns it and whatever it is about. */
export function openRegisters(all: readonly Register[], actor: Actor): string[] {
  return all.filter((r) => r.readLike === undefined && isOpenTo(r, actor)).map((r) => r.name)
}

const isOpenTo = (register: Register, actor: Actor) => isGrantedByRole(register.can.read, actor)

function readable(all: readonly Register[], register: Register, actor: Actor, depth: number): Sql | null {
  const granted = grantedSql(register, actor, depth)
  if (granted === null || register.readLike === undefined) return granted
  if (depth >= readLikeDepth) return null
  const target = likeTargetSql(all, register.readLike, actor, depth)
  return isTrue(granted) ? target : sql`(${granted} and ${target})`
}

function grantedSql(register: Register, actor: Actor, depth: number): Sql | null {
  const grants = register.can.read
  if (isOpenTo(register, actor)) return raw('true')
  if (!isGrantedByRelation(grants, actor)) return null
  const alias = raw(aliases[depth] ?? 'r')
  const own: Sql[] = []
  if (grants.includes('owner') && actor.person !== null) own.push(sql`${alias}.owner_id = ${actor.person}`)
  if (grants.includes('author')) own.push(sql`${alias}.created_by = ${actor.id}`)
  return own.length === 0 ? null : sql`(${join(own, ' or ')})`
}

/** True when nothing the link points to is closed to the actor. The ids come from the document, so it holds for any date. */
function likeTargetSql(all: readonly Register[], link: string, actor: Actor, depth: number): Sql {
  const from = raw(aliases[depth] ?? 'r')
  const to = raw(aliases[depth + 1] ?? 'r')
  // `link` is a name from a register, never from a request.
  const value = raw(`${aliases[depth] ?? 'r'}.data->'${link}'`)
  const ids = sql`jsonb_array_elements_text(case jsonb_typeof(${value}) when 'array' then ${value} when 'string' then jsonb_build_array(${value}) else '[]'::jsonb end)`
  // "is not true" and not "not": a record without an owner makes the condition null, which must not read as yes.
  // "offset 0" has each record looked up by its key; left free, all records were read for each, at every level.
  return sql`not exists (select 1 from ${ids} as a(id) cross join lateral (
      select l.* from record l where l.org_id = ${from}.org_id and l.id = a.id::uuid offset 0) as ${to}
    where ${readableAny(all, all, actor, depth + 1)} is not true)`
}

function readableAny(all: readonly Register[], registers: readonly Register[], actor: Actor, depth: number): Sql {
  const alias = raw(aliases[depth] ?? 'r')
  const open: string[] = []
  const limited: Sql[] = []
  for (const register of registers) {
    const condition = readable(all, register, actor, depth)
    if (condition === null) continue
    if (isTrue(condition)) open.push(register.name)
    else limited.push(sql`(${alias}.register = ${register.name} and ${condition})`)
  }
  return sql`(${join([sql`${alias}.register = any(${open}::text[])`, ...limited], ' or ')})`
}

const isTrue = (condition: Sql) => condition.values.length === 0 && condition.parts[0] === 'true'
