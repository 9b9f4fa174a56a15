import { say } from '../model/say.ts'
import type { DateOptions } from './dates.ts'
import type { ImportProblem, ImportRecord, ImportValue, MappedRow } from './importRecord.ts'
import { readValue, type ValueProblem } from './importValues.ts'
import type { Mapping, TargetField } from './mappingFormat.ts'
import { columnPlans } from './mappingPlan.ts'
import { applyTransforms } from './mappingTransforms.ts'
import type { Table, TableColumn, TableRow } from './tabular/table.ts'

/** Everything at once: the records, and all that a person should look at before importing them. */
export function applyMapping(
  table: Pick<Table, 'columns' | 'rows'>,
  mapping: Mapping,
  targets: readonly TargetField[],
): { records: ImportRecord[]; problems: ImportProblem[] } {
  const records: ImportRecord[] = []
  const problems: ImportProblem[] = []
  for (const mapped of mapRows(table.columns, table.rows, mapping, targets)) {
    records.push(mapped.record)
    problems.push(...mapped.problems)
  }
  return { records, problems }
}

/**
 * One record after another, for tables of any length. A text that its field cannot take is never dropped: it goes to
 * custom as "<column> (as given)". Throws ExchangeProblem when the mapping names columns or fields that are not there.
 */
export function* mapRows(
  columns: readonly TableColumn[],
  rows: Iterable<TableRow>,
  mapping: Mapping,
  targets: readonly TargetField[],
): Generator<MappedRow> {
  const plan = columnPlans(columns, mapping, targets)
  const lineOfKey = new Map<string, number>()
  for (const row of rows) {
    const record: ImportRecord = { line: row.line, key: keyOf(row.cells, plan.keyAt), values: {}, custom: {} }
    const problems: ImportProblem[] = []
    for (const { field, text } of plan.constants) setValue(record, problems, field, text, field.label, text)
    for (const column of plan.columns) {
      const given = row.cells[column.at] ?? ''
      if (column.kind === 'custom') {
        if (given.trim() !== '') record.custom[column.name] = given
      } else {
        const text = applyTransforms(given, column.transforms)
        setValue(record, problems, column.field, text, column.name, given, column.dates)
      }
    }
    for (const field of plan.required) {
      if (field.name in record.values) continue
      const column = plan.columns.find((c) => c.kind === 'field' && c.field === field)?.name ?? ''
      const message = say`It is required and has no usable value.`
      problems.push({
        line: row.line,
        column,
        field: field.name,
        code: 'import/required-missing',
        message,
        severity: 'error',
        value: '',
      })
    }
    problems.push(...keyProblems(record, mapping.keyColumns, lineOfKey))
    yield { record, problems }
  }
}

/** Key texts joined by " | ", runs of white space made one space; a bar inside a text is escaped. */
function keyOf(cells: readonly string[], keyAt: readonly number[]): string {
  const parts = keyAt.map((at) => (cells[at] ?? '').replace(/\s+/g, ' ').trim().replace(/[\\|]/g, '\\$&'))
  return parts.every((part) => part === '') ? '' : parts.join(' | ')
}

function keyProblems(record: ImportRecord, keyColumns: string[], lineOfKey: Map<string, number>): ImportProblem[] {
  if (keyColumns.length === 0) return []
  const about = {
    line: record.line,
    column: keyColumns.join(', '),
    field: '',
    severity: 'error' as const,
    value: record.key,
  }
  if (record.key === '') {
    return [
      {
        ...about,
        code: 'import/key-missing',
        message: say`The row has no text in ${about.column}, which tell records apart.`,
      },
    ]
  }
  const first = lineOfKey.get(record.key)
  if (first === undefined) {
    lineOfKey.set(record.key, record.line)
    return []
  }
  return [
    { ...about, code: 'import/key-repeated', message: say`The row names the same record as line ${String(first)}.` },
  ]
}

function setValue(
  record: ImportRecord,
  problems: ImportProblem[],
  field: TargetField,
  text: string | string[],
  column: string,
  given: string,
  dates?: DateOptions,
): void {
  if (Array.isArray(text) ? text.length === 0 : text.trim() === '') return
  const read = readValue(text, field, dates)
  const taken = addValue(record, field, read.value)
  const problem = read.problem ?? taken
  if (!problem) return
  if (given.trim() !== '') record.custom[`${column} (as given)`] = given
  const { code, message } = problem
  problems.push({ line: record.line, column, field: field.name, code, message, severity: 'warning', value: given })
}

/** Lists from several columns are joined; any other field keeps its first value and the second one is reported. */
function addValue(record: ImportRecord, field: TargetField, value: ImportValue | undefined): ValueProblem | undefined {
  if (value === undefined) return undefined
  const before = record.values[field.name]
  if (before === undefined) record.values[field.name] = value
  else if (Array.isArray(before) && Array.isArray(value))
    record.values[field.name] = [...new Set([...before, ...value])]
  else if (before !== value) {
    return { code: 'import/field-taken', message: say`It already has a value from another column.` }
  }
  return undefined
}
