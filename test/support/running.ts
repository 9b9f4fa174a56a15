import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

export interface Running {
  readonly address: string
  readonly setUpLink: string
  readonly dataFolder: string
  /** Everything it has printed so far. */
  output(): string
  /** Interrupts it as Ctrl-C does and waits until it has ended; the exit code. */
  stop(): Promise<number | null>
  remove(): Promise<void>
}

/** OpenAIMS as a newcomer starts it: the command, an empty data folder, a free port; with more in its environment where told. */
export async function startProduct(environment: Readonly<Record<string, string>> = {}): Promise<Running> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'openaims-journey-'))
  const child = spawn(
    join(root, 'node_modules/.bin/node'),
    [join(root, 'src/cli/bin.ts'), 'serve', '--port', '0', '--data', dataFolder],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } },
  )
  let output = ''
  child.stdout.on('data', (bytes) => (output += bytes))
  child.stderr.on('data', (bytes) => (output += bytes))
  const setUpLink = await waitFor(
    child,
    () => /(http:\S+\/welcome#\S+)/.exec(output)?.[1],
    () => output,
  )
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  return {
    address: setUpLink.slice(0, setUpLink.indexOf('/welcome')),
    setUpLink,
    dataFolder,
    output: () => output,
    async stop() {
      child.kill('SIGINT')
      return ended
    },
    remove: () => rm(dataFolder, { recursive: true, force: true }),
  }
}

async function waitFor<T>(child: ChildProcess, look: () => T | undefined, output: () => string): Promise<T> {
  return new Promise((done, failed) => {
    const check = () => {
      const found = look()
      if (found === undefined) return
      child.stdout?.off('data', check)
      done(found)
    }
    child.stdout?.on('data', check)
    child.once('exit', (code) => failed(new Error(`It ended with code ${code} before it was ready:\n${output()}`)))
  })
}
