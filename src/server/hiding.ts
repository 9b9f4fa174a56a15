import type { AnyRecord, Register } from '../model/index.ts'
import type { HiddenRecords } from './sight.ts'

/** Finds confidential records and what is read like them (a comment on a concern), beginning from those known before. */
export function makeHiding(registers: readonly Register[]) {
  const confidential = new Set(registers.filter((r) => r.confidential).map((r) => r.name))
  const readLike = new Map(registers.flatMap((r) => (r.readLike === undefined ? [] : [[r.name, r.readLike] as const])))
  const matters = ({ register }: AnyRecord) => confidential.has(register) || readLike.has(register)

  /** A new map when something changed, so that who holds the old one goes on seeing what stood then. */
  return (records: readonly AnyRecord[], before: HiddenRecords): HiddenRecords => {
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
