import type { AnyRecord } from '../model/index.ts'

/** As long as an id. Longer texts are rarely the same, and would only be compared in vain. */
const longest = 36

/** Different in each record. */
const unlike: ReadonlySet<string> = new Set(['title', 'ref', 'createdAt', 'updatedAt'])

/**
 * Has records hold the same text once: ids they link to, states, dates, choices. Read from the database each comes as a
 * text of its own, which for a large organisation is a quarter of all memory. Changes the records, so give it none that
 * somebody holds already.
 */
export function shareStrings(): (records: readonly AnyRecord[]) => void {
  const known = new Map<string, string>()
  const shared = (text: string): string => {
    if (text.length > longest) return text
    const same = known.get(text)
    if (same !== undefined) return same
    known.set(text, text)
    return text
  }
  return (records) => {
    for (const record of records as readonly Record<string, unknown>[]) {
      for (const name in record) {
        const value = record[name]
        if (typeof value === 'string') {
          if (!unlike.has(name)) record[name] = shared(value)
        } else if (Array.isArray(value) && !Object.isFrozen(value))
          for (let at = 0; at < value.length; at++) if (typeof value[at] === 'string') value[at] = shared(value[at])
      }
    }
  }
}
