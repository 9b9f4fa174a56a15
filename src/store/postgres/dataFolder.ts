import { chmod, chown, mkdir, mkdtemp, open, readFile, rename, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import packageFile from '../../../package.json' with { type: 'json' }
import { type Account, closedFolder, folderOwner } from './account.ts'
import { diskFull, errorCode, fileProblem, StartProblem, spaceNeeded } from './startProblem.ts'

/** The layout of the data folder that this version writes. Raise it when an older OpenAIMS must not touch the folder any more. */
const format = 1

export interface Folders {
  data: string
  cluster: string
  logs: string
  programs: string
  secrets: string
  lock: string
}

export function foldersOf(data: string): Folders {
  return {
    data,
    cluster: join(data, 'postgres'),
    logs: join(data, 'logs'),
    programs: join(data, 'programs'),
    secrets: join(data, 'secrets', 'database.json'),
    lock: join(data, 'openaims.lock'),
  }
}

/** Makes the data folder if need be, and refuses one that we must not or cannot use, before anything is written to it. */
export async function openDataFolder(data: string): Promise<void> {
  try {
    await checkFormat(data)
    if ((await freeSpace(data)) < spaceNeeded) throw diskFull(data)
    // only root needs others to pass through: PostgreSQL then runs as another account
    const made = await mkdir(data, { recursive: true })
    if (made) await chmod(data, process.getuid?.() === 0 ? 0o711 : 0o700)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      throw new StartProblem('not-writable', `The folder ${data} cannot be made. Choose another data folder.`, error)
    }
    throw fileProblem(error, data)
  }
}

async function checkFormat(data: string): Promise<void> {
  const file = join(data, 'format.json')
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    if (errorCode(error) === 'EACCES') throw fileProblem(error, data)
    throw error
  }
  const found = parseFormat(text)
  if (!found) {
    throw new StartProblem(
      'corrupt',
      `${file} is not readable as the mark of an OpenAIMS data folder. Restore it from a backup, or choose another data folder.`,
    )
  }
  if (found.format > format) {
    throw new StartProblem(
      'newer-openaims',
      `The data folder ${data} was written by OpenAIMS ${found.openaims}, which is newer than this one (${packageFile.version}). ` +
        'Start it with that version or a later one. Nothing was changed.',
    )
  }
}

function parseFormat(text: string): { format: number; openaims: string } | undefined {
  try {
    const { format, openaims } = JSON.parse(text)
    return Number.isInteger(format) ? { format, openaims: String(openaims) } : undefined
  } catch {
    return undefined
  }
}

/** Marks the folder as ours, and with the version that used it last. */
export async function writeFormat(data: string): Promise<void> {
  const file = join(data, 'format.json')
  const text = `${JSON.stringify({ format, openaims: packageFile.version })}\n`
  if ((await readFile(file, 'utf8').catch(() => '')) === text) return
  const handle = await open(`${file}.new`, 'w', 0o644)
  await handle.writeFile(text)
  await handle.sync().finally(() => handle.close())
  const owner = await folderOwner(data)
  if (owner) await chown(`${file}.new`, owner.uid, owner.gid)
  await rename(`${file}.new`, file)
}

async function freeSpace(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error
    return freeSpace(dirname(folder))
  }
}

/** Lets the account of PostgreSQL pass through the data folder, and says so when a folder above it is closed to that account. */
export async function admitAccount(data: string, account: Account | undefined): Promise<void> {
  if (!account) return
  const { mode, uid } = await stat(data)
  const bit = uid === account.uid ? 0o100 : 0o001
  if ((mode & bit) === 0) await chmod(data, (mode & 0o7777) | bit)
  const closed = await closedFolder(data, account)
  if (!closed) return
  throw new StartProblem(
    'not-writable',
    `PostgreSQL may not run as root, so it runs as the account "${account.name}", and that account cannot reach ${data} because ${closed} is closed to it. ` +
      'Choose a data folder elsewhere, such as /var/lib/openaims, or start OpenAIMS as an ordinary user.',
  )
}

/** A folder of PostgreSQL's own inside the data folder. */
export async function folderFor(path: string, account: Account | undefined): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
    if (account) await chown(path, account.uid, account.gid)
    await chmod(path, 0o700)
  } catch (error) {
    throw fileProblem(error, path)
  }
}

/** Where the socket lives: in the data folder, or where that path is too long for a socket, in a short one of its own. */
export async function socketFolder(
  data: string,
  account: Account | undefined,
): Promise<{ path: string; remove(): Promise<void> }> {
  const near = join(data, 'run')
  if (fitsSocket(near)) {
    await rm(near, { recursive: true, force: true }) // what a killed server left: the lock says that none is running
    await folderFor(near, account)
    return { path: near, remove: async () => undefined }
  }
  const base = fitsSocket(join(tmpdir(), 'openaims-xxxxxx')) ? tmpdir() : '/tmp'
  const path = await mkdtemp(join(base, 'openaims-'))
  await folderFor(path, account)
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

function fitsSocket(folder: string): boolean {
  return Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= 100
}
