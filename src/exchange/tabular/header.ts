import { count, type Said, say } from '../../model/say.ts'
import { ExchangeProblem } from '../problems.ts'
import { columnLetter, type RawRow, type TableColumn, type TableRow } from './table.ts'

export type HeadedRows = { headerRow: number; columns: TableColumn[]; rows: TableRow[]; notes: Said[] }

/** Splits raw rows into header and content, gives every column a name of its own and drops rows without content. */
export function findHeader(raw: RawRow[], fileName: string, chosen?: number): HeadedRows {
  const filled = raw.filter((row) => row.cells.some(hasText))
  if (filled.length === 0) throw new ExchangeProblem('exchange/empty-file', say`"${fileName}" holds no filled cell.`)
  const notes: Said[] = []
  const at = chosen === undefined ? detect(filled, notes) : filled.findIndex((row) => row.line === chosen)
  const header = filled[at]
  if (!header) {
    throw new ExchangeProblem(
      'exchange/no-header',
      say`"${fileName}": line ${String(chosen)} is empty, inside a cell, or not there.`,
    )
  }
  const content = filled.slice(at + 1)
  const columns = nameColumns(header, content, notes)
  noteUnevenRows(content, header, notes)
  const width = columns.length
  const rows = content.map(({ line, cells }) => ({ line, cells: padTo(cells, width) }))
  return { headerRow: header.line, columns, rows, notes }
}

/**
 * The first row that looks like column names: at least half as wide as the widest of the first rows, all text, no two
 * thirds of it repeated, no cell as long as a paragraph.
 */
function detect(filled: RawRow[], notes: Said[]): number {
  const first = filled.slice(0, 50)
  const width = Math.max(...first.map((row) => row.cells.filter(hasText).length))
  const at = first.findIndex((row) => looksLikeHeader(row, width))
  if (at < 0) {
    notes.push(
      say`Header: no row looks like column names; line ${String(filled[0]!.line)}, the first filled one, was taken.`,
    )
    return 0
  }
  if (at > 0) {
    const lines = filled.slice(0, at).map((row) => row.line)
    notes.push(
      say`Header: line ${String(filled[at]!.line)}; what stands above it (line ${lines.join(', ')}) was left out.`,
    )
  }
  return at
}

function looksLikeHeader(row: RawRow, width: number): boolean {
  const texts = row.cells.map((cell, index) => ({ cell: cell.trim(), index })).filter(({ cell }) => cell !== '')
  if (texts.length < Math.max(1, Math.ceil(width / 2))) return false
  if (texts.some(({ cell, index }) => row.numeric?.has(index) || isNumberLike(cell) || cell.length > 400)) return false
  return new Set(texts.map(({ cell }) => cell)).size > texts.length / 3
}

function nameColumns(header: RawRow, content: RawRow[], notes: Said[]): TableColumn[] {
  const used = new Set<string>()
  const width = usedWidth([header, ...content])
  const columns: TableColumn[] = []
  const [unnamed, repeated]: [string[], string[]] = [[], []]
  for (let index = 0; index < width; index++) {
    const letter = columnLetter(index)
    const given = (header.cells[index] ?? '').replace(/\s+/g, ' ').trim()
    if (given === '') unnamed.push(letter)
    const base = given === '' ? `Column ${letter}` : given
    let name = base
    for (let n = 2; used.has(name.toLowerCase()); n++) name = `${base} (${n})`
    if (name !== base) repeated.push(`${letter} "${name}"`)
    used.add(name.toLowerCase())
    columns.push({ index, name, letter })
  }
  if (unnamed.length > 0) notes.push(say`Columns without a name were named by their letter: ${unnamed.join(', ')}.`)
  if (repeated.length > 0) notes.push(say`Column names that occur twice were numbered: ${repeated.join(', ')}.`)
  return columns
}

function usedWidth(rows: RawRow[]): number {
  let width = 0
  for (const { cells } of rows) {
    for (let index = cells.length - 1; index >= width; index--) {
      if (hasText(cells[index]!)) {
        width = index + 1
        break
      }
    }
  }
  return width
}

function noteUnevenRows(content: RawRow[], header: RawRow, notes: Said[]): void {
  const named = usedWidth([header])
  const longer = content.filter((row) => usedWidth([row]) > named).map((row) => row.line)
  if (longer.length === 0) return
  const shown = longer.slice(0, 5).join(', ') + (longer.length > 5 ? ' …' : '')
  notes.push(say`${count(longer.length, 'row has', 'rows have')} more cells than the header has names (line ${shown}).`)
}

function padTo(cells: string[], width: number): string[] {
  if (cells.length === width) return cells
  return Array.from({ length: width }, (_, index) => cells[index] ?? '')
}

const hasText = (cell: string) => cell.trim() !== ''
const isNumberLike = (cell: string) =>
  /^[-+]?[\d.,\s]*\d%?$/.test(cell) || /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/.test(cell)
