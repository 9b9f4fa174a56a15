interface Named {
  readonly ref: string
  readonly title: string
}

/** How a record is named in a sentence: `RISK-12 "Unfair refusals"`. */
export const called = (record: Named): string => `${record.ref} "${record.title}"`

/** At most three names, and how many more. */
export function few(names: readonly string[], shown = 3): string {
  if (names.length <= shown)
    return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`
}

export const isEmpty = (value: readonly unknown[] | string | null): boolean =>
  value === null || (typeof value === 'string' ? value.trim() === '' : value.length === 0)
