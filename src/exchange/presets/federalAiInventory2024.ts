import { type Said, say } from '../../model/say.ts'
import { readDate } from '../dates.ts'
import type { ImportProblem } from '../importRecord.ts'
import { ExchangeProblem } from '../problems.ts'
import type { Table, TableColumn, TableRow } from '../tabular/table.ts'
import { foldAnswer, matchAnswer, saysNotApplicable } from './answers.ts'
import {
  type AiSystemField,
  type ColumnHome,
  federalColumns,
  type ImpactEvidenceField,
} from './federalAiInventory2024Columns.ts'

/** What one row of the inventory says, sorted by what it is about. Codes are those of federalAiInventory2024Answers. */
export type FederalPlan = {
  line: number
  key: string
  aiSystem: Partial<Record<AiSystemField, PlanValue>>
  suppliers: { name: null; contractIds: string[]; statement: Statement }[]
  datasets: { title: string; description: string | null; documentation: string | null; statements: Statement[] }[]
  /** What the agency says it did. A statement is evidence to look at; it never stands for an approval. */
  impactEvidence: ({ standing: 'stated' } & Partial<Record<ImpactEvidenceField, PlanValue>> & Stated) | null
  monitor: ({ process: string | null } & Stated) | null
  oversight: ({ autonomy: string | null; contest: string | null; optOut: string | null } & Stated) | null
  risks: { text: string; source: string }[]
  /** Columns without a home, and cells that a code or date does not fully stand for ("<column> (as given)"). */
  custom: Record<string, string>
  problems: ImportProblem[]
}
export type PlanValue = string | string[]
export type Statement = { column: string; text: string }
type Stated = { statements: Statement[] }

/** Answers to these questions together describe how people keep the upper hand. */
const oversightFields: readonly string[] = [
  'autonomy',
  'oversightMeasures',
  'contest',
  'contestReason',
  'optOut',
  'optOutOther',
]

/**
 * Plans every row. Names repeat in the inventory (51 rows are called "Generative AI Usage"), so the key of a row is
 * agency code, bureau, name and a number that counts the rows with the same three in the order of the file.
 */
export function* planFederalInventory(table: Pick<Table, 'columns' | 'rows'>): Generator<FederalPlan> {
  const homes = findHomes(table.columns)
  const counts = new Map<string, number>()
  for (const row of table.rows) {
    const plan = planRow(row, homes)
    const base = [plan.aiSystem.agencyCode, plan.aiSystem.unit, plan.aiSystem.title].map(keyPart).join(' | ')
    const ordinal = (counts.get(base) ?? 0) + 1
    counts.set(base, ordinal)
    yield { ...plan, key: `${base} | ${ordinal}` }
  }
}

const keyPart = (value: PlanValue | undefined) =>
  String(value ?? '-')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\|]/g, '\\$&')

/** One column of this file with its home; a column the preset does not know has none and goes to custom. */
export type HomedColumn = { at: number; name: string; home: ColumnHome | null }

/** Finds the preset's columns in a file by name; a repeated heading is the one right of the question it explains. */
export function findHomes(columns: readonly TableColumn[]): HomedColumn[] {
  const homeAt = new Map<number, ColumnHome>()
  const missing: string[] = []
  let before = -1
  for (const home of federalColumns as readonly ColumnHome[]) {
    const wanted = foldAnswer(home.column)
    const found = home.follows
      ? columns.find((column) => column.index === before + 1 && foldAnswer(column.name).startsWith(wanted))
      : columns.find((column) => foldAnswer(column.name) === wanted)
    if (found) homeAt.set(found.index, home)
    else if (!home.follows) missing.push(`"${home.column}"`)
    before = found?.index ?? Number.NaN
  }
  if (missing.length > 0) {
    const found = say`The file is not the 2024 federal inventory as published: it lacks ${missing.slice(0, 5).join(', ')}.`
    throw new ExchangeProblem('exchange/unknown-column', found)
  }
  return columns.map(({ index, name }) => ({ at: index, name, home: homeAt.get(index) ?? null }))
}

