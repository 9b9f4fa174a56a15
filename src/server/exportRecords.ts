import { writeCsv, writeXlsx } from '../exchange/index.ts'
import {
  type Actor,
  type AnyRecord,
  type Field,
  type Fields,
  fieldLabel,
  type Register,
  say,
  stateShown,
  term,
} from '../model/index.ts'
import { type SaidCell, type SaidColumn, type SaidRow, tellSheet } from '../reports/tell.ts'
import type { ReportVoice } from '../reports/voice.ts'
import type { AsOf, Store } from '../store/index.ts'
import type { ListQuery } from '../store/read/list.ts'
import { linkedIds, presentRecord } from './present.ts'

export const exportTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
} as const
export type ExportFormat = keyof typeof exportTypes

/**
 * A list as one person sees it, whole, as a file: in JSON as it is kept, else with the program's words in a language. The first page is read before anything is given, so that a bad filter
 * is a clear refusal and no broken file.
 */
export async function exportRecords(
  store: Store,
  org: string,
  actor: Actor,
  register: Register,
  format: ExportFormat,
  query: ListQuery,
  asOf: AsOf,
  voice: ReportVoice,
): Promise<AsyncGenerator<string | Uint8Array>> {
  const custom = await store.customFields(org, register.name)
  const pages = readPages()
  const first = await pages.next()
  const rows = (async function* () {
    if (!first.done) yield* first.value
    for await (const page of pages) yield* page
  })()
  return write(format, register, custom, rows, voice)

  async function* readPages() {
    let after = query.after
    do {
      const asked = { ...query, count: false, ...(after ? { after } : {}) }
      const page = await store.list(org, register, custom, actor, asked, asOf)
      const linked = await store.refs(org, actor, linkedIds(register, page.records), asOf)
      const names = new Map(linked.map((r) => [r.id, r.ref]))
      yield page.records.map((record) => ({ record, names }))
      after = page.next ?? undefined
    } while (after)
  }
}

interface Exported {
  readonly record: AnyRecord
  readonly names: ReadonlyMap<string, string>
}

/** The columns of a list as a file, in the order they are written. */
export function columnsOf(register: Register, custom: Fields): SaidColumn[] {
  const kind = (index: string, type: string) =>
    type === 'date' ? ('date' as const) : index === 'number' ? ('number' as const) : ('text' as const)
  const fields = [
    ...Object.entries(register.fields),
    ...Object.entries(register.computed).map(([n, c]) => [n, c.field] as const),
  ]
  return [
    { key: 'ref', label: say`Ref` },
    ...('title' in register.fields ? [] : [{ key: 'title', label: say`Title` }]),
    { key: 'state', label: say`State` },
    ...fields.map(([name, field]) => ({
      key: name,
      label: term(fieldLabel(name, field)),
      kind: kind(field.type.index, field.type.kind),
    })),
    ...Object.entries(register.links).map(([name, link]) => ({ key: name, label: term(fieldLabel(name, link)) })),
    ...Object.entries(custom).map(([name, field]) => ({ key: `custom.${name}`, label: fieldLabel(name, field) })),
    { key: 'version', label: say`Version`, kind: 'number' },
    { key: 'createdAt', label: say`Recorded at` },
    { key: 'updatedAt', label: say`Changed at` },
  ]
}

function rowOf(register: Register, custom: Fields, { record, names }: Exported): SaidRow {
  const row: Record<string, SaidCell> = {
    ref: record.ref,
    title: record.title,
    state: term(stateShown(register, record.state).label),
    version: record.version,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
  }
  const fields = [
    ...Object.entries(register.fields),
    ...Object.entries(register.computed).map(([n, c]) => [n, c.field] as const),
  ]
  for (const [name, field] of fields) {
    const value = record[name]
    row[name] =
      value === null || value === undefined
        ? null
        : field.type.index === 'number'
          ? (value as number)
          : cellOf(field, value)
  }
  for (const name of Object.keys(register.links)) {
    const value = record[name]
    const ids = Array.isArray(value) ? (value as string[]) : typeof value === 'string' ? [value] : []
    row[name] = ids
      .map((id) => names.get(id) ?? '')
      .filter((r) => r !== '')
      .join('; ')
  }
  for (const [name, field] of Object.entries(custom)) {
    const value = record.custom[name]
    row[`custom.${name}`] = value === null || value === undefined ? null : ownCellOf(field, value)
  }
  return row
}

/** Days and instants stay as they are kept, which programs that open the file know. */
const isTime = ({ type }: Field) => type.kind === 'date' || type.kind === 'dateTime'

const cellOf = (field: Field, value: unknown): SaidCell =>
  (isTime(field) ? undefined : field.type.said?.(value, field)) ?? field.type.format(value, field)

/** The choices of a field that the organisation added are its own words. */
const ownCellOf = (field: Field, value: unknown): SaidCell =>
  field.choices ? field.type.format(value, field) : cellOf(field, value)

async function* write(
  format: ExportFormat,
  register: Register,
  custom: Fields,
  rows: AsyncIterable<Exported>,
  voice: ReportVoice,
): AsyncGenerator<string | Uint8Array> {
  if (format === 'json') {
    let separator = '[\n'
    for await (const { record } of rows) {
      yield `${separator}${JSON.stringify(presentRecord(register, record))}`
      separator = ',\n'
    }
    yield separator === '[\n' ? '[]\n' : '\n]\n'
    return
  }
  const cells = (async function* () {
    for await (const row of rows) yield rowOf(register, custom, row)
  })()
  const told = tellSheet({ sheet: term(register.label.many), columns: columnsOf(register, custom), rows: cells }, voice)
  if (format === 'csv') yield* writeCsv(told.columns, told.rows, { bom: true })
  else yield* writeXlsx(told.columns, told.rows, { sheet: told.sheet })
}
