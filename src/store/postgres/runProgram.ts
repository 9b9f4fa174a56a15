import { spawn } from 'node:child_process'
import type { Account } from './account.ts'

export interface Outcome {
  code: number | null
  output: string
}

/**
 * Programs of PostgreSQL see nothing of our environment but the search path: no secrets, and no PGDATA or locale of the person who starts
 * us. Messages stay in English, because we read them.
 */
export function programEnvironment(): NodeJS.ProcessEnv {
  if (process.platform === 'win32') {
    const kept = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('PG'))
    return { ...Object.fromEntries(kept), LC_ALL: 'C' }
  }
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}

/** How every program of PostgreSQL is started: as the right account, in a folder that any account may be in. */
export function programOptions(account: Account | undefined) {
  return {
    env: programEnvironment(),
    windowsHide: true,
    ...(process.platform === 'win32' ? {} : { cwd: '/' }),
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  }
}

interface RunOptions {
  account?: Account | undefined
  input?: string
  signal?: AbortSignal | undefined
}

/** Runs a program to its end and gives back its exit code and everything it printed. */
export function runProgram(
  program: string,
  args: string[],
  { account, input, signal }: RunOptions = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...programOptions(account), signal, stdio: ['pipe', 'pipe', 'pipe'] })
    let output = ''
    const keep = (chunk: Buffer) => {
      output += chunk.toString('utf8')
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    let failure: Error | null = null
    child.on('error', (error) => {
      failure = error
      // One that never ran has no end to wait for. One told to stop may still clean up after itself, as initdb does.
      if (child.pid === undefined) reject(error)
    })
    child.on('close', (code) => (failure ? reject(failure) : resolve({ code, output })))
    child.stdin.on('error', () => undefined) // it ended before it read everything: its exit code tells
    child.stdin.end(input ?? '')
  })
}
