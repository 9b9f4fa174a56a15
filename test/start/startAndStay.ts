// Started by tests as a process of its own: starts the database, says how that went in one line, and stays until it is told to end.
import { startDatabase } from '../../src/store/postgres/startDatabase.ts'

const [dataFolder = '', uid] = process.argv.slice(2)
const ending = new AbortController()
process.once('SIGTERM', () => ending.abort())

if (uid !== undefined) {
  // only now, when everything is loaded: that account may not be able to read where we are
  process.setgroups?.([])
  process.setgid?.(Number(uid))
  process.setuid?.(Number(uid))
}

try {
  const database = await startDatabase({ dataFolder, signal: ending.signal })
  console.log(JSON.stringify({ started: { adminUrl: database.adminUrl } }))
  const alive = setInterval(() => undefined, 1_000)
  await database.ended
  clearInterval(alive)
} catch (error) {
  const { code, message } = error as { code?: string; message?: string }
  console.log(JSON.stringify({ problem: { code, message } }))
}
