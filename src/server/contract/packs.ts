import type { Said, Sent } from '../../model/index.ts'
import type { PackContents } from '../../store/auditPacks.ts'
import type { JobState } from '../../store/jobs.ts'
import type { FileAnswer } from './file.ts'

/** An audit pack that was made, or is being made. */
export interface AuditPackEntry {
  readonly job: string
  readonly state: JobState
  /** The instant it tells about. */
  readonly asOf: string
  /** Of its pages and documents. */
  readonly language: string
  readonly askedAt: string
  /** Who asked for it. */
  readonly by: string
  /** Why there is none. */
  readonly problem: Said | null
  /** SHA-256 and size of the file; null until there is one, and once it was removed. */
  readonly digest: string | null
  readonly size: number | null
  /** What is in it, in numbers; null where this was not noted yet. */
  readonly contents: PackContents | null
  /** Marked to stay: neither its age nor a person removes it before somebody takes the mark away. */
  readonly kept: boolean
  /** Address of the file, for those who may read everything its maker could. */
  readonly href: string | null
}

/** What can be done about packs. */
export interface PackRoutes {
  'GET audit-packs': { answer: readonly Sent<AuditPackEntry>[] }
  'POST audit-packs': {
    body: { asOf?: string; language?: string }
    answer: { readonly job: string; readonly asOf: string | null }
  }
  'GET audit-packs/{id}': { answer: Sent<AuditPackEntry> }
  'GET audit-packs/{id}/file': { answer: FileAnswer }
  'PATCH audit-packs/{id}': { body: { kept: boolean }; answer: Sent<AuditPackEntry> }
  'DELETE audit-packs/{id}': { answer: { readonly removed: boolean } }
}
