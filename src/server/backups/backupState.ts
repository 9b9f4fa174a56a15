import { type BackupRun, lastGoodRun, latestRuns } from '../../store/backup/backupRuns.ts'
import type { Store } from '../../store/index.ts'
import { taskDueAt } from '../../store/scheduledTasks.ts'
import type { BackupSettings } from './settings.ts'

export const backupTask = 'backup'

/** How the backups of the installation stand. */
export interface BackupState {
  readonly last: BackupRun | null
  /** The last one that was written, read back and found whole. */
  readonly lastGood: BackupRun | null
  readonly nextAt: string | null
  readonly recent: readonly BackupRun[]
}

export async function backupState(store: Store, settings: BackupSettings): Promise<BackupState> {
  const [recent, lastGood, nextAt] = await Promise.all([
    latestRuns(store.pool, 10),
    lastGoodRun(store.pool),
    settings.everyHours > 0 ? taskDueAt(store.pool, backupTask) : null,
  ])
  // One under way is not the last yet, however long it takes.
  return { recent, lastGood, last: recent.find((run) => run.ok !== null) ?? null, nextAt }
}
