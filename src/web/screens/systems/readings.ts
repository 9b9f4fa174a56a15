import type { RecordItem } from '../../../server/contract.ts'

export interface Reading {
  readonly on: string
  readonly value: number
}

export interface Threshold {
  readonly comparison: string | null
  readonly value: number | null
}

/** Readings in the order of their days; what is no reading is left out. */
export const readingsOf = (records: readonly RecordItem[]): readonly Reading[] =>
  records
    .flatMap(({ values: { readOn, value } }) =>
      typeof readOn === 'string' && typeof value === 'number' ? [{ on: readOn, value }] : [],
    )
    .toSorted((a, b) => a.on.localeCompare(b.on))

/** Whether a value keeps to the limit; null when the monitor has none. */
export function isWithin(value: number, { comparison, value: limit }: Threshold): boolean | null {
  if (limit === null) return null
  switch (comparison) {
    case 'atLeast':
      return value >= limit
    case 'atMost':
      return value <= limit
    default:
      return null
  }
}
