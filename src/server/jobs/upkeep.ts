import { mkdir } from 'node:fs/promises'
import type { FastifyBaseLogger } from 'fastify'
import { writeErasureList } from '../../store/erasure/listFile.ts'
import type { Alarm } from '../backups/alarm.ts'
import { backupTask } from '../backups/backupState.ts'
import type { BackupSettings } from '../backups/settings.ts'
import type { BackupPlace } from '../backups/takeBackup.ts'
import { redacted } from '../operation/logging.ts'
import { tidyPacks } from '../packs/removePack.ts'
import { makeScheduler, type ScheduledTask, type Scheduler } from './scheduler.ts'

const hour = 3600

/** What the installation does for itself by the clock: backups, tidying up after uploads that were cut off, packs that have stayed long enough. */
export function upkeep(
  place: BackupPlace,
  backups: BackupSettings,
  log: Pick<FastifyBaseLogger, 'error' | 'info'>,
  alarm: Alarm | null = null,
): Scheduler {
  const { store } = place
  const notSaid = (error: unknown) => log.error({ err: error }, 'an alarm about backups was not sent')
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
        try {
          await scheduledBackup(place, backups, signal)
        } catch (error) {
          // One that was stopped is begun again elsewhere.
          const said = redacted(error instanceof Error ? error.message : String(error))
          if (!signal.aborted) await alarm?.failed(said).catch(notSaid)
          throw error
        }
        await alarm?.whole().catch(notSaid)
      },
    })
  if (backups.everyHours > 0)
    tasks.push({
      name: 'erasureList',
      everySeconds: hour / 12,
      retrySeconds: hour / 12,
      async run() {
        await mkdir(backups.folder, { recursive: true, mode: 0o700 })
        await writeErasureList(store, backups.folder)
      },
    })
  return makeScheduler(store, tasks, log)
}
