import type { FastifyBaseLogger } from 'fastify'
import { type Actor, catalogue, Problem, type Said } from '../../model/index.ts'
import { keepSentence } from '../../model/keptSentence.ts'
import { joined, say, term } from '../../model/say.ts'
import type { Store } from '../../store/index.ts'
import { newId } from '../../store/index.ts'
import {
  type ClaimedJob,
  claimJob,
  endJob,
  enqueueJob,
  noteProgress,
  readJob,
  releaseJob,
  renewLease,
} from '../../store/jobs.ts'
import { isDiskFull, mayPass } from '../../store/outage.ts'
import { withAccess } from '../signIn/accessHeld.ts'
import { JobCancelled, jobKind, jobKinds } from './registerJob.ts'

export interface RunnerOptions {
  readonly concurrency?: number
  readonly leaseSeconds?: number
  readonly pollMs?: number
  /** How long a stop waits for jobs to notice it; after that their lease runs out and another worker begins them again. */
  readonly stopMs?: number
  readonly log?: Pick<FastifyBaseLogger, 'error'>
  /** Told how a job ended here, for the metrics. */
  onEnded?(kind: string, state: string, seconds: number): void
}

export interface Runner {
  start(): void
  /** Looks for work now instead of at the next tick. */
  wake(): void
  /** Tells a job that runs in this process to stop. */
  cancel(id: string): void
  /** Stops taking jobs; those under way are put back for the next start. */
  stop(): Promise<void>
}

const runners = new Set<Runner>()
type Stop = 'cancelled' | 'stopping' | 'lost'

/** Puts a job into the queue and wakes the workers of this process. An id that is known is that same job, once. */
export async function startJob(
  store: Store,
  org: string,
  actor: Actor,
  kind: string,
  params: unknown,
  id = newId(),
): Promise<{ id: string; isNew: boolean }> {
  if (!jobKind(kind)) throw new Error(`no job "${kind}" is declared`)
  const isNew = await enqueueJob(store.pool, org, { id, kind, params, actor })
  for (const runner of runners) runner.wake()
  return { id, isNew }
}

/** Tells the workers of this process; those of others read it from the queue. */
export function cancelHere(id: string): void {
  for (const runner of runners) runner.cancel(id)
}

/** How long a silent worker keeps its jobs; the same in all processes of an installation. */
function leaseFrom(env: Readonly<Record<string, string | undefined>>): number {
  const seconds = Number(env.OPENAIMS_JOB_LEASE_SECONDS || 30)
  return Number.isFinite(seconds) ? Math.min(3600, Math.max(2, seconds)) : 30
}

