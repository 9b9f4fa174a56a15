/** What data is used for. Shared by data sets and by what is measured on them. */
export const dataUses = ['training', 'validation', 'test', 'production'] as const

/** How a measured value is held against a threshold. */
export const comparisons = [
  { value: 'atLeast', label: 'At least' },
  { value: 'atMost', label: 'At most' },
] as const

export type Comparison = (typeof comparisons)[number]['value']

export const meets = (value: number, comparison: Comparison, threshold: number): boolean =>
  comparison === 'atLeast' ? value >= threshold : value <= threshold
