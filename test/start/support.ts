import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, onTestFinished } from 'vitest'
import { type Database, type StartOptions, startDatabase } from '../../src/store/postgres/startDatabase.ts'

/** A folder of the test's own, gone when it has finished. */
export async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openaims-start-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }))
  await chmod(folder, 0o755) // when we are root, PostgreSQL runs as another account
  return folder
}

let used: Promise<string> | undefined
afterAll(async () => {
  if (used) await rm(await used, { recursive: true, force: true })
})

/** A data folder of the test's own that was in use before: a copy of one that is made once for a test file. */
export async function usedFolder(): Promise<string> {
  used ??= makeUsedFolder()
  const folder = await ownFolder()
  await cp(await used, folder, { recursive: true })
  return folder
}

async function makeUsedFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openaims-used-'))
  const { stop } = await startDatabase({ dataFolder: folder })
  await stop()
  return folder
}

export async function start(dataFolder: string, options: Partial<StartOptions> = {}): Promise<Database> {
  const database = await startDatabase({ dataFolder, ...options })
  onTestFinished(() => database.stop())
  return database
}

export function problemOf(dataFolder: string): Promise<{ code: string; message: string } | undefined> {
  return start(dataFolder).then(
    () => undefined,
    (error) => error,
  )
}

export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

export interface OtherProcess {
  child: ChildProcess
  /** what it said: the database it started, or the problem it had */
  said: { started?: { adminUrl: string }; problem?: { code: string; message: string } }
  kill(signal: NodeJS.Signals): Promise<void>
}

/** Another process that starts the database (as another account if wanted) and keeps it until it is killed. */
export async function startElsewhere(dataFolder: string, uid?: number): Promise<OtherProcess> {
  const script = fileURLToPath(new URL('./startAndStay.ts', import.meta.url))
  const child = spawn(process.execPath, [script, dataFolder, ...(uid === undefined ? [] : [String(uid)])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  onTestFinished(() => kill('SIGTERM'))
  const [line] = await once(createInterface(child.stdout), 'line')
  return { child, said: JSON.parse(line), kill }
}
