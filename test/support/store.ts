import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Register } from '../../src/model/index.ts'
import { folderBlobs, openStore, type Store } from '../../src/store/index.ts'
import { syncIndexes } from '../../src/store/indexes.ts'
import type { CustomFieldSource } from '../../src/store/registry.ts'
import { freshDatabase } from './database.ts'

export interface TestStore {
  readonly store: Store
  /** Id of an empty organisation. */
  readonly org: string
  readonly adminUrl: string
  readonly appUrl: string
  readonly superuserUrl: string
  close(): Promise<void>
}

/** A store on a database of its own, with one empty organisation. */
export async function testStore(
  registers: readonly Register[],
  options: { customFields?: CustomFieldSource; indexes?: boolean; clock?: () => string } = {},
): Promise<TestStore> {
  const database = await freshDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'openaims-blobs-'))
  if (options.indexes) await syncIndexes(database.adminUrl, registers)
  const store = openStore({
    appUrl: database.appUrl,
    registers,
    blobs: folderBlobs(folder),
    ...(options.customFields ? { customFields: options.customFields } : {}),
    ...(options.clock ? { clock: options.clock } : {}),
  })
  const org = (
    await store.directory.createOrganisation('Test organisation', 'own', options.clock ? '2020-01-01T00:00:00Z' : null)
  ).id
  return {
    store,
    org,
    adminUrl: database.adminUrl,
    appUrl: database.appUrl,
    superuserUrl: database.superuserUrl,
    async close() {
      await store.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
