import type { AnyRecord, Register } from '../model/index.ts'
import type { AsOf, Store } from '../store/index.ts'
import type { HiddenRecords } from './sight.ts'

/** What of a record says whether it is hidden: the link it is read like among the rest. */
export type Hideable = Pick<AnyRecord, 'id' | 'register'> & Readonly<Record<string, unknown>>

/** Finds confidential records and what is read like them (a comment on a concern), beginning from those known before. */
export function makeHiding(registers: readonly Register[]) {
  const confidential = new Set(registers.filter((r) => r.confidential).map((r) => r.name))
  const readLike = new Map(registers.flatMap((r) => (r.readLike === undefined ? [] : [[r.name, r.readLike] as const])))
  const matters = ({ register }: Hideable) => confidential.has(register) || readLike.has(register)

  /** A new map when something changed, so that who holds the old one goes on seeing what stood then. */
  return (records: readonly Hideable[], before: HiddenRecords): HiddenRecords => {
    const concerned = records.filter(matters)
    if (concerned.length === 0) return before
    const hidden = new Map(before)
    for (const { id, register } of concerned) {
      if (confidential.has(register)) hidden.set(id, register)
      else hidden.delete(id)
    }
    for (let grew = true; grew; ) {
      const size = hidden.size
      for (const record of concerned) {
        const link = readLike.get(record.register)
        const ids = link === undefined ? [] : ([record[link] ?? []].flat() as string[])
        if (ids.some((id) => hidden.has(id))) hidden.set(record.id, record.register)
      }
      grew = hidden.size > size
    }
    return hidden
  }
}

/**
 * What is hidden at a time, archived records too: a comment on a concern stays hidden when the concern is put away, and
 * the log tells of both for ever.
 */
export async function hiddenAt(store: Store, org: string, asOf: AsOf): Promise<HiddenRecords> {
  const registers = store.registry.all
  const read = async (matters: (register: Register) => boolean): Promise<Hideable[]> => {
    const names = registers.filter(matters).map((r) => r.name)
    const found: Hideable[] = []
    // Little of each is kept: there can be many.
    for await (const part of store.stream(org, names, asOf, true))
      for (const { id, register, ...rest } of part) {
        const link = store.registry.get(register)?.readLike
        found.push(link === undefined ? { id, register } : { id, register, [link]: rest[link] })
      }
    return found
  }
  const confidential = await read((r) => r.confidential === true)
  if (confidential.length === 0) return new Map()
  return makeHiding(registers)([...confidential, ...(await read((r) => r.readLike !== undefined))], new Map())
}
