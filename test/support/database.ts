import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { ownerRole } from '../../src/store/postgres/secrets.ts'
import { templateDatabase, withDatabase } from './globalSetup.ts'

export interface FreshDatabase {
  adminUrl: string
  appUrl: string
  /** signs in to the fresh database as superuser, for tests that damage or watch it from outside */
  superuserUrl: string
  drop(): Promise<void>
}

/** A migrated database of the caller's own, copied from the template of this run. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { superuserUrl, adminUrl, appUrl } = inject('testServer')
  const name = `test_${randomBytes(8).toString('hex')}`
  const asSuperuser = async (statement: string) => {
    const client = new pg.Client({ connectionString: superuserUrl })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  await asSuperuser(`CREATE DATABASE ${name} OWNER ${ownerRole} TEMPLATE ${templateDatabase} STRATEGY file_copy`)
  return {
    adminUrl: withDatabase(adminUrl, name),
    appUrl: withDatabase(appUrl, name),
    superuserUrl: withDatabase(superuserUrl, name),
    drop: () => asSuperuser(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}
