import { setTimeout as wait } from 'node:timers/promises'
import type { Job } from '../contract/told.ts'
import type { OrganisationClient } from './sender.ts'

export interface FollowOptions {
  readonly onProgress?: (job: Job) => void
  /** Aborted, the job is told to stop; what it ends with is answered like any other end. */
  readonly signal?: AbortSignal
  readonly everyMs?: number
}

/** Waits for a job to end, telling how far it is; a signal has it cancelled. */
export async function followJob(org: OrganisationClient, id: string, options: FollowOptions = {}): Promise<Job> {
  const { onProgress, signal, everyMs = 300 } = options
  let isCancelled = false
  for (;;) {
    if (signal?.aborted && !isCancelled) {
      isCancelled = true
      await org.remove('jobs/{id}', { at: { id } })
    }
    const job = await org.get('jobs/{id}', { at: { id } })
    if (job.state === 'done' || job.state === 'failed' || job.state === 'cancelled') return job
    onProgress?.(job)
    // A signal ends the wait early, to cancel at once.
    await wait(everyMs, undefined, isCancelled ? {} : { signal }).catch(() => {})
  }
}
