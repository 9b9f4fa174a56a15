import { followJob } from '../server/client/followJob.ts'
import type { Job } from '../server/contract/told.ts'
import { Cancelled } from './stopping.ts'
import type { Teller } from './teller.ts'
import type { WithClient } from './withClient.ts'

/**
 * Follows a job to its end and tells how far it is. Ctrl-C cancels it on the server, waits until it has stopped, and says
 * what it had done by then (`stopped` where the job says nothing itself). Done or failed jobs are given back.
 */
export async function runJob(
  { org, signal }: Pick<WithClient, 'org' | 'signal'>,
  id: string,
  tell: Teller,
  stopped: string,
): Promise<Job> {
  const job = await followJob(org, id, {
    signal,
    onProgress: ({ step, done, total }) => tell.progress(total === null ? step : `${step}: ${done} of ${total}`),
  })
  tell.progress('')
  if (job.state === 'cancelled') throw new Cancelled(job.problem ?? stopped)
  return job
}
