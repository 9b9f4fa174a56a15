import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { readSecrets } from '../../src/store/postgres/secrets.ts'

const root = join(import.meta.dirname, '../..')

/** OpenAIMS as a person runs it: `openaims serve` in a process of its own, on its own data folder. */
export interface Serving {
  readonly address: string
  readonly appUrl: string
  readonly adminUrl: string
  /** From starting the process until it answers. */
  readonly startedInMs: number
  readonly pid: number
  stop(): Promise<void>
}

/** What `npm start` says after `node`: the switches of the engine, the program and its command. */
const startWords = packageJson.scripts.start.split(' ').slice(1)

/** Starts the server and waits until it answers a request. */
export async function serve(dataFolder: string): Promise<Serving> {
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [...startWords, '--data', dataFolder, '--port', String(await freePort()), '--host', '127.0.0.1'],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DATABASE_URL: '', PORT: '' } },
  )
  const address = await whenReady(child)
  await fetch(`${address}/health`)
  const startedInMs = performance.now() - began
  const { appUrl } = JSON.parse(await readFile(join(dataFolder, 'local-access.json'), 'utf8')) as { appUrl: string }
  return {
    address,
    appUrl,
    adminUrl: await adminUrlOf(dataFolder, appUrl),
    startedInMs,
    pid: child.pid as number,
    async stop() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

function whenReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const match = /is ready after .* at (http:\/\/\S+)/.exec(said)
      if (match?.[1]) resolve(match[1])
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it was ready:\n${said}`)))
  })
}

/** Upkeep (indexes, statistics) is done as the owner of the tables, whose password lies in the data folder. */
async function adminUrlOf(dataFolder: string, appUrl: string): Promise<string> {
  const secrets = await readSecrets(join(dataFolder, 'secrets', 'database.json'))
  if (!secrets) throw new Error(`There are no passwords in ${dataFolder}.`)
  return appUrl.replace(/\/\/[^@]+@/, `//openaims_owner:${secrets.owner}@`)
}

/** Memory a process holds now, and the most it ever held, in bytes. */
export async function memoryOf(pid: number): Promise<{ now: number; most: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) * 1024
  return { now: read('VmRSS'), most: read('VmHWM') }
}
