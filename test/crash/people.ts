import type { Actor } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import { configuredBlobs } from '../../src/store/blobs/configuredBlobs.ts'
import { openStore } from '../../src/store/index.ts'

export interface Organisation {
  readonly id: string
  readonly slug: string
  /** Lets the one who writes in. */
  readonly token: string
}

/** Makes organisations, each with somebody who may write. */
export async function found(appUrl: string, files: string, count: number): Promise<Organisation[]> {
  const store = openStore({ appUrl, registers, blobs: configuredBlobs(files), poolSize: 2 })
  try {
    const made: Organisation[] = []
    for (let n = 1; n <= count; n++) {
      const org = await store.directory.createOrganisation(`Crash ${n}`, 'own')
      const account = await store.directory.createAccount(`Writer ${n}`, null)
      const founder: Actor = {
        kind: 'system',
        id: 'test',
        name: 'Test',
        person: null,
        roles: ['administrator'],
        via: 'system',
      }
      const { records } = await store.commit({
        actor: founder,
        org: org.id,
        changes: [{ do: 'create', register: 'person', values: { title: `Writer ${n}` } }],
      })
      await store.directory.setMember(org.id, account, ['aimsLead', 'administrator'], records[0]?.id ?? null)
      const token = await store.directory.createSession(account, 'token', 'Test', 30)
      made.push({ id: org.id, slug: org.slug, token })
    }
    return made
  } finally {
    await store.close()
  }
}
