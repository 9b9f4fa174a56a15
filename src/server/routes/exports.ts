import { Readable } from 'node:stream'
import { type WriteColumn, type WriteRow, writeCsv, writeXlsx } from '../../exchange/index.ts'
import type { Fields, Register } from '../../model/index.ts'
import { type AnyRecord, fieldLabel, problem, stateShown } from '../../model/index.ts'
import { type Entered, enter, registerAt, type ServerContext } from '../context.ts'
import { pathOf } from '../describe.ts'
import { linkedIds, presentRecord } from '../present.ts'
import { listQuery } from './records.ts'

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
} as const
type Format = keyof typeof types

/** The list a person sees, whole, as a file. */
export function exportRoutes(context: ServerContext): void {
  const { app, store } = context

  app.get('/api/v1/o/:organisation/export/:file', async (request, reply) => {
    const entered = await enter(context, request)
    const { file } = request.params as { file: string }
    const match = /^([\w-]+)\.(csv|xlsx|json)$/.exec(file)
    if (!match)
      throw problem('request/invalid', `Ask for <register>.csv, .xlsx or .json; "${file.slice(0, 60)}" is neither.`)
    const register = registerAt(store, match[1] ?? '')
    const format = match[2] as Format
    const custom = await store.customFields(entered.org.id, register.name)
    const query = listQuery(request, 500)
    // The first page is read before the answer begins, so that a bad filter is a clear refusal and no broken file.
    const pages = readPages(entered, register, custom, query)
    const first = await pages.next()
    const rows = (async function* () {
      if (!first.done) yield* first.value
      for await (const page of pages) yield* page
    })()
    const day = (entered.asOf ?? (await store.now())).slice(0, 10)
    reply
      .type(types[format])
      .header('content-disposition', `attachment; filename="${pathOf(register)}-${day}.${format}"`)
      .header('cache-control', 'private, no-store')
    return reply.send(Readable.from(write(format, register, custom, rows)))
  })

  async function* readPages(entered: Entered, register: Register, custom: Fields, query: ReturnType<typeof listQuery>) {
    let after = query.after
    do {
      const page = await store.list(
        entered.org.id,
        register,
        custom,
        entered.actor,
        { ...query, count: false, ...(after ? { after } : {}) },
        entered.asOf,
      )
      const names = new Map(
        (await store.refs(entered.org.id, entered.actor, linkedIds(register, page.records), entered.asOf)).map((r) => [
          r.id,
          r.ref,
        ]),
      )
      yield page.records.map((record) => ({ record, names }))
      after = page.next ?? undefined
    } while (after)
  }
}

interface Exported {
  readonly record: AnyRecord
  readonly names: ReadonlyMap<string, string>
}

function columnsOf(register: Register, custom: Fields): WriteColumn[] {
  const kind = (index: string, type: string) =>
    type === 'date' ? ('date' as const) : index === 'number' ? ('number' as const) : ('text' as const)
  const fields = [
    ...Object.entries(register.fields),
    ...Object.entries(register.computed).map(([n, c]) => [n, c.field] as const),
  ]
  return [
    { key: 'ref', label: 'Ref' },
    ...('title' in register.fields ? [] : [{ key: 'title', label: 'Title' }]),
    { key: 'state', label: 'State' },
    ...fields.map(([name, field]) => ({
      key: name,
      label: fieldLabel(name, field),
      kind: kind(field.type.index, field.type.kind),
    })),
    ...Object.entries(register.links).map(([name, link]) => ({ key: name, label: fieldLabel(name, link) })),
    ...Object.entries(custom).map(([name, field]) => ({ key: `custom.${name}`, label: fieldLabel(name, field) })),
    { key: 'version', label: 'Version', kind: 'number' },
    { key: 'createdAt', label: 'Recorded at' },
    { key: 'updatedAt', label: 'Changed at' },
  ]
}

function rowOf(register: Register, custom: Fields, { record, names }: Exported): WriteRow {
  const row: Record<string, string | number | null> = {
    ref: record.ref,
    title: record.title,
    state: stateShown(register, record.state).label,
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
          : field.type.format(value, field)
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
    row[`custom.${name}`] = value === null || value === undefined ? null : field.type.format(value, field)
  }
  return row
}

async function* write(
  format: Format,
  register: Register,
  custom: Fields,
  rows: AsyncIterable<Exported>,
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
  const columns = columnsOf(register, custom)
  const cells = (async function* () {
    for await (const row of rows) yield rowOf(register, custom, row)
  })()
  if (format === 'csv') yield* writeCsv(columns, cells, { bom: true })
  else yield* writeXlsx(columns, cells, { sheet: register.label.many.slice(0, 31) })
}
