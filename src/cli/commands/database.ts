import { resolve } from 'node:path'
import pg from 'pg'
import { defaultDataFolder } from '../../server/dataFolder.ts'
import { type Database, startDatabase } from '../../store/postgres/startDatabase.ts'
import { type Command, dataOptions, textOf, textsOf } from '../command.ts'
import { stopSignals } from '../stopping.ts'
import { UsageProblem } from '../usageProblem.ts'

export const database: Command = {
  name: 'database',
  usage: 'database [--sql STATEMENT]... [--data FOLDER]',
  about: `Start the database that comes with OpenAIMS alone, for whoever looks after it; until Ctrl-C.
Prints an address for psql and similar tools; it holds a password. With --sql it carries out statements as the owner of
the tables instead, all or none, and ends: this is how to put back a trigger or a right that a refused start names. A
running OpenAIMS has to be stopped first. Neither is for daily work: what is written past OpenAIMS shows in
"openaims verify --database".`,
  options: { ...dataOptions, sql: { type: 'string', multiple: true } },
  async run(args, tell) {
    if (process.env.DATABASE_URL)
      throw new UsageProblem(
        'DATABASE_URL names a PostgreSQL of your own. Use its tools, such as psql, with that address.',
      )
    const statements = textsOf(args, 'sql')
    const stop = stopSignals()
    // The database is no reason for this process to stay; waiting for Ctrl-C is.
    const awake = setInterval(() => {}, 60_000)
    let started: Database | undefined
    try {
      started = await startDatabase({ dataFolder: resolve(textOf(args, 'data') ?? defaultDataFolder()) })
      if (statements.length > 0) {
        for (const { command, rowCount, rows } of await carryOut(started.adminUrl, statements)) {
          tell.say(`${command}${rowCount === null ? '' : ` ${rowCount}`}`)
          for (const row of rows) tell.say(JSON.stringify(row))
        }
        return 0
      }
      tell.say(`PostgreSQL ${started.version} runs. As the owner of the tables (schema openaims):`)
      tell.say(`  psql ${quoted(started.adminUrl)}`)
      tell.say('Ctrl-C stops it.')
      await Promise.race([stop.asked, started.ended])
      return 0
    } finally {
      await started?.stop()
      clearInterval(awake)
    }
  },
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

async function carryOut(adminUrl: string, statements: readonly string[]): Promise<pg.QueryResult[]> {
  const client = new pg.Client({ connectionString: adminUrl, options: '-c search_path=openaims' })
  await client.connect()
  try {
    await client.query('begin')
    const done: pg.QueryResult[] = []
    for (const statement of statements) {
      // Several statements in one text come back as a list.
      const result: pg.QueryResult | pg.QueryResult[] = await client.query(statement).catch((error: Error) => {
        throw new UsageProblem(
          `PostgreSQL refuses ${JSON.stringify(statement.slice(0, 200))}: ${error.message}. Nothing was changed.`,
        )
      })
      done.push(...[result].flat())
    }
    await client.query('commit')
    return done
  } finally {
    await client.end()
  }
}
