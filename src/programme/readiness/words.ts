import { joined, listed, type Said, say } from '../../model/say.ts'

interface Named {
  readonly ref: string
  readonly title: string
}

/** How a record is named in a sentence: `RISK-12 "Unfair refusals"`. */
export const called = (record: Named): Said => say`${record.ref} "${record.title}"`

/** At most three names, and how many more. */
export function few(names: readonly Said[], shown = 3): Said {
  if (names.length <= shown) return listed(names)
  return say`${joined(names.slice(0, shown), ', ')} and ${names.length - shown} more`
}

export const isEmpty = (value: readonly unknown[] | string | null): boolean =>
  value === null || (typeof value === 'string' ? value.trim() === '' : value.length === 0)
