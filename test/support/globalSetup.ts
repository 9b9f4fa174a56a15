import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { ownerRole } from '../../src/store/postgres/secrets.ts'
import { type Database, startDatabase } from '../../src/store/postgres/startDatabase.ts'

export const templateDatabase = 'openaims_template'

interface TestServer {
  superuserUrl: string
  adminUrl: string
  appUrl: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer
  }
}

// every project of one run sets up in this same process: they share the server, and the last one out stops it
let users = 0
let shared: Promise<{ database: Database; folder: string }> | undefined

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  users++
  shared ??= startTestServer()
  const { database, folder } = await shared
  const { superuserUrl, adminUrl, appUrl } = database
  project.provide('testServer', { superuserUrl, adminUrl, appUrl })
  return async () => {
    users--
    if (users > 0) return
    shared = undefined
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function startTestServer(): Promise<{ database: Database; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'openaims-test-'))
  // these databases are thrown away with the run, so nothing needs to survive a crash
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }
  const database = await startDatabase({ dataFolder: folder, settings })
  try {
    await makeTemplate(database)
  } catch (error) {
    await database.stop()
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  return { database, folder }
}

async function makeTemplate({ superuserUrl, adminUrl }: Database): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${templateDatabase} OWNER ${ownerRole} TEMPLATE template0`)
  } finally {
    await client.end()
  }
  const module = new URL('../../src/store/migrate.ts', import.meta.url)
  if (!existsSync(module)) return
  const { migrate } = await import(module.href)
  await migrate(withDatabase(adminUrl, templateDatabase))
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
