import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { eicar } from './clamd.ts'

const program = ['clamd', '/usr/sbin/clamd'].find((path) => spawnSync(path, ['--version']).status === 0)

/** Whether ClamAV's own scanner is installed here. */
export const hasClamd = program !== undefined

/** Longest stream the real clamd is set to take, the least it can be set to. */
export const longestStream = 1024 * 1024

export interface RealClamd {
  readonly socket: string
  /** Holds it still, as a machine does that is too busy, and lets it go on. */
  hold(): void
  goOn(): void
  /** Ends it, as an operator does, and starts it again at the same place. */
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

/** clamd with one signature of our own, that of the test file of the scanners' makers: it needs nothing from elsewhere. */
export async function realClamd(): Promise<RealClamd> {
  const folder = await mkdtemp(join(tmpdir(), 'openaims-clamd-'))
  const socket = join(folder, 'clamd.ctl')
  await mkdir(join(folder, 'signatures'))
  await writeFile(join(folder, 'signatures', 'own.ndb'), `OpenAIMS.Test:0:*:${Buffer.from(eicar).toString('hex')}\n`)
  await writeFile(
    join(folder, 'clamd.conf'),
    [
      `DatabaseDirectory ${join(folder, 'signatures')}`,
      `LocalSocket ${socket}`,
      `TemporaryDirectory ${folder}`,
      'Foreground yes',
      'MaxThreads 4',
      `StreamMaxLength ${longestStream}`,
      ...(process.getuid?.() === 0 ? ['User root'] : []),
      '',
    ].join('\n'),
  )
  let child: ChildProcess | null = null

  async function start(): Promise<void> {
    child = spawn(program ?? 'clamd', ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' })
    for (let tries = 0; !(await isThere(socket)); tries += 1) {
      if (tries > 300 || child.exitCode !== null) throw new Error('clamd did not start')
      await wait(100)
    }
  }
  async function stop(): Promise<void> {
    const running = child
    child = null
    if (running === null || running.exitCode !== null) return
    const ended = new Promise<void>((done) => running.once('exit', () => done()))
    running.kill('SIGCONT')
    running.kill('SIGTERM')
    await ended
  }
  await start()
  return {
    socket,
    hold: () => void child?.kill('SIGSTOP'),
    goOn: () => void child?.kill('SIGCONT'),
    stop,
    start,
    async close() {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function isThere(socket: string): Promise<boolean> {
  if (!existsSync(socket)) return false
  return new Promise((done) => {
    const asked = connect(socket)
    asked.on('connect', () => {
      asked.destroy()
      done(true)
    })
    asked.on('error', () => done(false))
  })
}
