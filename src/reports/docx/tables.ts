import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx'
import type { Block, Fact, Table as ReportTable, TextBlock } from '../document.ts'
import type { Runs } from './runs.ts'

/** Width between the margins of an A4 page in twentieths of a point. */
export const pageWidth = (wide: boolean): number => (wide ? 16838 : 11906) - 2 * 1020

const soft = '69645D'
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const thin = { style: BorderStyle.SINGLE, size: 4, color: 'DCD9D4' }
const borders = { top: none, left: none, right: none, bottom: thin, insideHorizontal: thin, insideVertical: none }
const margins = { top: 50, bottom: 50, left: 60, right: 60 }

/** Label and value side by side. */
export function factsTable(items: readonly Fact<string>[], runs: Runs, width: number) {
  const widths = [Math.round(width * 0.26), width - Math.round(width * 0.26)]
  const rows = items.map(
    ({ label, value, blocks }) =>
      new TableRow({
        cantSplit: false,
        children: [
          cell([paragraph(runs(label, { color: soft }))], widths[0]),
          cell(blocks ? textParagraphs(blocks, runs) : [paragraph(runs(value))], widths[1]),
        ],
      }),
  )
  return [table(rows, widths, width), gap()]
}

/** What a person wrote in several blocks, inside a cell. A heading there is bold text: the outline is that of the report. */
export function textParagraphs(blocks: readonly TextBlock<string>[], runs: Runs): Paragraph[] {
  return blocks.flatMap((block): Paragraph[] => {
    if (block.kind === 'heading')
      return [
        new Paragraph({
          children: runs(block.text, { bold: true }),
          keepNext: true,
          spacing: { before: 80, after: 40 },
        }),
      ]
    if (block.kind === 'paragraph') return [new Paragraph({ children: runs(block.text), spacing: { after: 60 } })]
    return listParagraphs(block, runs)
  })
}

export const listParagraphs = (
  { ordered, items }: Extract<Block<string>, { kind: 'list' }>,
  runs: Runs,
): Paragraph[] => {
  const marker = ordered
    ? { numbering: { reference: 'ordered', level: 0, instance: runs.nextList() } }
    : { numbering: { reference: 'bullets', level: 0 } }
  return items.map((item) => new Paragraph({ ...marker, children: runs(item), spacing: { after: 20 } }))
}

/** A table with its caption above and a header row that repeats on every page. */
export function wordTable(it: ReportTable<string>, runs: Runs, width: number): (Paragraph | Table)[] {
  if (it.rows.length === 0) return [new Paragraph({ children: runs(it.empty ?? '', { color: soft }) })]
  const total = it.columns.reduce((sum, column) => sum + (column.width ?? 1), 0)
  const widths = it.columns.map((column) => Math.floor(((column.width ?? 1) / total) * width))
  const size = it.columns.length > 5 ? 16 : 18
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: it.columns.map(({ label, kind }, at) =>
      cell([paragraph(runs(label, { bold: true, color: soft, size }), kind)], widths[at]),
    ),
  })
  const rows = it.rows.map(
    (row) =>
      new TableRow({
        cantSplit: true,
        children: it.columns.map(({ kind }, at) => cell([paragraph(runs(row[at] ?? '', { size }), kind)], widths[at])),
      }),
  )
  const caption = new Paragraph({
    keepNext: true,
    spacing: { before: 160, after: 60 },
    children: runs(it.caption, { color: soft, size: 18 }),
  })
  return [caption, table([head, ...rows], widths, width), gap()]
}

function table(rows: TableRow[], widths: number[], width: number): Table {
  return new Table({
    rows,
    columnWidths: widths,
    width: { size: width, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders,
  })
}

const cell = (children: Paragraph[], width = 0) =>
  new TableCell({ children, margins, width: { size: width, type: WidthType.DXA } })

const paragraph = (children: ParagraphChild[], kind?: string) =>
  new Paragraph({
    children,
    spacing: { after: 0 },
    alignment: kind === 'number' ? AlignmentType.END : AlignmentType.START,
  })

const gap = () => new Paragraph({ children: [], spacing: { after: 60 } })
