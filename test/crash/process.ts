// One process of the installation under test: `node process.ts serve|work`, told by the environment. Says its address on
// the first line and goes on until it is killed or asked to stop.
import { start } from '../../src/server/start.ts'
import { startWork } from '../../src/server/work.ts'

const {
  CRASH_DATA: dataFolder = '',
  DATABASE_URL: databaseUrl,
  CRASH_PORT: port = '0',
  CRASH_WEB: webFolder,
} = process.env
const log = (line: string) => process.stderr.write(`${line}\n`)
const common = {
  dataFolder,
  databaseUrl,
  poolUrl: process.env.OPENAIMS_POOL_URL,
  log,
  host: '127.0.0.1',
  port: Number(port),
}

const running =
  process.argv[2] === 'work'
    ? await startWork({ ...common, beside: null })
    : await start({ ...common, webFolder, worker: process.argv[2] === 'both' })
const setUpLink = 'setUpLink' in running ? running.setUpLink : null
process.stdout.write(`${JSON.stringify({ address: running.address, setUpLink })}\n`)

const stop = () => void running.stop().then(() => process.exit(0))
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