/** Works off the queue inside this process: a few jobs at a time, each under a lease that it keeps renewing. */
export function makeRunner(store: Store, options: RunnerOptions = {}): Runner {
  const { concurrency = 2, leaseSeconds = leaseFrom(process.env), pollMs = 1000, stopMs = 25_000, log } = options
  const running = new Map<string, { stop: AbortController; ended: Promise<void> }>()
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  let looking: Promise<void> | null = null

  const look = (): Promise<void> => {
    looking ??= takeJobs()
      .catch((error) => log?.error({ err: error }, 'jobs could not be read'))
      .finally(() => {
        looking = null
      })
    return looking
  }

  async function takeJobs(): Promise<void> {
    while (!stopped && running.size < concurrency) {
      const job = await claimJob(store.pool, jobKinds(), leaseSeconds)
      if (!job) return
      const stop = new AbortController()
      const ended = work(job, stop)
        .catch((error) => log?.error({ err: error, job: job.id }, 'a job could not be ended'))
        .finally(() => {
          running.delete(job.id)
          if (!stopped) void look()
        })
      running.set(job.id, { stop, ended })
    }
  }

  async function work(job: ClaimedJob, stop: AbortController): Promise<void> {
    const kind = jobKind(job.kind)
    const row = await readJob(store.pool, job.org, job.id)
    const org = (await store.directory.organisations()).find((o) => o.id === job.org)
    if (!kind || !row || !org) {
      await endJob(store.pool, job, {
        state: 'failed',
        problem: keepSentence(say`What it was to work on is gone.`),
        result: null,
      })
      return
    }
    const actor = await presentActor(store, job.org, row.actor)
    const base = { id: job.id, org, actor: actor ?? row.actor, params: row.params, store, attempt: job.attempt }
    const giveUp = async (reason: Said) => {
      await kind.options.givenUp?.(base, reason)
      await endJob(store.pool, job, { state: 'failed', problem: keepSentence(reason), result: null })
    }
    if (actor === null) return giveUp(say`${row.actor.name} no longer belongs to this organisation; nothing was done.`)
    const most = kind.options.attempts ?? 3
    if (job.attempt > most)
      return giveUp(
        most === 1
          ? say`It was interrupted once before it could finish; start it again.`
          : say`It was interrupted ${most} times before it could finish; start it again.`,
      )
    const heartbeat = setInterval(
      () => {
        renewLease(store.pool, job, leaseSeconds).then(
          (held) => {
            if (held === null) stop.abort('lost' satisfies Stop)
            else if (held.cancel) stop.abort('cancelled' satisfies Stop)
          },
          (error) => log?.error({ err: error, job: job.id }, 'the lease of a job could not be renewed'),
        )
      },
      Math.min(leaseSeconds * 300, 5000),
    )
    const report = throttledProgress(store, job)
    const began = performance.now()
    const told = (state: string) => options.onEnded?.(job.kind, state, (performance.now() - began) / 1000)
    try {
      report.note(0, null, say`Starting`)
      const { result } = await kind.handler({ ...base, signal: stop.signal, progress: report.note })
      await report.settle()
      await endJob(store.pool, job, { state: 'done', problem: null, result })
      told('done')
    } catch (error) {
      await report.settle()
      await endInError(job, error, stop.signal, job.attempt >= most ? giveUp : null)
      told(stop.signal.aborted ? String(stop.signal.reason) : 'failed')
    } finally {
      clearInterval(heartbeat)
    }
  }

  /** `giveUp` ends a job that was begun as often as it may be. */
  async function endInError(
    job: ClaimedJob,
    error: unknown,
    signal: AbortSignal,
    giveUp: ((reason: Said) => Promise<void>) | null,
  ): Promise<void> {
    const why = signal.aborted ? (signal.reason as Stop) : null
    if (why === 'lost') return
    if (why === 'stopping') return releaseJob(store.pool, job)
    if (giveUp && isDiskFull(error)) {
      log?.error({ err: error, job: job.id }, 'a job found the disk full each time it was begun')
      return giveUp(
        job.attempt === 1
          ? say`The disk is full, and was so before it could finish. Whoever runs OpenAIMS has to free space; then start it again.`
          : say`The disk is full, and was so all ${job.attempt} times it was begun. Whoever runs OpenAIMS has to free space; then start it again.`,
      )
    }
    // Nobody knows how far it came: the lease runs out, and a worker that reaches the database begins it again.
    if (mayPass(error)) {
      log?.error({ err: error, job: job.id }, 'a job lost the database, or a disk is full; it is begun again')
      return
    }
    if (why === 'cancelled') {
      const said = error instanceof JobCancelled ? keepSentence(error.said) : null
      return endJob(store.pool, job, { state: 'cancelled', problem: said, result: null })
    }
    if (!(error instanceof Problem)) log?.error({ err: error, job: job.id }, 'a job failed')
    const said = error instanceof Problem ? wholly(error) : say`Something went wrong on our side (job ${job.id}).`
    await endJob(store.pool, job, { state: 'failed', problem: keepSentence(said), result: null })
  }

  const runner: Runner = {
    start() {
      runners.add(runner)
      timer ??= setInterval(() => void look(), pollMs)
      timer.unref()
      void look()
    },
    wake: () => void look(),
    cancel: (id) => running.get(id)?.stop.abort('cancelled' satisfies Stop),
    async stop() {
      stopped = true
      runners.delete(runner)
      if (timer) clearInterval(timer)
      await looking
      for (const { stop } of running.values()) stop.abort('stopping' satisfies Stop)
      const late = new Promise<void>((done) => setTimeout(done, stopMs).unref())
      await Promise.race([Promise.all([...running.values()].map((r) => r.ended)), late])
    },
  }
  return runner
}

/** Rights are those of now, not those of when the job was asked for; null when the person has left the organisation. */
async function presentActor(store: Store, org: string, actor: Actor): Promise<Actor | null> {
  if (actor.kind !== 'person') return actor
  const [memberships, access] = await Promise.all([
    store.directory.memberships(actor.id),
    store.access.effective(actor.id),
  ])
  const membership = memberships.find((m) => m.id === org)
  const held = membership && withAccess(membership, access)
  if (!held) return null
  const { permissions: _p, within: _w, standsFor: _s, ...plain } = actor
  return { ...plain, roles: held.roles, person: held.person, ...held.more }
}

/** Writes progress at most twice a second, the last word always. */
function throttledProgress(store: Store, job: ClaimedJob) {
  let latest: { done: number; total: number | null; step: Said } | null = null
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()
  let last = Number.NEGATIVE_INFINITY
  const write = () => {
    timer = null
    const at = latest
    latest = null
    last = performance.now()
    // Progress is a courtesy; the job itself goes on when it cannot be written.
    if (at)
      writing = writing
        .then(() => noteProgress(store.pool, job, { ...at, step: keepSentence(at.step) }))
        .catch(() => {})
  }
  return {
    note(done: number, total: number | null, step: Said) {
      latest = { done, total, step }
      timer ??= setTimeout(write, Math.max(0, last + 500 - performance.now()))
    },
    async settle() {
      if (timer) clearTimeout(timer)
      write()
      await writing
    },
  }
}

/** A problem as the one sentence a job keeps: with the places it names, where its own words do not say them. */
function wholly({ code, details }: Problem): Said {
  const places = (details.fields ?? []).slice(0, 5).map(({ field, message: why }) => joined([field, why], ': '))
  if (details.detail !== undefined) return details.detail
  const title = term(catalogue[code].title)
  return places.length > 0 ? joined([joined([title, ''], '.'), ...places], ' ') : title
}
