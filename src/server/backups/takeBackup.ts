import { lstat, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { beginRun, endRun } from '../../store/backup/backupRuns.ts'
import { type BackupKey, canOpen } from '../../store/backup/encryption.ts'
import { fileDigest } from '../../store/backup/fileDigest.ts'
import { BackupProblem } from '../../store/backup/format.ts'
import { readBackup } from '../../store/backup/readBackup.ts'
import { syncFolder, type WrittenBackup, writeBackup } from '../../store/backup/writeBackup.ts'
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

export interface BackupWish {
  readonly askedBy: 'schedule' | 'command'
  /** What stands under the name already gives way, once the new backup is whole; else it is refused. */
  readonly replaces?: boolean
  readonly signal?: AbortSignal
}

/**
 * Writes a backup beside its name and reads it back from the disk, every row and file against its digest. Only then it
 * counts and gets the name; how it ended is noted where the operation page, the metrics and the log show it.
 */
export async function takeBackup(
  place: BackupPlace,
  file: string,
  key: BackupKey | null,
  { askedBy, replaces = false, signal }: BackupWish,
): Promise<WrittenBackup> {
  const id = newId()
  // A name of its own, so that two backups for the same file never write into each other.
  const beside = `${file}.${id}.partial`
  const { store } = place
  await beginRun(store.pool, { id, file, machine: hostname(), encrypted: key !== null, askedBy })
  try {
    // A folder that cannot be written to is a backup that failed, and told as such.
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    const written = await writeBackup(
      { adminUrl: place.backupUrl, blobs: store.blobs, program: place.version, dataFolder: place.dataFolder },
      beside,
      key,
      signal,
    )
    await readBack(written, key)
    const { missing } = written.manifest
    const without = `${missing.length} files that records name were not there, the first ${missing[0]?.hash}. Look where the files are kept.`
    if (missing.length > 0 && replaces && (await isThere(file)))
      throw new BackupProblem(`The older backup at ${file} stays as it was: ${without}`)
    if (!replaces) await refuseTaken(file)
    await rename(beside, file)
    await syncFolder(dirname(file))
    if (missing.length > 0) throw new BackupProblem(`The backup is written, but ${without}`)
    await endRun(store.pool, id, { ok: true, problem: null, bytes: written.bytes, sha256: written.sha256 })
    return { ...written, file }
  } catch (error) {
    // Where no folder can be, there is nothing to take away either.
    await rm(beside, { force: true }).catch(() => {})
    const said = redacted(error instanceof Error ? error.message : String(error))
    await endRun(store.pool, id, { ok: false, problem: said }).catch(() => {})
    throw error
  }
}

/** Whether anything stands there, a link to nothing included. */
const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

/** Refuses a name under which something stands already, whatever it is. */
export async function refuseTaken(file: string): Promise<void> {
  if (await isThere(file))
    throw new BackupProblem(
      `${file} is there already and was left as it is. Name another file, or add --replace to let the new backup take its place.`,
    )
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
  const written = await takeBackup(place, join(settings.folder, own), settings.key, {
    askedBy: 'schedule',
    // Its own name, to the second: what stands there was made within that second.
    replaces: true,
    ...(signal ? { signal } : {}),
  })
  const names = (await readdir(settings.folder)).filter((name) => scheduled.test(name))
  for (const name of superfluous(names, own, settings.keep)) await rm(join(settings.folder, name), { force: true })
  for (const name of (await readdir(settings.folder)).filter((n) => n.endsWith('.partial'))) {
    const path = join(settings.folder, name)
    const found = await stat(path).catch(() => null)
    if (found && Date.now() - found.mtimeMs > 86_400_000) await rm(path, { force: true })
  }
  return written
}
