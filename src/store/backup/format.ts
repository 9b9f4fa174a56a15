import { StartProblem } from '../postgres/startProblem.ts'

/** What a backup file is: a tar archive, compressed with zstd, encrypted with age when asked. Standard tools open all three. */
export const backupFormat = 1

/** First entry: what a restore must know before it takes anything in. */
export interface BackupHeader {
  readonly format: number
  readonly program: string
  /** The schema the rows fit; a newer program restores into it and then migrates. */
  readonly schema: number
  /** The database clock at the snapshot. */
  readonly at: string
}

export interface TableCopy {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: number
  readonly bytes: number
  /** SHA-256 over the rows as PostgreSQL's COPY writes them as text. */
  readonly sha256: string
}

export interface FileCopy {
  readonly org: string
  readonly hash: string
  readonly size: number
}

/** Where an organisation's log stood: its size and the root of its tree. */
export interface LogHead {
  readonly org: string
  readonly slug: string
  readonly size: number
  readonly root: string
}

/** Last entry: what must have come before it. */
export interface BackupManifest {
  readonly header: BackupHeader
  readonly tables: readonly TableCopy[]
  readonly files: readonly FileCopy[]
  /** Files that the database names and the file store did not have, or had with other content. */
  readonly missing: readonly FileCopy[]
  readonly heads: readonly LogHead[]
  /** Keys of the data folder that are in it; only an encrypted backup takes them along. */
  readonly keys: readonly string[]
  /** Values of sequences, where the schema has some. */
  readonly sequences: Readonly<Record<string, string>>
}

export const headerName = 'backup.json'
export const manifestName = 'manifest.json'
export const chunkName = (table: string, index: number): string => `data/${table}/${String(index).padStart(6, '0')}`
export const keyName = (name: string): string => `keys/${name}`

/** Without it sealed settings and second factors that the database holds cannot be opened again. */
export const keysOfDataFolder: readonly string[] = ['sign-in.secret']
export const fileName = (file: Pick<FileCopy, 'org' | 'hash'>): string => `files/${file.org}/${file.hash}`

/** Something about a backup that a person has to know and can act on. */
export class BackupProblem extends StartProblem {
  constructor(message: string, options?: { cause?: unknown }) {
    super('backup', message, options?.cause)
    this.name = 'BackupProblem'
  }
}
