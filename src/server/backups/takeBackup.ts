import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { beginRun, endRun } from '../../store/backup/backupRuns.ts'
import { type BackupKey, canOpen } from '../../store/backup/encryption.ts'
import { fileDigest } from '../../store/backup/fileDigest.ts'
import { BackupProblem } from '../../store/backup/format.ts'
import { readBackup } from '../../store/backup/readBackup.ts'
import { type WrittenBackup, writeBackup } from '../../store/backup/writeBackup.ts'
import { newId, type Store } from '../../store/index.ts'
import { redacted } from '../operation/logging.ts'

export interface BackupPlace {
  readonly store: Store
  /** Signs in as one who sees every row. */
  readonly backupUrl: string
  readonly version: string
  readonly dataFolder: string
}

const scheduled = /^openaims-\d{8}T\d{6}Z\.tar\.zst(\.age)?$/

/** A name that sorts by time; the ending says what opens it. */
export const backupName = (at: Date, key: BackupKey | null): string =>
  `openaims-${at.toISOString().replace(/[-:]|\.\d+/g, '')}.tar.zst${key === null ? '' : '.age'}`

/**
 * Writes a backup and reads it back from the disk, every row and file against its digest. Only then it counts; how it
 * ended is noted where the operation page, the metrics and the log show it.
 */
export async function takeBackup(
  place: BackupPlace,
  file: string,
  key: BackupKey | null,
  askedBy: 'schedule' | 'command',
  signal?: AbortSignal,
): Promise<WrittenBackup> {
  const id = newId()
  const { store } = place
  await beginRun(store.pool, { id, file, machine: hostname(), encrypted: key !== null, askedBy })
  try {
    // A folder that cannot be written to is a backup that failed, and told as such.
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const written = await writeBackup(
      { adminUrl: place.backupUrl, blobs: store.blobs, program: place.version, dataFolder: place.dataFolder },
      file,
      key,
      signal,
    )
    await readBack(written, key)
    const { missing } = written.manifest
    if (missing.length > 0)
      throw new BackupProblem(
        `The backup is written, but ${missing.length} files that records name were not there, the first ${missing[0]?.hash}. Look where the files are kept.`,
      )
    await endRun(store.pool, id, { ok: true, problem: null, bytes: written.bytes, sha256: written.sha256 })
    return written
  } catch (error) {
    const said = redacted(error instanceof Error ? error.message : String(error))
    await endRun(store.pool, id, { ok: false, problem: said }).catch(() => {})
    throw error
  }
}

/** With the key every part is checked; for a recipient whose key is elsewhere, that the disk holds what was written. */
async function readBack(written: WrittenBackup, key: BackupKey | null): Promise<void> {
  if (key === null || canOpen(key)) await readBackup(written.file, key)
  else if ((await fileDigest(written.file)) !== written.sha256)
    throw new BackupProblem(`The disk gives back other bytes than were written to ${written.file}.`)
}

/**
 * Which of the kept backups go. The one just written stays whatever its name says; those that bear a later time were
 * written before the clock was set back, and go before all others.
 */
export function superfluous(names: readonly string[], own: string, keep: number): string[] {
  const others = names.filter((name) => name !== own).sort()
  const inOrder = [...others.filter((name) => name > own), ...others.filter((name) => name < own)]
  return inOrder.slice(0, Math.max(0, inOrder.length - (keep - 1)))
}

/** Makes the backup of the schedule and lets the oldest go; one that failed takes nothing away. */
export async function scheduledBackup(
  place: BackupPlace,
  settings: { readonly folder: string; readonly keep: number; readonly key: BackupKey | null },
  signal?: AbortSignal,
): Promise<WrittenBackup> {
  const own = backupName(new Date(), settings.key)
  const written = await takeBackup(place, join(settings.folder, own), settings.key, 'schedule', signal)
  const names = (await readdir(settings.folder)).filter((name) => scheduled.test(name))
  for (const name of superfluous(names, own, settings.keep)) await rm(join(settings.folder, name), { force: true })
  for (const name of (await readdir(settings.folder)).filter((n) => n.endsWith('.partial'))) {
    const path = join(settings.folder, name)
    const found = await stat(path).catch(() => null)
    if (found && Date.now() - found.mtimeMs > 86_400_000) await rm(path, { force: true })
  }
  return written
}
