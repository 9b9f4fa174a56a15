import type pg from 'pg'
import { run, sql } from './sql.ts'

/** Confirmed addresses of those who look after the installation. */
export async function operatorAddresses(pool: pg.Pool): Promise<string[]> {
  const rows = await run<{ email: string }>(
    pool,
    sql`select email from account where is_operator and email_verified and email is not null order by email`,
  )
  return rows.map(({ email }) => email)
}