/** A cell as read: the value for its home, and whether the value fully stands for the text. */
type ReadCell = { column: string; home: ColumnHome; text: string; value: PlanValue | null; full: boolean }

function planRow({ line, cells }: TableRow, homes: readonly HomedColumn[]): Omit<FederalPlan, 'key'> {
  const custom: Record<string, string> = {}
  const problems: ImportProblem[] = []
  const read: ReadCell[] = []
  for (const { at, name, home } of homes) {
    const text = cells[at] ?? ''
    if (text.trim() === '') continue
    // "N/A" in a text column makes no record of its own, yet it was said and is kept.
    if (!home || home.section === 'custom' || (home.read === 'text' && saysNotApplicable(text))) custom[name] = text
    else read.push({ column: name, home, text, ...readCell(name, home, text, line, problems) })
  }
  const sections = Object.groupBy(read, (cell) => cell.home.section)
  const aiSystem = planAiSystem(sections.aiSystem ?? [], custom)
  if (aiSystem.title === undefined) {
    const message = say`The row has no name of a use case.`
    problems.push({
      line,
      column: 'Use Case Name',
      field: 'title',
      code: 'import/required-missing',
      message,
      severity: 'error',
      value: '',
    })
  }
  return {
    line,
    aiSystem,
    suppliers: (sections.supplier ?? []).map(planSupplier),
    datasets: planDatasets(sections.dataset ?? [], String(aiSystem.title ?? ''), custom),
    impactEvidence: planImpactEvidence(sections.impactEvidence ?? [], custom),
    monitor: planMonitor(sections.monitor ?? [], custom),
    oversight: planOversight(sections.aiSystem ?? []),
    risks: (sections.risk ?? []).map(({ text, column }) => ({
      text,
      source: `${sourceName}, ${aiSystem.agency ?? '?'}, "${column}"`,
    })),
    custom,
    problems,
  }
}

const sourceName = 'Federal AI use case inventory 2024'

function readCell(
  column: string,
  home: ColumnHome,
  text: string,
  line: number,
  problems: ImportProblem[],
): Pick<ReadCell, 'value' | 'full'> {
  const report = (code: ImportProblem['code'], message: Said) =>
    problems.push({ line, column, field: home.field, code, message, severity: 'warning', value: text })
  if (home.read === 'text') return { value: text, full: true }
  if (home.read === 'date') {
    // Declared, not guessed: 877 dates of the file have a second number above 12 and none a first.
    const date = readDate(text, { order: 'mdy' })
    if ('iso' in date) return { value: date.iso, full: true }
    if (date.reason !== 'absent') report('import/bad-date', date.problem)
    return { value: null, full: false }
  }
  const whole = matchAnswer(text, home.answers ?? [])
  if (whole) return { value: home.read === 'choices' ? [whole.code] : whole.code, full: whole.exact }
  if (home.read === 'choice') {
    report('import/unknown-choice', say`"${text.trim()}" is none of the form's answers.`)
    return { value: null, full: false }
  }
  const matched = piecesOf(text, home.separator).map((piece) => ({
    piece,
    code: matchAnswer(piece, home.answers ?? [])?.code,
  }))
  const unknown = matched.filter(({ code }) => code === undefined).map(({ piece }) => `"${piece}"`)
  if (unknown.length > 0) report('import/unknown-choice', say`${unknown.join(', ')} is none of the form's answers.`)
  const codes = [...new Set(matched.flatMap(({ code }) => code ?? []))]
  return { value: codes.length > 0 ? codes : null, full: false }
}

/** Several answers in one cell: a JSON list, lines, or separated text. */
function piecesOf(text: string, separator = /\n/): string[] {
  const listed = /^\s*\[(.*)\]\s*$/s.exec(text)
  const pieces = listed
    ? [...listed[1]!.matchAll(/"([^"]*)"/g)].map((match) => match[1]!)
    : text.split('\n').flatMap((part) => part.split(separator))
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '')
}

