import type { Actor, Said } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import type { OrganisationRow } from '../../store/organisations.ts'

/** What a job is given: where it works, as whom, on what; it looks at `signal` between steps and reports how far it is. */
export interface JobContext {
  readonly id: string
  readonly org: OrganisationRow
  readonly actor: Actor
  readonly params: unknown
  readonly store: Store
  readonly signal: AbortSignal
  /** 1 for the first try, more when a worker died or stopped before. */
  readonly attempt: number
  progress(done: number, total: number | null, step: Said): void
}

export type JobHandler = (context: JobContext) => Promise<{
  /** Address of the result, for people to open. */
  readonly result: string | null
}>

export interface JobOptions {
  /** How often it is begun at most when its worker dies; 3 when left out. A job must bear being begun again. */
  readonly attempts?: number
  /** Told when the job will not be tried again although it never ended by itself. */
  givenUp?(context: Omit<JobContext, 'signal' | 'progress'>, reason: Said): Promise<void>
}

export interface JobKind {
  readonly handler: JobHandler
  readonly options: JobOptions
}

const kinds = new Map<string, JobKind>()

/** Declares a kind of job: `registerJob('auditPack', async ({ params, progress }) => …)`. Done at import, once. */
export function registerJob(kind: string, handler: JobHandler, options: JobOptions = {}): void {
  if (kinds.has(kind)) throw new Error(`the job "${kind}" is declared twice`)
  kinds.set(kind, { handler, options })
}

export const jobKinds = (): readonly string[] => [...kinds.keys()]
export const jobKind = (kind: string): JobKind | undefined => kinds.get(kind)

/** A job that stopped because it was cancelled may say what had happened until then. */
export class JobCancelled extends Error {
  readonly said: Said

  constructor(said: Said) {
    super(String(said))
    this.said = said
  }
}
