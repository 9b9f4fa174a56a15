import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PassThrough, type Readable, type Stream } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type Pack, pack } from 'tar-stream'
import type { BlobStore } from '../blobs.ts'
import { rootOf } from '../log/merkle.ts'
import { type BackupKey, encrypted } from './encryption.ts'
import {
  type BackupHeader,
  type BackupManifest,
  BackupProblem,
  backupFormat,
  chunkName,
  type FileCopy,
  fileName,
  headerName,
  keyName,
  keysOfDataFolder,
  type LogHead,
  manifestName,
  type TableCopy,
} from './format.ts'
import { columnList, passesPolicies, quote, readTables, type Table } from './tables.ts'

export interface BackupSource {
  /** Signs in as one who may read every table: the superuser of our own server, or the owner. */
  readonly adminUrl: string
  readonly blobs: BlobStore
  readonly program: string
  /** Where keys lie that belong to the rows; they go along only into an encrypted backup. */
  readonly dataFolder?: string
}

export interface WrittenBackup {
  readonly file: string
  readonly bytes: number
  /** SHA-256 of the file as it lies on the disk. */
  readonly sha256: string
  readonly manifest: BackupManifest
}

const chunkBytes = 4 * 1024 * 1024

/**
 * Writes one backup: every table as of one snapshot while the server goes on working, and the files those rows name.
 * It stands under its name only when it is whole and on the disk.
 */
export async function writeBackup(
  source: BackupSource,
  file: string,
  key: BackupKey | null,
  signal?: AbortSignal,
): Promise<WrittenBackup> {
  const partial = `${file}.partial`
  const archive = pack()
  const compressed = createZstdCompress()
  const digest = createHash('sha256')
  const target = createWriteStream(partial, { flags: 'w', mode: 0o600, flush: true })
  const packed = new PassThrough()
  // The promises below tell what went wrong; a stream that is destroyed may say so once more, when nobody listens any longer.
  archive.on('error', () => {})
  for (const stream of [compressed, packed, target] satisfies Stream[]) stream.on('error', () => {})
  try {
    const tarred = pipeline(archive as unknown as Readable, compressed, packed)
    tarred.catch(() => {})
    const out = key === null ? packed : await encrypted(packed, key)
    out.on('data', (chunk: Buffer) => digest.update(chunk))
    out.pause()
    const written = pipeline(out, target, ...(signal ? [{ signal }] : []))
    const failed = written.then(() => new Promise<never>(() => {}))
    const manifest = await Promise.race([fill(archive, source, key !== null, signal), failed])
    archive.finalize()
    await tarred
    await written
    await rename(partial, file)
    await syncFolder(dirname(file))
    return { file, bytes: (await stat(file)).size, sha256: digest.digest('hex'), manifest }
  } catch (error) {
    archive.destroy(error as Error)
    target.destroy()
    await rm(partial, { force: true })
    if (['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw new BackupProblem(
        `There is no room for the backup in ${dirname(file)}. Free space there, or let backups go elsewhere with --out or OPENAIMS_BACKUP_FOLDER; nothing that was there was taken away.`,
        { cause: error },
      )
    throw error
  }
}

/** Has a folder's names on the disk, after one was given to a file. */
export async function syncFolder(folder: string): Promise<void> {
  // Not every system lets a folder be opened; the file itself is safe already.
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => {})
  await handle?.close()
}

async function fill(
  archive: Pack,
  source: BackupSource,
  isClosed: boolean,
  signal?: AbortSignal,
): Promise<BackupManifest> {
  const client = new pg.Client({
    connectionString: source.adminUrl,
    application_name: 'openaims backup',
    options: '-c search_path=openaims -c timezone=UTC -c statement_timeout=0 -c idle_in_transaction_session_timeout=0',
  })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const header = await readHeader(client, source.program)
    await add(archive, headerName, Buffer.from(JSON.stringify(header)))
    const organisations = (await client.query<{ id: string }>('select id from organisation order by id')).rows
    const passes = await passesPolicies(client)
    const keys = isClosed && source.dataFolder !== undefined ? await addKeys(archive, source.dataFolder) : []
    const tables: TableCopy[] = []
    for (const table of await readTables(client)) {
      signal?.throwIfAborted()
      tables.push(await copyTable(archive, client, table, passes ? null : organisations))
    }
    const named = await readPerOrganisation<FileCopy>(
      client,
      organisations,
      // A backup before an upgrade meets the schema before it, where nothing is erased by anybody yet.
      `select org_id as org, hash, size::int8::text as size from blob b where org_id = $1 and to_jsonb(b)->>'erased_by' is null order by hash`,
    )
    const heads = await readHeads(client, organisations)
    const sequences = await readSequences(client)
    // What the rows are is settled; the files they name never change, so the snapshot is let go before the long part.
    await client.query('commit')
    const files: FileCopy[] = []
    const missing: FileCopy[] = []
    for (const { org, hash, size } of named) {
      signal?.throwIfAborted()
      const wanted = { org, hash, size: Number(size) }
      ;((await addFile(archive, source.blobs, wanted)) ? files : missing).push(wanted)
    }
    const manifest: BackupManifest = { header, tables, files, missing, heads, keys, sequences }
    await add(archive, manifestName, Buffer.from(JSON.stringify(manifest)))
    return manifest
  } finally {
    await client.end().catch(() => {})
  }
}

