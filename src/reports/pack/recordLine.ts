import type { AnyRecord, Register } from '../../model/index.ts'

/** A record as one line of JSON with its keys in order; personal data only when asked for. */
export function recordLine(register: Register, record: AnyRecord, personal: boolean): string {
  const hidden = new Set(
    personal ? [] : Object.entries(register.fields).flatMap(([name, field]) => (field.personal ? [name] : [])),
  )
  const kept = Object.keys(record)
    .filter((key) => !hidden.has(key) && record[key] !== undefined)
    .toSorted()
    .map((key) => [key, record[key]])
  return `${JSON.stringify(Object.fromEntries(kept))}\n`
}
