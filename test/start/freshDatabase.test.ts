import pg from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'

test('fresh databases are made side by side, see nothing of each other, and are gone when dropped', async () => {
  const databases = await Promise.all(Array.from({ length: 8 }, freshDatabase))
  const [first, second] = databases.map(({ adminUrl }) => new pg.Client({ connectionString: adminUrl }))
  if (!first || !second) throw new Error('no databases')
  await first.connect()
  await second.connect()
  await first.query('CREATE TABLE only_here (n int)')
  await expect(second.query('SELECT * FROM only_here')).rejects.toThrow('does not exist')
  await first.end()
  await second.end()
  await Promise.all(databases.map(({ drop }) => drop()))
  await expect(new pg.Client({ connectionString: databases[0]?.adminUrl }).connect()).rejects.toThrow('does not exist')
})
