import type { WriteColumn, WriteRow, WriteValue } from '../exchange/tabularWriters.ts'
import { type Said, type Sentence, say } from '../model/say.ts'
import {
  type Block,
  type Column,
  type Inline,
  isTextPart,
  type Report,
  type Rich,
  type Section,
  type TextBlock,
} from './document.ts'
import { moment } from './figures.ts'
import { fitWords } from './fitWords.ts'
import { english, type ReportVoice } from './voice.ts'

/** What stands around the contents of every report, in its language. */
export interface Frame extends Pick<ReportVoice, 'language' | 'locale' | 'direction'> {
  /** When the contents are true: `31 March 2026`. */
  readonly moment: string
  readonly asOf: string
  /** As it stands after the name of the organisation. */
  readonly asOfSmall: string
  readonly asOfLabel: string
  readonly organisationLabel: string
  readonly drawnFromLabel: string
  readonly skip: string
  readonly contents: string
  /** What stands before, between and after the number of a page and how many there are. */
  readonly page: readonly [string, string, string]
}

/** A report in one language, ready to be drawn. */
export interface ToldReport extends Report<string> {
  readonly frame: Frame
}

/** Stands where something that is no text is filled in, such as the number of a page; no text holds it. */
export const hole = '\u{f0000}'

export function frameOf(asOf: string, { language, locale, direction, say: tell }: ReportVoice = english): Frame {
  const at = tell(moment(asOf))
  const [before = '', between = '', after = ''] = tell(say`Page ${hole} of ${hole}`).split(hole)
  return {
    language,
    locale,
    direction,
    moment: at,
    asOf: tell(say`As of ${at}`),
    asOfSmall: tell(say`as of ${at}`),
    asOfLabel: tell(say`As of`),
    organisationLabel: tell(say`Organisation`),
    drawnFromLabel: tell(say`Drawn from`),
    skip: tell(say`Skip to the content`),
    contents: tell(say`Contents`),
    page: [before, between, after],
  }
}

/** The one place where a report becomes text. */
export function tellReport(report: Report, voice: ReportVoice = english): ToldReport {
  return {
    title: voice.say(report.title),
    subtitle: voice.say(report.subtitle),
    organisation: report.organisation,
    asOf: report.asOf,
    generatedFrom: voice.say(report.generatedFrom),
    sections: report.sections.map((section) => tellSection(section, voice)),
    frame: frameOf(report.asOf, voice),
  }
}

export function tellSection(section: Section, voice: ReportVoice): Section<string> {
  const { id, title, blocks, sections } = section
  return {
    id,
    title: voice.say(title),
    blocks: blocks.map((block) => tellBlock(block, voice)),
    ...(sections ? { sections: sections.map((each) => tellSection(each, voice)) } : {}),
  }
}

function tellBlock(block: Block, voice: ReportVoice): Block<string> {
  switch (block.kind) {
    case 'facts':
      return {
        kind: 'facts',
        items: block.items.map(({ label, value, blocks }) => ({
          label: voice.say(label),
          value: tellRich(value, voice),
          ...(blocks ? { blocks: blocks.map((each) => tellText(each, voice)) } : {}),
        })),
      }
    case 'table': {
      const rows = block.rows.map((row) => tellRow(row, voice))
      return {
        kind: 'table',
        caption: voice.say(block.caption),
        columns: fitWords(tellColumns(block.columns, voice), rows),
        rows,
        empty: voice.say(block.empty ?? say`${block.caption}: none.`),
      }
    }
    case 'callout':
      return { ...block, title: voice.say(block.title), text: tellRich(block.text, voice) }
    default:
      return tellText(block, voice)
  }
}

function tellText(block: TextBlock, voice: ReportVoice): TextBlock<string> {
  switch (block.kind) {
    case 'heading':
      return { kind: 'heading', text: voice.say(block.text) }
    case 'paragraph':
      return { kind: 'paragraph', text: tellRich(block.text, voice) }
    case 'list':
      return { ...block, items: block.items.map((item) => tellRich(item, voice)) }
  }
}

export const tellColumns = (columns: readonly Column[], voice: ReportVoice): Column<string>[] =>
  columns.map((column) => ({ ...column, label: voice.say(column.label) }))

export const tellRow = (row: readonly Rich[], voice: ReportVoice): Rich<string>[] =>
  row.map((cell) => tellRich(cell, voice))

function tellRich(rich: Rich, voice: ReportVoice): Rich<string> {
  if (Array.isArray(rich)) return rich.map((part: Inline) => tellInline(part, voice))
  // What is no list is one text.
  return voice.say(rich as Said)
}

const tellInline = (part: Inline, voice: ReportVoice): Inline<string> =>
  isTextPart(part) ? voice.say(part) : { ...part, text: voice.say(part.text) }

/** One sheet, its heads and cells in no language yet: columns and rows, rows perhaps pulled one by one. */
export interface SaidSheet {
  readonly sheet: Said
  readonly columns: readonly SaidColumn[]
  readonly rows: AsyncIterable<SaidRow> | Iterable<SaidRow>
}

export type SaidColumn = Omit<WriteColumn, 'label'> & { readonly label: Said }
export type SaidRow = Readonly<Record<string, SaidCell>>
export type SaidCell = WriteValue | Sentence | readonly Said[]

/** The one place where a sheet becomes text. Numbers and days stay values, which spreadsheets write by their reader's habits. */
export function tellSheet({ sheet, columns, rows }: SaidSheet, voice: ReportVoice = english) {
  return {
    sheet: voice.say(sheet),
    columns: columns.map((column): WriteColumn => ({ ...column, label: voice.say(column.label) })),
    rows: tellSheetRows(rows, voice),
  }
}

async function* tellSheetRows(rows: SaidSheet['rows'], voice: ReportVoice): AsyncGenerator<WriteRow> {
  for await (const row of rows)
    yield Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, tellCell(cell, voice)]))
}

function tellCell(cell: SaidCell, voice: ReportVoice): WriteValue {
  if (typeof cell !== 'object' || cell === null) return cell
  return Array.isArray(cell) ? cell.map((each: Said) => voice.say(each)) : voice.say(cell as Sentence)
}
