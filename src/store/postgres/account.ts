import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StartProblem } from './startProblem.ts'

/** The account that PostgreSQL runs as; undefined where it is the account that runs us. */
export interface Account {
  uid: number
  gid: number
  name: string
}

/**
 * PostgreSQL refuses to run as root, so when we are root it runs as the account that already owns the database or the data folder,
 * else as `postgres`, else as `nobody`.
 */
export async function chooseAccount(clusterFolder: string, dataFolder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const known = await knownAccounts()
  const cluster = await ownerOf(clusterFolder)
  if (cluster)
    return known.find((account) => account.uid === cluster.uid) ?? { ...cluster, name: `number ${cluster.uid}` }
  const data = await ownerOf(dataFolder)
  const dataOwner = known.find((account) => account.uid === data?.uid) // a new database needs an account that has a name
  if (dataOwner) return dataOwner
  const account = ['postgres', 'nobody']
    .map((name) => known.find((each) => each.name === name && each.uid !== 0))
    .find(Boolean)
  if (account) return account
  throw new StartProblem(
    'account',
    'PostgreSQL may not run as root, and this system has neither an account "postgres" nor "nobody" to run it as. ' +
      'Start OpenAIMS as an ordinary user, or give the data folder to one.',
  )
}

async function ownerOf(folder: string): Promise<{ uid: number; gid: number } | undefined> {
  const found = await stat(folder).catch(() => undefined)
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined
}

async function knownAccounts(): Promise<Account[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}

/** The nearest folder above (or at) `path` that the account may not pass through, if there is one. */
export async function closedFolder(path: string, account: Account): Promise<string | undefined> {
  const above: string[] = []
  for (let at = await realpath(path); ; at = dirname(at)) {
    above.unshift(at)
    if (dirname(at) === at) break
  }
  for (const folder of above) {
    const { uid, gid, mode } = await stat(folder)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return folder
  }
  return undefined
}

/** Owner and group for the files we make ourselves as root: those of the data folder, so that its owner can start without root later. */
export async function folderOwner(folder: string): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  return ownerOf(folder)
}
