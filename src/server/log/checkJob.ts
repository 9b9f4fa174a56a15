import { say } from '../../model/say.ts'
import { checkRows, keepCheck } from '../../store/log/checkRows.ts'
import { registerJob } from '../jobs/index.ts'

export const checkJob = 'log-check'

registerJob(checkJob, async ({ org, store, signal, progress }) => {
  const found = await checkRows(
    store.pool,
    org.id,
    store.registry,
    (done, total) => progress(done, total, say`Comparing rows with the log`),
    signal,
  )
  await keepCheck(store.pool, org.id, found)
  return { result: null }
})