function planAiSystem(cells: readonly ReadCell[], custom: Record<string, string>): FederalPlan['aiSystem'] {
  const aiSystem: FederalPlan['aiSystem'] = {}
  for (const { column, home, text, value, full } of cells) {
    const field = home.field as AiSystemField // the section's fields are what AiSystemField is made of
    if (value !== null) aiSystem[field] = value
    if (!full) custom[`${column} (as given)`] = text
  }
  if (typeof aiSystem.purpose === 'string') Object.assign(aiSystem, splitBenefits(aiSystem.purpose))
  return aiSystem
}

/** The form asks for purpose and benefits in one text; where the writer set a heading "Benefits:" it is split there. */
function splitBenefits(text: string): { purpose: string; benefits?: string } {
  const heading =
    /(?:^|[\n.;)] *)((?:the )?(?:expected |anticipated |intended )?benefits?(?: and [a-z ]{1,40})?:)/i.exec(text)
  if (!heading) return { purpose: text }
  const at = heading.index + heading[0].length - heading[1]!.length
  if (text.slice(0, at).trim() === '') return { purpose: text }
  return { purpose: text.slice(0, at).trim(), benefits: text.slice(at).trim() }
}

/** The column names contracts, not companies: identifiers are picked out, the company stays to be filled in. */
function planSupplier({ column, text }: ReadCell): FederalPlan['suppliers'][number] {
  const contractIds = text.match(/\b(?=[A-Z\d-]*\d{4})[A-Z\d][A-Z\d-]{7,20}\b/g) ?? []
  return { name: null, contractIds: [...new Set(contractIds)], statement: { column, text } }
}

function planDatasets(
  cells: readonly ReadCell[],
  title: string,
  custom: Record<string, string>,
): FederalPlan['datasets'] {
  if (!hasSubstance(cells, custom)) return []
  const description = codeOf(cells, 'description')
  const documentation = codeOf(cells, 'documentation')
  return [
    {
      title: `Data of ${title.replace(/\s+/g, ' ').trim()}`,
      description,
      documentation,
      statements: statementsOf(cells),
    },
  ]
}

function planImpactEvidence(cells: readonly ReadCell[], custom: Record<string, string>): FederalPlan['impactEvidence'] {
  // Whether more time was asked for is no evidence by itself.
  if (!hasSubstance(cells, custom, ({ home }) => home.field !== 'extension')) return null
  const values: Partial<Record<ImpactEvidenceField, PlanValue>> = {}
  for (const { home, value } of cells) {
    if (value !== null) values[home.field as ImpactEvidenceField] = value // as in planAiSystem
  }
  return { standing: 'stated', ...values, statements: statementsOf(cells) }
}

function planMonitor(cells: readonly ReadCell[], custom: Record<string, string>): FederalPlan['monitor'] {
  return hasSubstance(cells, custom) ? { process: codeOf(cells, 'process'), statements: statementsOf(cells) } : null
}

/** Derived from the system's own answers, so nothing needs to be kept when there is no oversight to speak of. */
function planOversight(cells: readonly ReadCell[]): FederalPlan['oversight'] {
  const about = cells.filter(({ home }) => oversightFields.includes(home.field))
  if (!about.some(isSubstantial)) return null
  const [autonomy, contest, optOut] = ['autonomy', 'contest', 'optOut'].map((field) => codeOf(about, field)) as [
    Code,
    Code,
    Code,
  ] // three in, three out
  return { autonomy, contest, optOut, statements: statementsOf(about) }
}
type Code = string | null

/** Cells that only say "not applicable" make no record; then they are kept in custom. */
function hasSubstance(
  cells: readonly ReadCell[],
  custom: Record<string, string>,
  counts: (cell: ReadCell) => boolean = () => true,
): boolean {
  if (cells.some((cell) => isSubstantial(cell) && counts(cell))) return true
  for (const { column, text } of cells) custom[column] = text
  return false
}

const isSubstantial = ({ text }: ReadCell) => !saysNotApplicable(text)
const statementsOf = (cells: readonly ReadCell[]): Statement[] => cells.map(({ column, text }) => ({ column, text }))

function codeOf(cells: readonly ReadCell[], field: string): string | null {
  const value = cells.find(({ home }) => home.field === field)?.value
  return typeof value === 'string' ? value : null
}
