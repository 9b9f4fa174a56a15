type Cell = string | number | null | undefined

/** Text of a record inside a table: on one line, with bars that do not end the cell. */
export const cell = (value: Cell): string =>
  value === null || value === undefined
    ? '–'
    : String(value)
        .replace(/\s*\n\s*/g, ' ')
        .replaceAll('|', '\\|')
        .trim() || '–'

/** A table in Markdown; null when it would have no row. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string | null {
  if (rows.length === 0) return null
  const line = (cells: readonly Cell[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A list in Markdown; null when it is empty. */
export const bullets = (items: readonly string[]): string | null =>
  items.length === 0 ? null : items.map((item) => `- ${item.replace(/\s*\n\s*/g, ' ').trim()}`).join('\n')

/** Names behind one another; null when there is none. */
export const inline = (names: readonly string[]): string | null => (names.length === 0 ? null : names.join(', '))

/** Text of a record as a block of its own; null when nothing was written. */
export const block = (text: string | null | undefined): string | null => text?.trim() || null
