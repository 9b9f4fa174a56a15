/** One backup, as the operation page shows it. */
export interface BackupEntry {
  readonly at: string
  readonly endedAt: string | null
  /** Written, read back and found whole; null while it is under way. */
  readonly ok: boolean | null
  readonly problem: string | null
  readonly file: string
  readonly machine: string
  readonly bytes: number | null
  readonly sha256: string | null
  readonly encrypted: boolean
}

/** How the installation runs. */
export interface Operation {
  readonly version: string
  readonly jobs: { readonly waiting: number; readonly running: number; readonly silent: number }
  readonly backups: {
    /** 0: not by the clock. */
    readonly everyHours: number
    readonly keep: number
    readonly encrypted: boolean
    readonly nextAt: string | null
    readonly last: BackupEntry | null
    readonly lastGood: BackupEntry | null
    readonly recent: readonly BackupEntry[]
  }
}
