import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Account } from './account.ts'
import { damaged, lastLines } from './cluster.ts'
import { isAlive, isKnown, isServerOf } from './processes.ts'
import type { Programs } from './programs.ts'
import { programOptions, runProgram } from './runProgram.ts'
import { diskFull, errorCode, interrupted, StartProblem } from './startProblem.ts'

export interface ServerPlace {
  clusterFolder: string
  logFolder: string
  programs: Programs
  account: Account | undefined
}

interface Launch extends ServerPlace {
  settings: Record<string, string>
  environment: Readonly<Record<string, string>>
  log: (line: string) => void
  signal?: AbortSignal | undefined
}

/** A running PostgreSQL that is our child. */
export interface Server {
  pid: number
  /** settles when the server has ended, for whatever reason */
  ended: Promise<void>
  stop(): Promise<void>
  /** asks the server to stop without waiting, for when our own process is about to end */
  abandon(): void
}

/** Starts PostgreSQL and waits until it takes connections, however long the recovery after a crash takes. */
export async function launchServer(launch: Launch): Promise<Server> {
  const attempts = 50
  for (let attempt = 1; ; attempt++) {
    const child = await spawnServer(launch)
    const server = serverOf(child, launch)
    const failure = await untilReady(child, launch, server)
    if (failure === undefined) return server
    // children of a killed server hold its memory for a moment longer
    if (!failure.includes('pre-existing shared memory block') || attempt === attempts) throw explain(failure, launch)
    await wait(200)
  }
}

async function spawnServer(launch: Launch): Promise<ChildProcess> {
  const { clusterFolder, logFolder, programs, account, settings, environment } = launch
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const file = join(logFolder, 'start.log')
  await rm(file, { force: true }) // another account may have made it
  const output = openSync(file, 'w', 0o640)
  try {
    // its own session: Ctrl-C in the terminal reaches only us, and we stop it when we have finished
    const usual = programOptions(account)
    const child = spawn(programs.postgres, ['-D', clusterFolder, ...args], {
      ...usual,
      env: { ...usual.env, ...environment },
      detached: true,
      stdio: ['ignore', output, output],
    })
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject))
    child.unref()
    return child
  } catch (error) {
    throw new StartProblem(
      'program',
      `${programs.postgres} cannot be run: ${errorCode(error)}. Run "npm ci" again.`,
      error,
    )
  } finally {
    closeSync(output)
  }
}

function serverOf(child: ChildProcess, place: ServerPlace): Server {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let hasEnded = false
  ended.then(() => {
    hasEnded = true
  })
  const pid = child.pid ?? 0
  return {
    pid,
    ended,
    stop: async () => {
      child.ref()
      if (!hasEnded) await stopProcess(pid, place, () => ended)
    },
    abandon: () => {
      if (!hasEnded) signalProcess(pid, 'SIGINT')
    },
  }
}

/** What the server said when it ended early, or undefined when it is ready. */
async function untilReady(child: ChildProcess, launch: Launch, server: Server): Promise<string | undefined> {
  const { clusterFolder, logFolder, log, signal } = launch
  const begun = Date.now()
  let told = begun
  while (child.exitCode === null && child.signalCode === null) {
    if (signal?.aborted) {
      await server.stop()
      throw interrupted()
    }
    const lines = await pidFile(clusterFolder)
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return undefined
    if (Date.now() - told > 10_000) {
      told = Date.now()
      log(
        `PostgreSQL is putting the database in order after a sudden end (${Math.round((told - begun) / 1000)} s so far).`,
      )
    }
    await wait(15)
  }
  return (await readFile(join(logFolder, 'start.log'), 'utf8')) + (await recentLog(logFolder, begun))
}

