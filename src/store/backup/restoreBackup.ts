import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import * as copies from 'pg-copy-streams'
import type { BlobStore } from '../blobs.ts'
import { migrate, newestVersion } from '../migrate.ts'
import type { BackupKey } from './encryption.ts'
import { type BackupHeader, type BackupManifest, BackupProblem } from './format.ts'
import { readBackup } from './readBackup.ts'
import { columnList, passesPolicies, quote, readTables, type Table } from './tables.ts'

export interface RestoreTarget {
  /** Signs in as the owner of the tables or as superuser. */
  readonly adminUrl: string
  /** As for `migrate`: requests sign in with this URL too. */
  readonly isBoth: boolean
  readonly blobs: BlobStore
  /** Where keys of an encrypted backup go; one that is there already stays. */
  readonly dataFolder?: string
}

/**
 * Takes a backup into an empty instance. All rows go in in one transaction, so a restore that fails leaves the instance
 * as empty as it was. The schema is first brought to that of the backup, afterwards to the newest.
 */
export async function restoreBackup(
  target: RestoreTarget,
  file: string,
  key: BackupKey | null,
): Promise<BackupManifest> {
  let taking: Taking | null = null
  const keys = new Map<string, Buffer>()
  try {
    const manifest = await readBackup(file, key, {
      async begin(header) {
        await prepareSchema(target, header)
        taking = await beginTaking(target.adminUrl)
      },
      async key(name, bytes) {
        keys.set(name, bytes)
      },
      rows: (table, part) => must(taking).rows(table, part),
      async file(org, hash, bytes) {
        const put = await target.blobs.put(org, bytes, Number.MAX_SAFE_INTEGER)
        if (put.hash !== hash) {
          await target.blobs.remove(org, put.hash)
          throw new BackupProblem(`The file ${hash} in the backup has other content.`)
        }
      },
    })
    await must(taking).end(manifest)
    for (const [name, bytes] of keys)
      if (target.dataFolder !== undefined) await putKey(join(target.dataFolder, name), bytes)
    await migrate(target.adminUrl, target.isBoth)
    return manifest
  } finally {
    await (taking as Taking | null)?.close()
  }
}

/** A key that is there already belongs to something else, and nobody could bring it back. */
async function putKey(path: string, bytes: Buffer): Promise<void> {
  await writeFile(path, bytes, { mode: 0o600, flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause
  })
}

function must(taking: Taking | null): Taking {
  if (taking === null) throw new BackupProblem('The backup begins with rows instead of its header.')
  return taking
}

/** Refuses an instance that holds anything, and makes an empty one's schema that of the backup. */
async function prepareSchema(target: RestoreTarget, header: BackupHeader): Promise<void> {
  const newest = await newestVersion()
  if (header.schema > newest)
    throw new BackupProblem(
      `The backup has schema ${header.schema}, this OpenAIMS knows schemas up to ${newest}. Restore it with OpenAIMS ${header.program} or later.`,
    )
  const client = new pg.Client({ connectionString: target.adminUrl })
  await client.connect()
  try {
    const there = await client.query(`select from pg_class where oid = to_regclass('openaims.schema_version')`)
    if (there.rowCount !== 0) {
      await refuseUsed(client)
      const { rows } = await client.query<{ version: number }>(
        'select max(version) as version from openaims.schema_version',
      )
      // Empty, and of another version: begin again from nothing.
      if (rows[0]?.version !== header.schema) await client.query('drop schema openaims cascade')
    }
  } finally {
    await client.end()
  }
  await migrate(target.adminUrl, target.isBoth, header.schema)
}

async function refuseUsed(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ used: boolean }>(
    'select exists (select from openaims.organisation) or exists (select from openaims.account) as used',
  )
  if (rows[0]?.used)
    throw new BackupProblem(
      'This instance is not empty: a restore never overwrites. Name an empty data folder with --data, or an empty database in DATABASE_URL.',
    )
}

interface Taking {
  rows(table: string, part: Buffer): Promise<void>
  end(manifest: BackupManifest): Promise<void>
  close(): Promise<void>
}

async function beginTaking(adminUrl: string): Promise<Taking> {
  const client = new pg.Client({
    connectionString: adminUrl,
    application_name: 'openaims restore',
    options: '-c search_path=openaims -c statement_timeout=0 -c idle_in_transaction_session_timeout=0',
  })
  client.on('error', () => {})
  await client.connect()
  await client.query('begin')
  const tables = await readTables(client)
  const passes = await passesPolicies(client)
  for (const table of tables) {
    // For this transaction only: the rows were checked when they were written, and the owner may see what it fills.
    await client.query(`alter table ${quote(table.name)} disable trigger user`)
    if (table.hasPolicies && !passes) await client.query(`alter table ${quote(table.name)} no force row level security`)
  }
  await refuseUsed(client)
  for (const table of [...tables].reverse()) await client.query(`delete from ${quote(table.name)}`)
  const byName = new Map(tables.map((t) => [t.name, t]))
  let current: { table: Table; copy: copies.CopyStreamQuery } | null = null
  const finish = async () => {
    if (!current) return
    current.copy.end()
    await finished(current.copy)
    current = null
  }
  return {
    async rows(name, part) {
      if (current?.table.name !== name) {
        await finish()
        const table = byName.get(name)
        if (!table) throw new BackupProblem(`The backup holds rows of "${name}", which schema does not have.`)
        const copy = client.query(copies.from(`copy ${quote(name)} (${columnList(table)}) from stdin`))
        // A refusal shows where it is waited for.
        copy.on('error', () => {})
        current = { table, copy }
      }
      if (!current.copy.write(part)) await Promise.race([once(current.copy, 'drain'), finished(current.copy)])
    },
    async end(manifest) {
      await finish()
      for (const copied of manifest.tables) await checkCount(client, copied)
      // A backup under way when this one was written, as this one was itself, goes on nowhere.
      if (byName.has('backup_run')) await client.query('delete from backup_run where ok is null')
      for (const [name, value] of Object.entries(manifest.sequences))
        await client.query('select setval($1::regclass, $2::bigint)', [`openaims.${quote(name)}`, value])
      for (const table of tables) {
        await client.query(`alter table ${quote(table.name)} enable trigger user`)
        if (table.hasPolicies && !passes)
          await client.query(`alter table ${quote(table.name)} force row level security`)
      }
      await client.query('commit')
      await client.query('analyze')
    },
    close: () => client.end().catch(() => {}),
  }
}

async function checkCount(client: pg.Client, copied: { name: string; rows: number }): Promise<void> {
  const { rows } = await client.query<{ n: string }>(`select count(*) as n from ${quote(copied.name)}`)
  if (Number(rows[0]?.n) !== copied.rows)
    throw new BackupProblem(`Of ${copied.rows} rows of "${copied.name}" ${rows[0]?.n} arrived; nothing was restored.`)
}
