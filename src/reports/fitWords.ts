import { type Column, inlines, type Rich } from './document.ts'

/** Letters that stand beside one another on a printed page: upright or, with more than six columns, across. */
const lettersOf = (columns: number): number => (columns > 6 ? 160 : columns > 5 ? 108 : 96)
/** Room around a cell, and for the sign of a badge with the blank behind it, in letters. */
const around = 2
const sign = 3
/** A word longer than this may break; else one address would take the page. */
const mostWhole = 22

/**
 * Columns wide enough for the longest word of their head and their badges, and for the month and year of a day, which do not break: languages differ in how
 * long their words are, and widths are chosen for English. Columns that are wide enough stay as they are.
 */
export function fitWords(
  columns: readonly Column<string>[],
  rows: readonly (readonly Rich<string>[])[],
): readonly Column<string>[] {
  const total = columns.reduce((sum, { width = 1 }) => sum + width, 0)
  const letter = total / lettersOf(columns.length)
  return columns.map((column, at) => {
    const words = [longestIn(column.label), ...rows.map((row) => longestWhole(row[at] ?? '', column.kind))]
    const needed = (Math.min(mostWhole, Math.max(...words)) + around) * letter
    // Rounded, so that files are equal wherever they are made.
    return needed > (column.width ?? 1) ? { ...column, width: Math.ceil(needed * 10) / 10 } : column
  })
}

const longestIn = (text: string): number => Math.max(0, ...text.split(/[\s-]+/).map((word) => word.length))

function longestWhole(cell: Rich<string>, kind: Column['kind']): number {
  const parts = inlines(cell).map((part) => {
    if (typeof part === 'string') return kind === 'date' ? monthAndYear(part) : 0
    return part.kind === 'badge' ? longestIn(part.text) + sign : 0
  })
  return Math.max(0, ...parts)
}

/** `31. Dezember` above `2026` reads as two things. */
const monthAndYear = (day: string): number => /^\d+\S* (\S+ \d{4})$/.exec(day)?.[1]?.length ?? 0
