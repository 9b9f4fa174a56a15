import type pg from 'pg'
import type { OrganisationRow } from './organisations.ts'
import { run, sql } from './sql.ts'
import { caseDigest } from './write/caseCodes.ts'

/** The record and organisation a case code leads to. */
export interface FoundCase {
  readonly org: Pick<OrganisationRow, 'id' | 'name'>
  readonly record: string
}

export function makeCases(pool: pg.Pool) {
  return {
    async find(code: string): Promise<FoundCase | null> {
      const digest = caseDigest(code)
      const client = await pool.connect()
      try {
        await client.query('begin read only')
        await run(client, sql`select set_config('app.secret_digest', ${digest.toString('hex')}, true)`)
        const [row] = await run<{ org: string; name: string; record: string }>(
          client,
          sql`select c.org_id as org, o.name, c.record_id as record from case_code c join organisation o on o.id = c.org_id
            where c.digest = ${digest}`,
        )
        await client.query('commit')
        return row ? { org: { id: row.org, name: row.name }, record: row.record } : null
      } catch (error) {
        await client.query('rollback').catch(() => {})
        throw error
      } finally {
        client.release()
      }
    },
  }
}
