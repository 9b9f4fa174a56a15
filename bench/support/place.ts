import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { registers } from '../../src/registers/index.ts'
import { customFieldSource } from '../../src/server/customFields.ts'
import { folderBlobs, openStore, type Store } from '../../src/store/index.ts'
import { indexesPayFrom, syncIndexes } from '../../src/store/indexes.ts'
import { lead, organisation, sizeFor } from '../data/organisation.ts'
import { type Serving, serve } from './server.ts'

export interface Organisation {
  readonly id: string
  readonly slug: string
}

/** Where a run happens: a data folder of its own, a server on it, and a store beside it in this process. */
export interface Place {
  readonly full: boolean
  readonly dataFolder: string
  server: Serving
  /** How long the first start took, which made the database. */
  readonly firstStartMs: number
  readonly store: Store
  /** Signs in to the server for every organisation made here. */
  readonly token: string
  /** 100,000 records, half of them risks, 1,000 AI systems. */
  readonly main: Organisation
  makeOrganisation(name: string): Promise<Organisation>
  /** Records an organisation in batches of the one write path; answers how many records it took a second. */
  fill(org: Organisation, records: number, seed: number): Promise<{ records: number; seconds: number }>
  /** What the server and PostgreSQL do by themselves a little later: field indexes and statistics. */
  settle(): Promise<void>
  close(): Promise<void>
}

export const log = (line: string): void => void process.stderr.write(`${line}\n`)

/** Changes in one request while importing. */
export const importBatch = 2000

export async function newDataFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'openaims-bench-'))
}

export async function openPlace(dataFolder: string, full: boolean): Promise<Place> {
  const server = await serve(dataFolder).catch(async (error: Error) => {
    await rm(dataFolder, { recursive: true, force: true })
    throw error
  })
  const blobs = folderBlobs(join(dataFolder, 'files'))
  const store = openStore({ appUrl: server.appUrl, registers, customFields: customFieldSource, blobs, poolSize: 16 })
  const account = await store.directory.createAccount('Bench', 'bench@example.org')
  const token = await store.directory.createSession(account, 'token', 'bench', 1)
  const makeOrganisation = async (name: string) => {
    const org = await store.directory.createOrganisation(name, 'own')
    await store.directory.setMember(org.id, account, ['aimsLead'], null)
    return org
  }
  const main = await makeOrganisation('Main')
  const place: Place = {
    full,
    dataFolder,
    server,
    firstStartMs: server.startedInMs,
    store,
    token,
    main,
    makeOrganisation,
    async fill(org, records, seed) {
      const changes = [...organisation(sizeFor(records), seed)]
      const began = performance.now()
      for (let from = 0; from < changes.length; from += importBatch) {
        await store.commit({ actor: lead, org: org.id, changes: changes.slice(from, from + importBatch) })
      }
      return { records: changes.length, seconds: (performance.now() - began) / 1000 }
    },
    async settle() {
      await syncIndexes(place.server.adminUrl, registers, indexesPayFrom)
      const client = new pg.Client({ connectionString: place.server.adminUrl, options: '-c search_path=openaims' })
      await client.connect()
      await client.query('vacuum (analyze) record')
      await client.query('vacuum (analyze) record_version')
      await client.query('vacuum (analyze) link')
      await client.query('vacuum (analyze) log_entry')
      await client.end()
    },
    async close() {
      await store.close()
      await place.server.stop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
  return place
}
