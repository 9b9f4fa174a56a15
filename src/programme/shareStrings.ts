import type { AnyRecord } from '../model/index.ts'

/** As long as an id. Longer texts are rarely the same, and would only be compared in vain. */
const longest = 36

/** Different in each record. */
const unlike: ReadonlySet<string> = new Set(['title', 'ref'])

/** Longer lists are rarely the same. */
const longestList = 3

/**
 * Has records hold the same text and the same short list of texts once: what they link to, states, dates, choices. Read from
 * the database each comes as one of its own, which for a large organisation is half of all memory. Changes the records, so give it none that
 * somebody holds already.
 */
export function shareStrings(): (records: readonly AnyRecord[]) => void {
  const known = new Map<string, string>()
  const knownLists = new Map<string, readonly unknown[]>()
  const shared = (text: string): string => {
    if (text.length > longest) return text
    const same = known.get(text)
    if (same !== undefined) return same
    known.set(text, text)
    return text
  }
  const sharedList = (list: readonly unknown[]): readonly unknown[] => {
    if (list.length > longestList || !list.every((each) => typeof each === 'string' && each.length <= longest))
      return list
    const key = list.join('\n')
    const same = knownLists.get(key)
    if (same !== undefined && same.length === list.length) return same
    knownLists.set(key, list)
    return list
  }
  return (records) => {
    for (const record of records as readonly Record<string, unknown>[]) {
      for (const name in record) {
        const value = record[name]
        if (typeof value === 'string') {
          if (!unlike.has(name)) record[name] = shared(value)
        } else if (Array.isArray(value) && !Object.isFrozen(value)) {
          for (let at = 0; at < value.length; at++) if (typeof value[at] === 'string') value[at] = shared(value[at])
          record[name] = sharedList(value)
        }
      }
    }
  }
}
