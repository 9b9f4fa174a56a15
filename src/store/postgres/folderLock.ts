import { chown, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { folderOwner } from './account.ts'
import { isAlive, processSpace, processStart } from './processes.ts'
import { errorCode, fileProblem, StartProblem } from './startProblem.ts'

/** Who holds the folder. `space` says where `pid` can be looked up; elsewhere only the heartbeat (the file's time) shows life. */
interface Holder {
  pid: number
  processStart: string | undefined
  space: string
  host: string
  startedAt: string
}

export interface FolderLock {
  file: string
  release(): Promise<void>
}

const beat = 3_000
const silence = 10_000
const longSilence = 60_000

/**
 * Takes the data folder for this process, or says who has it. A lock left behind by a crash is recognised and taken over: at once when the
 * process can be looked up, else (another host or container) once its heartbeat has stopped.
 */
export async function lockFolder(file: string, log: (line: string) => void, signal?: AbortSignal): Promise<FolderLock> {
  const mine = `${JSON.stringify(await thisProcess(), null, 2)}\n`
  while (!(await create(file, mine))) {
    signal?.throwIfAborted()
    const theirs = await readFile(file, 'utf8').catch(() => '')
    const holder = parseHolder(theirs)
    if (!holder) {
      // being written this very moment, or left half-written by a crash
      if (await isSilent(file, 2_000, 2_000)) await takeAway(file, theirs)
    } else if (await holds(holder, file, log)) {
      throw alreadyRunning(file, holder)
    } else {
      log(`Taking over ${dirname(file)}: process ${holder.pid} on ${holder.host} ended without letting go of it.`)
      await takeAway(file, theirs)
    }
  }
  const heart = setInterval(() => utimes(file, new Date(), new Date()).catch(() => undefined), beat)
  heart.unref()
  return {
    file,
    release: async () => {
      clearInterval(heart)
      if ((await readFile(file, 'utf8').catch(() => '')) === mine) await rm(file, { force: true })
    },
  }
}

async function thisProcess(): Promise<Holder> {
  return {
    pid: process.pid,
    processStart: await processStart(process.pid),
    space: await processSpace(),
    host: hostname(),
    startedAt: new Date().toISOString(),
  }
}

async function create(file: string, text: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o644)
    try {
      await handle.writeFile(text)
    } catch (error) {
      await rm(file, { force: true })
      throw error
    } finally {
      await handle.close()
    }
    const owner = await folderOwner(dirname(file))
    if (owner) await chown(file, owner.uid, owner.gid)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw fileProblem(error, dirname(file))
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const { pid, processStart, space, host, startedAt } = JSON.parse(text)
    return Number.isInteger(pid) && typeof space === 'string'
      ? { pid, processStart, space, host, startedAt }
      : undefined
  } catch {
    return undefined
  }
}

async function holds(holder: Holder, file: string, log: (line: string) => void): Promise<boolean> {
  if (holder.space === (await processSpace())) {
    return (await isAlive(holder.pid)) && (await processStart(holder.pid)) === (holder.processStart ?? undefined)
  }
  if (!(await isSilent(file, longSilence, 0)))
    log(`Waiting to see whether OpenAIMS on ${holder.host} is still running.`)
  return !(await isSilent(file, longSilence, silence))
}

/** True when the file has not been touched for `age`, or is not touched while we watch it for `watch`. */
async function isSilent(file: string, age: number, watch: number): Promise<boolean> {
  const touched = () =>
    stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    )
  const before = await touched()
  if (before === undefined || Date.now() - before > age) return true
  if (watch === 0) return false
  for (const end = Date.now() + watch; Date.now() < end; ) {
    await wait(100)
    if ((await touched()) !== before) return false
  }
  return true
}

/** Removes the lock that was judged dead. If another process was quicker and this is already its new lock, that one is put back. */
async function takeAway(file: string, judged: string): Promise<void> {
  const aside = `${file}.${process.pid}`
  try {
    await rename(file, aside)
    if ((await readFile(aside, 'utf8')) !== judged) return await rename(aside, file)
    await rm(aside, { force: true })
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw fileProblem(error, dirname(file))
  }
}

function alreadyRunning(file: string, holder: Holder): StartProblem {
  return new StartProblem(
    'already-running',
    `OpenAIMS is already running on ${dirname(file)}: process ${holder.pid} on ${holder.host}, since ${holder.startedAt} (${basename(file)}). ` +
      'Stop that one first, or start this one with another data folder.',
  )
}
