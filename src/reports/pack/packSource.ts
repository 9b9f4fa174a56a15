import type { Readable } from 'node:stream'
import type { AnyRecord, Register, Said, Sent } from '../../model/index.ts'
import type { Names, ReadinessFinding, ReadinessShown } from '../material.ts'
import type { CarriedFile } from '../models/evidenceIndex.ts'
import type { SoaLine } from '../models/soaReport.ts'
import type { ReportVoice } from '../voice.ts'
import type { PackedFile } from './packZip.ts'
import type { TrustSource } from './trustFiles.ts'

/**
 * All a pack is made from, as of one time. Streams are asked for anew each time they are needed and give the same things
 * in the same order; then equal sources give equal packs.
 */
export interface PackSource {
  readonly organisation: string
  readonly asOf: string
  readonly programVersion: string
  /** What the reader may see, in the order of the site. */
  readonly registers: readonly Register[]
  records(register: Register): AsyncIterable<AnyRecord>
  /** Names of records that links point to but that the pack does not hold. */
  readonly names: Names
  readonly soaLines: readonly SoaLine[]
  readonly readiness: ReadinessShown
  /** Every finding of readiness, accepted ones too. */
  findings(): AsyncIterable<ReadinessFinding>
  /** The organisation's log from its first entry. */
  log(): AsyncIterable<LogLine>
  /** Size and RFC 6962 root (lower-case hex) of the log that `log()` gives. */
  readonly logHead: { readonly size: number; readonly root: string }
  /** Checkpoints, keys and texts that let an outsider check the log; left out, the pack proves less. */
  readonly trust?: TrustSource
  /** Every version of every record, one object each. */
  versions?(): AsyncIterable<Readonly<Record<string, unknown>>>
  /** Every file a record carries, each hash once, with the records that carry it. */
  files(): AsyncIterable<CarriedFile>
  file(hash: string): Promise<{ readonly size: number; readonly mediaType: string; readonly stream: Readable }>
}

export interface LogLine {
  readonly seq: number
  /** Canonical JSON of the entry; its bytes are the leaf. Null: about a record the reader may not know of. */
  readonly entry: string | null
  /** Leaf hash in lower-case hex. */
  readonly leaf: string
}

export interface PackOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: {
    readonly step: Said
    readonly done: number
    readonly total: number | null
  }) => void
  /** The language of pages and documents; English when left out. */
  readonly voice?: ReportVoice
  /** Keeps fields marked as personal data, and record versions, in the pack. */
  readonly personal?: boolean
}

export const packFormat = 'openaims-pack'
/** 2: entries may be withheld, leaving their leaf. */
export const packFormatVersion = 2

/** What a pack says about itself, the last file in it. */
export interface PackManifest {
  readonly format: typeof packFormat
  readonly formatVersion: number
  readonly program: 'OpenAIMS'
  readonly programVersion: string
  readonly organisation: string
  readonly asOf: string
  /** Of pages and documents; records, log and this manifest are the same in every language. */
  readonly language: string
  readonly counts: {
    readonly records: number
    readonly registers: Readonly<Record<string, number>>
    readonly evidence: number
    readonly evidenceBytes: number
  }
  /** `withheld`: how many entries are told by their leaf alone. */
  readonly log: { readonly size: number; readonly root: string; readonly withheld: number }
  /** In English, whatever the language of the pages. */
  readonly leftOut: readonly Sent<LeftOut>[]
  /** Every other file, by path. */
  readonly files: readonly PackedFile[]
}

export interface LeftOut {
  readonly what: Said
  readonly why: Said
}
