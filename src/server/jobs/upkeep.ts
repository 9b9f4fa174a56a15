import type { FastifyBaseLogger } from 'fastify'
import { backupTask } from '../backups/backupState.ts'
import type { BackupSettings } from '../backups/settings.ts'
import type { BackupPlace } from '../backups/takeBackup.ts'
import { tidyPacks } from '../packs/removePack.ts'
import { makeScheduler, type ScheduledTask, type Scheduler } from './scheduler.ts'

const hour = 3600

/** What the installation does for itself by the clock: backups, tidying up after uploads that were cut off, packs that have stayed long enough. */
export function upkeep(
  place: BackupPlace,
  backups: BackupSettings,
  log: Pick<FastifyBaseLogger, 'error' | 'info'>,
): Scheduler {
  const { store } = place
  const tasks: ScheduledTask[] = [
    {
      name: 'tidyFiles',
      everySeconds: 24 * hour,
      retrySeconds: hour,
      run: (signal) => store.blobs.tidy((org, hash) => store.hasBlob(org, hash), { signal }),
    },
  ]
  tasks.push({
    name: 'tidyPacks',
    everySeconds: 24 * hour,
    retrySeconds: hour,
    async run(signal) {
      await tidyPacks(store, signal)
    },
  })
  if (backups.everyHours > 0)
    tasks.unshift({
      name: backupTask,
      everySeconds: backups.everyHours * hour,
      retrySeconds: Math.min(backups.everyHours * hour, hour / 4),
      async run(signal) {
        const { scheduledBackup } = await import('../backups/takeBackup.ts')
        await scheduledBackup(place, backups, signal)
      },
    })
  return makeScheduler(store, tasks, log)
}
