import type { JobState } from '../../store/jobs.ts'

/** An audit pack that was made, or is being made. */
export interface AuditPackEntry {
  readonly job: string
  readonly state: JobState
  /** The instant it tells about. */
  readonly asOf: string
  readonly askedAt: string
  /** Who asked for it. */
  readonly by: string
  /** Why there is none. */
  readonly problem: string | null
  /** SHA-256 and size of the file; null until there is one, and once it was removed. */
  readonly digest: string | null
  readonly size: number | null
  /** Address of the file, for whoever made it: a pack holds what its maker may see. */
  readonly href: string | null
}