async function readHeader(client: pg.Client, program: string): Promise<BackupHeader> {
  const { rows } = await client.query<{ schema: number; at: string }>(
    `select max(version) as schema, to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from schema_version`,
  )
  const [row] = rows
  if (!row || row.schema === null) throw new BackupProblem('There is no OpenAIMS in this database.')
  return { format: backupFormat, program, schema: row.schema, at: row.at }
}

async function addKeys(archive: Pack, dataFolder: string): Promise<string[]> {
  const added: string[] = []
  for (const name of keysOfDataFolder) {
    const bytes = await readFile(join(dataFolder, name)).catch(() => null)
    if (bytes === null) continue
    await add(archive, keyName(name), bytes)
    added.push(name)
  }
  return added
}

function add(archive: Pack, name: string, bytes: Buffer): Promise<void> {
  return new Promise((done, failed) => {
    archive.entry({ name, size: bytes.length, mode: 0o600 }, bytes, (error) => (error ? failed(error) : done()))
  })
}

/** Rows as COPY writes them. Where policies hide rows, each organisation is entered in turn, in the same snapshot. */
async function copyTable(
  archive: Pack,
  client: pg.Client,
  table: Table,
  organisations: readonly { id: string }[] | null,
): Promise<TableCopy> {
  const digest = createHash('sha256')
  let rows = 0
  let bytes = 0
  let index = 0
  let waiting: Buffer[] = []
  let size = 0
  const flush = async () => {
    if (size === 0) return
    const chunk = Buffer.concat(waiting)
    waiting = []
    size = 0
    await add(archive, chunkName(table.name, index++), chunk)
  }
  const copy = async () => {
    const statement = `copy (select ${columnList(table)} from ${quote(table.name)}) to stdout`
    for await (const part of client.query(copyTo(statement)) as AsyncIterable<Buffer>) {
      digest.update(part)
      bytes += part.length
      // In COPY's text form a line break inside a value is written as \n, so each byte 10 ends a row.
      for (let at = part.indexOf(10); at !== -1; at = part.indexOf(10, at + 1)) rows += 1
      waiting.push(part)
      size += part.length
      if (size >= chunkBytes) await flush()
    }
  }
  if (organisations === null || !table.hasPolicies) await copy()
  else if (!table.perOrganisation)
    throw new BackupProblem(
      `The user of DATABASE_URL may not see all rows of ${table.name}. Give it the attribute BYPASSRLS, or back up as a superuser.`,
    )
  else
    for (const { id } of organisations) {
      await client.query(`select set_config('app.org', $1, true)`, [id])
      await copy()
    }
  await flush()
  return { name: table.name, columns: table.columns, rows, bytes, sha256: digest.digest('hex') }
}

async function readPerOrganisation<T extends object>(
  client: pg.Client,
  organisations: readonly { id: string }[],
  text: string,
): Promise<T[]> {
  const all: T[] = []
  for (const { id } of organisations) {
    await client.query(`select set_config('app.org', $1, true)`, [id])
    all.push(...((await client.query(text, [id])).rows as T[]))
  }
  return all
}

async function readHeads(client: pg.Client, organisations: readonly { id: string }[]): Promise<LogHead[]> {
  const rows = await readPerOrganisation<{ org: string; slug: string; size: string; peaks: Buffer[] }>(
    client,
    organisations,
    'select h.org_id as org, o.slug, h.size, h.peaks from log_head h join organisation o on o.id = h.org_id where h.org_id = $1',
  )
  return rows.map(({ org, slug, size, peaks }) => ({
    org,
    slug,
    size: Number(size),
    root: rootOf({ size: Number(size), peaks }).toString('hex'),
  }))
}

async function readSequences(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    `select sequencename as name, last_value::text as value from pg_sequences where schemaname = 'openaims'`,
  )
  return Object.fromEntries(rows.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])))
}

/** Copies a file of known size; one that is gone or shorter than noted is reported, not papered over. */
async function addFile(archive: Pack, blobs: BlobStore, file: FileCopy): Promise<boolean> {
  const opened = await blobs.open(file.org, file.hash)
  if (!opened) return false
  if (opened.size !== file.size) {
    opened.stream.destroy()
    return false
  }
  const digest = createHash('sha256')
  const entry = archive.entry({ name: fileName(file), size: file.size, mode: 0o600 })
  opened.stream.on('data', (chunk: Buffer) => digest.update(chunk))
  opened.stream.pause()
  await pipeline(opened.stream, entry as unknown as NodeJS.WritableStream)
  return digest.digest('hex') === file.hash
}
