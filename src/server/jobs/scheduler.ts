import type { FastifyBaseLogger } from 'fastify'
import type { Store } from '../../store/index.ts'
import { claimTask, declareTask, endTask, renewTask } from '../../store/scheduledTasks.ts'

/** Something the installation does every so often, in one process at a time. */
export interface ScheduledTask {
  readonly name: string
  readonly everySeconds: number
  /** After a failure it is tried again this soon. */
  readonly retrySeconds: number
  run(signal: AbortSignal): Promise<void>
}

const leaseSeconds = 60

/** How often a process looks whether something is due. */
const lookEvery = (env: Readonly<Record<string, string | undefined>>): number =>
  Math.max(0.1, Number(env.OPENAIMS_SCHEDULE_SECONDS) || 30) * 1000

export interface Scheduler {
  start(): void
  stop(): Promise<void>
}

/** Does what is due, together with the schedulers of other processes: each time one of them gets it. */
export function makeScheduler(
  store: Store,
  tasks: readonly ScheduledTask[],
  log: Pick<FastifyBaseLogger, 'error' | 'info'>,
  everyMs = lookEvery(process.env),
): Scheduler {
  const stop = new AbortController()
  let timer: NodeJS.Timeout | null = null
  let round: Promise<void> | null = null

  async function perform(task: ScheduledTask): Promise<void> {
    const held = await claimTask(store.pool, task.name, leaseSeconds, task.everySeconds)
    if (!held) return
    const lost = new AbortController()
    const beat = setInterval(() => {
      // A database that does not answer for a moment is no reason to stop; a hold that somebody else has is.
      renewTask(store.pool, held, leaseSeconds).then(
        (kept) => kept || lost.abort(new Error('another process took the task over')),
        (error) => log.error({ err: error, task: task.name }, 'the hold on a scheduled task could not be renewed'),
      )
    }, leaseSeconds * 300)
    let isDone = false
    try {
      await task.run(AbortSignal.any([stop.signal, lost.signal]))
      isDone = true
      log.info({ task: task.name }, 'a scheduled task is done')
    } catch (error) {
      if (!stop.signal.aborted) log.error({ err: error, task: task.name }, 'a scheduled task failed')
    } finally {
      clearInterval(beat)
      // A process that stops hands it back: it is due at once.
      const next = isDone ? task.everySeconds : stop.signal.aborted ? 0 : task.retrySeconds
      await endTask(store.pool, held, next)
    }
  }

  const look = () => {
    round ??= (async () => {
      for (const task of tasks) {
        if (stop.signal.aborted) return
        await perform(task).catch((error) =>
          log.error({ err: error, task: task.name }, 'a task could not be looked at'),
        )
      }
    })().finally(() => {
      round = null
    })
  }

  return {
    start() {
      if (tasks.length === 0 || timer) return
      void Promise.all(tasks.map((t) => declareTask(store.pool, t.name, Math.min(t.everySeconds, 3600))))
        .catch((error) => log.error({ err: error }, 'scheduled tasks could not be noted'))
        .then(() => {
          if (stop.signal.aborted) return
          timer = setInterval(look, everyMs)
          timer.unref()
          look()
        })
    },
    async stop() {
      stop.abort()
      if (timer) clearInterval(timer)
      await round
    },
  }
}
