import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'

const int8 = 20

// Our own queries read instants as texts with microseconds; the library wants a Date.
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === int8 ? Number : pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
}

/** Our connections as the sign-in library takes them: the same pool and role, values in the library's types. */
export function libraryDatabase(pool: pg.Pool) {
  const lent: PostgresPool = {
    async connect() {
      const client = await pool.connect()
      const query = (text: string, values: readonly unknown[]) => client.query({ text, values: [...values], types })
      // The other overload takes cursors, which the library never opens.
      return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() }
    },
    options: {},
    // The pool belongs to the store, which closes it.
    end: async () => {},
  }
  return {
    db: new Kysely({ dialect: new PostgresDialect({ pool: lent }) }),
    type: 'postgres' as const,
    transaction: true,
  }
}
