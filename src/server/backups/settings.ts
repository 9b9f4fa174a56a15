import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BackupKey } from '../../store/backup/encryption.ts'
import { StartProblem } from '../../store/postgres/startProblem.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface BackupSettings {
  readonly folder: string
  /** 0: not by the clock. */
  readonly everyHours: number
  /** How many backups of the schedule are kept. */
  readonly keep: number
  readonly key: BackupKey | null
}

/** How backups are made when nobody says otherwise: every day into the data folder, the last seven kept. */
export function backupSettings(dataFolder: string, env: Environment = process.env): BackupSettings {
  return {
    folder: env.OPENAIMS_BACKUP_FOLDER || join(dataFolder, 'backups'),
    everyHours: number(env, 'OPENAIMS_BACKUP_HOURS', 24, 0),
    keep: Math.floor(number(env, 'OPENAIMS_BACKUP_KEEP', 7, 1)),
    key: keyFrom(env),
  }
}

/** The key that the environment names, so that a schedule can encrypt; files rather than values, which processes show. */
export function keyFrom(env: Environment): BackupKey | null {
  if (env.OPENAIMS_BACKUP_RECIPIENT) return { recipient: env.OPENAIMS_BACKUP_RECIPIENT.trim() }
  if (env.OPENAIMS_BACKUP_KEY_FILE) return keyFile(env.OPENAIMS_BACKUP_KEY_FILE)
  if (env.OPENAIMS_BACKUP_PASSPHRASE_FILE) return passphraseFile(env.OPENAIMS_BACKUP_PASSPHRASE_FILE)
  if (env.OPENAIMS_BACKUP_PASSPHRASE) return { passphrase: env.OPENAIMS_BACKUP_PASSPHRASE }
  return null
}

/** A file as `age-keygen` writes it: comments, and one line with the secret key. */
export function keyFile(path: string): BackupKey {
  const identity = read(path)
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line.startsWith('AGE-SECRET-KEY-'))
  if (!identity) {
    throw new StartProblem(
      'files',
      `${path} holds no AGE-SECRET-KEY-1… line; "openaims backup --new-key FILE" makes such a file.`,
    )
  }
  return { identity }
}

export function passphraseFile(path: string): BackupKey {
  const passphrase = read(path).replace(/\r?\n$/, '')
  if (passphrase.length >= 12) return { passphrase }
  throw new StartProblem('files', `The passphrase in ${path} is shorter than 12 characters; choose a longer one.`)
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new StartProblem(
      'files',
      `The key of the backups in ${path} cannot be read: ${(cause as Error).message}.`,
      cause,
    )
  }
}

function number(env: Environment, name: string, fallback: number, least: number): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (Number.isFinite(value) && value >= least) return value
  throw new StartProblem('files', `${name} is "${text}"; give a number from ${least}.`)
}
