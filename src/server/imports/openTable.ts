import { buffer } from 'node:stream/consumers'
import { isExchangeProblem, type ReadTableOptions, readTable, type Table } from '../../exchange/index.ts'
import { type Actor, problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import type { Store } from '../../store/index.ts'
import { backToEnglish } from './backToEnglish.ts'
import { readTableApart } from './readTableApart.ts'

export interface TableRequest {
  readonly hash: string
  readonly name: string
  readonly sheet?: string | undefined
  readonly encoding?: string | undefined
  readonly delimiter?: string | undefined
  readonly headerRow?: number | undefined
}

/** Tables of the steps of one import, so that choosing a mapping does not read the file again each time. */
const recent = new Map<string, Promise<Table>>()
const mostKept = 3
const mostCellsKept = 3_000_000

/** Reads an uploaded file as a table; only files the actor uploaded or may see on a record. */
export async function openTable(store: Store, org: string, actor: Actor, request: TableRequest): Promise<Table> {
  const file = await store.fileFor(org, actor, request.hash, null)
  const opened = file ? await store.blobs.open(org, request.hash) : null
  if (!opened) throw problem('access/not-found', say`There is no such file you may see; upload it first.`)
  const { hash, name, ...options } = request
  const key = JSON.stringify([org, hash, options.sheet, options.encoding, options.delimiter, options.headerRow])
  const known = recent.get(key)
  if (known) {
    opened.stream.destroy()
    return known
  }
  const table = readable(async () =>
    backToEnglish(await read(await buffer(opened.stream), name, clean(options)), store.registry.all),
  )
  recent.set(key, table)
  for (const old of [...recent.keys()].slice(0, -mostKept)) recent.delete(old)
  table.then(
    (t) => t.rows.length * t.columns.length > mostCellsKept && recent.delete(key),
    () => recent.delete(key),
  )
  return table
}

/** A text of this size is read before a thread for it would have begun. */
const readAtOnce = 256 * 1024

/** Whatever is packed is read apart: how large it is, only unpacking tells. */
const read = (bytes: Buffer, name: string, options: ReadTableOptions): Promise<Table> =>
  bytes.length <= readAtOnce && isText(bytes) ? readTable(bytes, name, options) : readTableApart(bytes, name, options)

const isText = (bytes: Buffer) => !/^(PK|\xd0\xcf)/.test(bytes.toString('latin1', 0, 2))

const clean = (options: Omit<TableRequest, 'hash' | 'name'>) => ({
  ...(options.sheet !== undefined ? { sheet: options.sheet } : {}),
  ...(options.encoding !== undefined ? { encoding: options.encoding } : {}),
  ...(options.delimiter !== undefined ? { delimiter: options.delimiter } : {}),
  ...(options.headerRow !== undefined ? { headerRow: options.headerRow } : {}),
})

/** Turns what the readers and the mapping find wrong into a problem of the catalogue. */
export async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isExchangeProblem(error)) throw error
    throw problem('import/unreadable', { detail: error.said, data: { exchange: error.code } })
  }
}
