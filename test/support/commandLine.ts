import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** The command as a person types it, told while it runs and when it has ended. */
export function commandLine(
  args: readonly string[],
  env: Record<string, string>,
  cwd?: string,
): { child: ChildProcess; ended: Promise<Ran> } {
  const child = spawn(join(root, 'node_modules/.bin/node'), [join(root, 'src/cli/bin.ts'), ...args], {
    env: { ...process.env, OPENAIMS_TOKEN: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  })
  let out = ''
  let err = ''
  child.stdout?.on('data', (bytes) => {
    out += bytes
  })
  child.stderr?.on('data', (bytes) => {
    err += bytes
  })
  const ended = new Promise<Ran>((done) => child.once('close', (code) => done({ code, out, err })))
  return { child, ended }
}
