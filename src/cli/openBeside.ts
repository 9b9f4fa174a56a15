import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { registers } from '../registers/index.ts'
import { customFieldSource } from '../server/customFields.ts'
import { openEverything } from '../server/start.ts'
import { folderBlobs, openStore, type Store } from '../store/index.ts'

/** How a running OpenAIMS can be reached, as it noted in its data folder. */
export interface LocalAccess {
  readonly address: string
  readonly appUrl: string
  readonly pid: number
}

/** The OpenAIMS that runs on a data folder, if one does. */
export async function runningAt(dataFolder: string): Promise<LocalAccess | null> {
  try {
    const access = JSON.parse(await readFile(join(dataFolder, 'local-access.json'), 'utf8')) as LocalAccess
    process.kill(access.pid, 0)
    return access
  } catch {
    // No note, or its process is gone.
    return null
  }
}

export interface Beside {
  readonly store: Store
  readonly appUrl: string
  close(): Promise<void>
}

/** Opens the store for a command: on the database a running OpenAIMS has up, or on one brought up for the command. */
export async function openBeside(dataFolder: string): Promise<Beside> {
  const running = await runningAt(dataFolder)
  if (running) {
    const blobs = folderBlobs(join(dataFolder, 'files'))
    const store = openStore({ appUrl: running.appUrl, registers, customFields: customFieldSource, blobs, poolSize: 4 })
    return { store, appUrl: running.appUrl, close: () => store.close() }
  }
  const opened = await openEverything({ dataFolder, databaseUrl: process.env.DATABASE_URL, log: () => {} })
  return { store: opened.store, appUrl: opened.appUrl, close: () => opened.stop() }
}
