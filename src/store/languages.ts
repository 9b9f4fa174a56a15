import type pg from 'pg'
import { run, sql } from './sql.ts'

/** The languages people chose, as codes such as `de`; null for those who chose none. */
export function makeLanguages(pool: pg.Pool) {
  return {
    async of(account: string): Promise<string | null> {
      const [row] = await run<{ language: string | null }>(
        pool,
        sql`select language from account where id = ${account}`,
      )
      return row?.language ?? null
    },

    /** Of whoever has this e-mail address. */
    async at(email: string): Promise<string | null> {
      const [row] = await run<{ language: string | null }>(
        pool,
        sql`select language from account where lower(email) = lower(${email})`,
      )
      return row?.language ?? null
    },

    async choose(account: string, language: string | null): Promise<void> {
      await run(pool, sql`update account set language = ${language}, updated_at = now() where id = ${account}`)
    },
  }
}
