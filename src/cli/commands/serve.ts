import { join, resolve } from 'node:path'
import { defaultDataFolder } from '../../server/dataFolder.ts'
import { keepRoomSmall } from '../../server/operation/giveBack.ts'
import { type Running, type StartOptions, start } from '../../server/start.ts'
import { version } from '../../server/version.ts'
import { interrupted } from '../../store/postgres/startProblem.ts'
import { buildWeb } from '../buildWeb.ts'
import { type Command, dataOptions, textOf } from '../command.ts'
import { eventLog } from '../eventLog.ts'
import { startSigner } from '../signerChild.ts'
import { stopSignals } from '../stopping.ts'
import { webIsStale } from '../webIsStale.ts'

const root = join(import.meta.dirname, '../../..')
export const webFolder = join(root, 'dist/web')

/** What the client is built from: its own files, and the parts of ours it shares. */
const webSources = ['src/web', 'src/model', 'src/programme'].map((path) => join(root, path))

export const serve: Command = {
  name: 'serve',
  usage: 'serve [--port 4200] [--host 127.0.0.1] [--data FOLDER] [--any-port] [--no-worker]',
  about: `Start OpenAIMS with its database and web client.
DATABASE_URL names a PostgreSQL (15 to 18) to use instead of the one that comes with OpenAIMS.
OPENAIMS_DATA names the data folder, as --data does. --no-worker leaves jobs to "openaims work".
docs/guides/operate.md says how to run it as a service, back it up, watch it and let it grow.`,
  options: {
    ...dataOptions,
    port: { type: 'string' },
    host: { type: 'string' },
    'any-port': { type: 'boolean' },
    'no-worker': { type: 'boolean' },
  },
  async run(args, tell) {
    const began = performance.now()
    const log = eventLog(tell)
    const port = Number(textOf(args, 'port') ?? process.env.PORT ?? 4200)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      process.stderr.write(
        `"${textOf(args, 'port') ?? process.env.PORT}" is not a port; give a number from 1 to 65535, or 0 for any that is free.\n`,
      )
      return 2
    }
    const dataFolder = resolve(textOf(args, 'data') ?? defaultDataFolder())
    const { asked, onAgain } = stopSignals()
    if (await webIsStale(join(webFolder, 'index.html'), webSources)) {
      log('Building the web client; this happens once for each version …')
      await buildWeb()
    }
    const options: StartOptions = {
      dataFolder,
      databaseUrl: process.env.DATABASE_URL,
      poolUrl: process.env.OPENAIMS_POOL_URL,
      port,
      host: textOf(args, 'host') ?? '127.0.0.1',
      anyPort:
        args.values['any-port'] === true || (textOf(args, 'port') === undefined && process.env.PORT === undefined),
      webFolder,
      worker: args.values['no-worker'] !== true,
      log,
    }
    let running = await startUnlessAsked(asked, options)
    // Not before: while modules are read the heap only grows, and looking for what could go would be in vain.
    keepRoomSmall()
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    log(`OpenAIMS ${version} is ready after ${seconds} s at ${running.address}`)
    const files = process.env.OPENAIMS_FILES
    log(
      `Data: ${process.env.DATABASE_URL ? 'the PostgreSQL of DATABASE_URL' : dataFolder}${files ? `, files in ${files}` : process.env.DATABASE_URL ? `, files in ${dataFolder}` : ''}`,
    )
    if (running.setUpLink) log(`\nOpen this link once to set it up:\n  ${running.setUpLink}\n`)
    else log(`To sign in on another browser: npm run openaims -- sign-in-link`)
    log('Ctrl-C stops it.')
    tell.result({ address: running.address, dataFolder, setUpLink: running.setUpLink })
    const signerOf = ({ signerUrl }: Running) =>
      signerUrl !== null && process.env.OPENAIMS_SIGNER !== 'off' ? startSigner(dataFolder, signerUrl, log) : null
    let signer = signerOf(running)
    const losses: number[] = []
    for (;;) {
      const why = await Promise.race([asked, running.databaseEnded.then(() => 'lost' as const)])
      if (why === 'asked') break
      log('The database ended by itself; starting it again.')
      losses.push(Date.now())
      const { port: samePort } = new URL(running.address)
      await signer?.stop()
      await running.stop()
      // What ends again and again does not mend by starting: a person has to look.
      if (losses.filter((at) => at > Date.now() - 10 * 60_000).length > 5) {
        process.stderr.write(
          `The database ended six times within ten minutes. Its log is in ${join(dataFolder, 'logs')}.\n`,
        )
        return 1
      }
      running = await start({ ...options, port: Number(samePort), anyPort: false })
      signer = signerOf(running)
      log(`OpenAIMS is ready again at ${running.address}`)
    }
    log('Stopping …')
    onAgain(() => {
      log('Stopping at once …')
      running.hurry()
    })
    await signer?.stop()
    await running.stop()
    return 0
  },
}

/** Starts, and gives that up in order when asked to stop before it has; from then on stopping is the caller's. */
async function startUnlessAsked(asked: Promise<unknown>, options: StartOptions): Promise<Running> {
  const starting = new AbortController()
  let isStarted = false
  void asked.then(() => {
    // The signal would end the database at once, under requests that are still served.
    if (!isStarted) starting.abort()
  })
  try {
    const running = await start({ ...options, signal: starting.signal })
    isStarted = true
    return running
  } catch (error) {
    // Whatever broke then broke because its database was on the way out.
    throw starting.signal.aborted ? interrupted() : error
  }
}
