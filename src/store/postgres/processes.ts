import { execFile } from 'node:child_process'
import { readFile, readlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { promisify } from 'node:util'
import { errorCode } from './startProblem.ts'

const run = promisify(execFile)

/** True while the system knows a process of this number, even one that has ended and was not yet taken notice of. */
export function isKnown(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** True while a process of this number exists and has not ended. */
export async function isAlive(pid: number): Promise<boolean> {
  if (!isKnown(pid)) return false
  const [state] = await statusFields(pid)
  return state !== 'Z' && state !== 'X'
}

/** When the process began, in words that are only good for comparing: numbers of processes are used again. */
export async function processStart(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return (await statusFields(pid))[19]
  if (process.platform === 'win32') return undefined
  const found = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => undefined)
  return found?.stdout.trim() || undefined
}

/** Where the number of a process means the same process: this machine since it was booted, and on Linux this container. */
export async function processSpace(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  const space = await readlink('/proc/self/ns/pid').catch(() => '')
  return [hostname(), boot.trim(), space].filter(Boolean).join(' ')
}

/** Whether the process is a PostgreSQL server of the cluster in this (real) folder; undefined where the system does not tell us. */
export async function isServerOf(pid: number, clusterFolder: string): Promise<boolean | undefined> {
  if (!(await isAlive(pid))) return false
  if (process.platform === 'linux') {
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
    if (name !== '' && !name.startsWith('postgres')) return false
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined)
    return folder === undefined ? undefined : folder === clusterFolder
  }
  if (process.platform === 'win32') return undefined
  const found = await run('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => undefined)
  return found ? found.stdout.includes('postgres') && found.stdout.includes(clusterFolder) : undefined
}

/** /proc/PID/stat from the third field on (the second is a name that may hold blanks and brackets); empty off Linux. */
async function statusFields(pid: number): Promise<string[]> {
  if (process.platform !== 'linux') return []
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}