function explain(said: string, { clusterFolder, logFolder }: ServerPlace): StartProblem {
  const fatal = said.split('\n').filter((line) => /\b(FATAL|PANIC):/.test(line))
  const words = lastLines((fatal.length > 0 ? fatal : said.split('\n')).join('\n'))
  if (/No space left on device|Disk quota exceeded/.test(said) && !said.includes('shared memory segment'))
    return diskFull(clusterFolder)
  if (/shared memory segment|Cannot allocate memory/.test(said)) {
    return new StartProblem(
      'start-failed',
      `There is not enough memory to start the database. PostgreSQL says: ${words}. Free some, then start again.`,
    )
  }
  if (/Read-only file system|Permission denied/.test(fatal.join('\n'))) {
    return new StartProblem(
      'not-writable',
      `PostgreSQL may not write to ${clusterFolder}. It says: ${words}. Give its account the folder, then start again.`,
    )
  }
  if (/lock file .* already exists|pre-existing shared memory/.test(said)) {
    return new StartProblem(
      'already-running',
      `Another PostgreSQL is running on ${clusterFolder}. It says: ${words}. Stop it, then start again.`,
    )
  }
  if (
    /PANIC:|does not exist|is missing|invalid|corrupt|checksum|could not (open|read|locate|access|find)|incompatible|not a valid|unexpected/i.test(
      words,
    )
  ) {
    return damaged(clusterFolder, logFolder, words)
  }
  return new StartProblem(
    'start-failed',
    `The database in ${clusterFolder} did not start. PostgreSQL says: ${words}. The log is in ${logFolder}.`,
  )
}

async function recentLog(logFolder: string, since: number): Promise<string> {
  const day = new Date(since).toLocaleDateString('en-US', { weekday: 'short', timeZone: 'UTC' })
  const text = await readFile(join(logFolder, `postgres-${day}.log`), 'utf8').catch(() => '')
  const stamp = new Date(since - 1000).toISOString().replace('T', ' ').slice(0, 19)
  return text
    .split('\n')
    .filter((line) => line.slice(0, 19) >= stamp)
    .join('\n')
}

/** Stops a server that outlived the OpenAIMS that started it, and clears what a crashed one left. */
export async function stopOrphan(place: ServerPlace, log: (line: string) => void): Promise<void> {
  const lines = await pidFile(place.clusterFolder)
  const pid = Number(lines[0])
  if (!(pid > 0)) return
  const folder = await realpath(place.clusterFolder)
  const running = await isServerOf(pid, folder)
  if (running || (running === undefined && process.platform === 'win32')) {
    log(`Stopping the PostgreSQL (process ${pid}) that an OpenAIMS which ended suddenly has left behind.`)
    await stopProcess(pid, place, async () => {
      while (await isAlive(pid)) await wait(20)
    })
  } else if (running === false && isKnown(pid)) {
    // The number now belongs to another program, or to a server that was killed and is not yet buried: PostgreSQL would take either for a
    // running server. With a number nobody can have it goes on to look whether anything still uses the memory named in the same file.
    await writeFile(join(place.clusterFolder, 'postmaster.pid'), ['2147483647', ...lines.slice(1)].join('\n'))
  }
  const socketFolder = lines[4]?.trim() ?? ''
  if (basename(socketFolder).startsWith('openaims-')) await rm(socketFolder, { recursive: true, force: true })
}

/** A fast stop (open transactions are undone, everything is written), and if that does not end, an immediate one, which is as safe but slower to start. */
async function stopProcess(
  pid: number,
  { clusterFolder, programs, account }: ServerPlace,
  ended: () => Promise<void>,
): Promise<void> {
  const patience = 60_000
  if (process.platform === 'win32') {
    await runProgram(programs.pgCtl, ['stop', '-D', clusterFolder, '-m', 'fast', '-w', '-t', '60'], { account })
    return
  }
  const end = ended().then(() => true)
  signalProcess(pid, 'SIGINT')
  if (await Promise.race([end, wait(patience, false, { ref: false })])) return
  signalProcess(pid, 'SIGQUIT')
  if (await Promise.race([end, wait(patience, false, { ref: false })])) return
  throw new StartProblem(
    'already-running',
    `The PostgreSQL of ${clusterFolder} (process ${pid}) does not stop. End that process, then start again.`,
  )
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
}

async function pidFile(clusterFolder: string): Promise<string[]> {
  const text = await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8').catch(() => '')
  return text.split('\n')
}
