import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { folderOwner } from './account.ts'

/** The names of the database and of those who sign in to it. */
export const databaseName = 'openaims'
export const superuser = 'postgres'
export const ownerRole = 'openaims_owner'
export const appRole = 'openaims_app'
export const signerRole = 'openaims_signer'

export interface Secrets {
  superuser: string
  owner: string
  app: string
}

export function newSecrets(): Secrets {
  const secret = () => randomBytes(24).toString('base64url')
  return { superuser: secret(), owner: secret(), app: secret() }
}

/** The kept passwords, or undefined where there are none that can be used. */
export async function readSecrets(file: string): Promise<Secrets | undefined> {
  try {
    const { superuser, owner, app } = JSON.parse(await readFile(file, 'utf8'))
    const whole = [superuser, owner, app].every((value) => typeof value === 'string' && /^[\w-]{16,}$/.test(value))
    return whole ? { superuser, owner, app } : undefined
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      return undefined
    throw error
  }
}

export async function writeSecrets(file: string, secrets: Secrets): Promise<void> {
  const folder = dirname(file)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const making = `${file}.new`
  const handle = await open(making, 'w', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  const owner = await folderOwner(dirname(folder))
  if (owner) for (const path of [folder, making]) await chown(path, owner.uid, owner.gid)
  await rename(making, file)
}

/** What PostgreSQL keeps in place of a password (RFC 5803), made here so that no password is ever part of a statement. */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16), iterations = 4096): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`
}
