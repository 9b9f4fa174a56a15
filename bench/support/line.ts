/** One line of the table: what was measured, what bare PostgreSQL does on the same machine in the same run, what was to be reached. */
export interface Line {
  readonly work: string
  readonly measured: string
  /** The same work by the bare driver; empty where there is nothing to compare with. */
  readonly raw: string
  /** Measured in relation to raw, so that another machine can be compared with this one. */
  readonly ratio: number | null
  readonly toReach: string
  /** Null for lines that only explain. */
  readonly holds: boolean | null
}

export const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString('en')}/s`
export const millis = (ms: number): string => (ms < 100 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`)
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`
export const count = (n: number): string => n.toLocaleString('en')

/** The smallest value that this share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

const holdsWord = (holds: boolean | null) => (holds === null ? '' : holds ? 'yes' : '**no**')

/** The lines as a Markdown table, which also reads well in a terminal. */
export function tableOf(lines: readonly Line[]): string {
  const rows = [
    ['work', 'measured', 'raw PostgreSQL', 'ratio', 'to reach', 'holds'],
    ...lines.map((l) => [
      l.work,
      l.measured,
      l.raw || '–',
      l.ratio === null ? '–' : l.ratio < 10 ? l.ratio.toFixed(2) : l.ratio.toFixed(0),
      l.toReach || '–',
      holdsWord(l.holds),
    ]),
  ]
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((r) => (r[i] ?? '').length)))
  const write = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`
  const rule = `| ${widths.map((w) => '-'.repeat(w)).join(' | ')} |`
  return [write(rows[0] ?? []), rule, ...rows.slice(1).map(write)].join('\n')
}
