import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartProblem } from '../../store/postgres/startProblem.ts'

/**
 * The key that signs cookies and seals second factors: OPENAIMS_SECRET, which several processes share, or a file in the
 * data folder that the first start makes. It is never kept in the database, so a copy of the database opens no session.
 */
export async function readSecret(dataFolder: string, environment = process.env.OPENAIMS_SECRET): Promise<string> {
  if (environment !== undefined && environment !== '') {
    if (environment.length < 32)
      throw new StartProblem(
        'secret-too-short',
        'OPENAIMS_SECRET has fewer than 32 characters. Make one with: openssl rand -base64 32',
      )
    return environment
  }
  const file = join(dataFolder, 'sign-in.secret')
  await mkdir(dataFolder, { recursive: true })
  // Of two processes that start together one makes it; both read what is there then.
  await writeFile(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
  const secret = (await readFile(file, 'utf8')).trim()
  if (secret.length < 32)
    throw new StartProblem(
      'secret-too-short',
      `${file} holds no usable key. Put it back from a backup; if there is none, delete it and everybody signs in anew.`,
    )
  return secret
}

/** Seals small secrets (the password of the mail server) before they are put into the database. */
export function sealer(secret: string) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'openaims installation settings', 32))
  return {
    seal(text: string): string {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    open(sealed: string): string | null {
      const bytes = Buffer.from(sealed, 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
        decipher.setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      } catch {
        // Sealed with another key: the secret of the data folder was replaced.
        return null
      }
    },
  }
}

export type Sealer = ReturnType<typeof sealer>

/** A short name for something that must not stand in a log, the same each time. */
export const inLog = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)
