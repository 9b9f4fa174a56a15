import type { FileAnswer } from './file.ts'

/** A signed statement of how many entries the log has and which root they lead to. */
export interface CheckpointShown {
  readonly number: number
  readonly size: number
  /** Root of the tree in hexadecimal. */
  readonly root: string
  readonly at: string
  readonly keyId: string
}

export interface SignerKeyShown {
  readonly keyId: string
  /** As verifiers take it: name, hash and key. */
  readonly verifierKey: string
  readonly since: string
  /** How the key before it handed over, as a signed note. */
  readonly handover: string | null
}

export interface LogStanding {
  readonly size: number
  readonly lastAt: string
  readonly origin: string | null
  readonly checkpoint: CheckpointShown | null
  /** Entries since the last checkpoint. */
  readonly uncovered: number
  readonly signer: {
    readonly running: boolean
    readonly instance: string
    readonly keyId: string
    readonly at: string
  } | null
  /** Why the signer refuses the log at present. */
  readonly finding: { readonly kind: string; readonly finding: string; readonly at: string } | null
  readonly keys: readonly SignerKeyShown[]
  readonly stamps: readonly { readonly number: number; readonly authority: string; readonly stampedAt: string }[]
  /** What the last comparison of every row with the log found. */
  readonly check: {
    readonly at: string
    readonly size: number
    readonly versions: number
    readonly findings: readonly { readonly kind: string; readonly what: string }[]
  } | null
}

export interface InclusionShown {
  readonly seq: number
  readonly size: number
  /** In hexadecimal, like all hashes here. */
  readonly leaf: string
  readonly root: string
  readonly hashes: readonly string[]
  /** The entry and its proof with a checkpoint as one text (C2SP tlog-proof); null when none of that size was signed. */
  readonly proof: string | null
}

export interface VersionProof extends InclusionShown {
  readonly entry: string
  /** Salt and canonical body give the digest in the entry; null when they were erased. */
  readonly salt: string | null
  readonly body: Readonly<Record<string, unknown>> | null
  readonly erasedBy: number | null
}

export interface DeliveryShown {
  readonly id: string
  readonly kind: 'webhook' | 'email'
  readonly target: string
  readonly every: 'day' | 'week' | 'month'
  readonly lastNumber: number | null
  readonly lastSentAt: string | null
  readonly failures: number
  readonly lastProblem: string | null
}

export interface RetentionShown {
  readonly rules: readonly { readonly register: string; readonly months: number }[]
  readonly proposals: readonly {
    readonly id: string
    readonly register: string
    readonly before: string
    readonly versions: number
    readonly records: number
    readonly madeAt: string
  }[]
}

/** The log that outsiders can check. */
export interface LogRoutes {
  'GET log': { answer: LogStanding }
  'GET log/checkpoint': { answer: FileAnswer }
  'GET log/checkpoints': {
    query: { before?: number; limit?: number }
    answer: { readonly checkpoints: readonly CheckpointShown[] }
  }
  'GET log/checkpoints/{number}': { answer: FileAnswer }
  'GET log/proof': { query: { seq: number; size?: number }; answer: InclusionShown }
  'GET log/consistency': {
    query: { from: number; to?: number }
    answer: {
      readonly from: number
      readonly to: number
      readonly fromRoot: string
      readonly root: string
      readonly hashes: readonly string[]
    }
  }
  'GET log/versions/{id}/{version}/proof': { answer: VersionProof }
  'GET log/tile/{tile}': { answer: FileAnswer }
  'POST log/check': { answer: { readonly job: string } }
  'GET log/erasable/{id}': {
    answer: { readonly ref: string; readonly versions: readonly number[] }
  }
  'POST log/erasures': {
    body: { record: string; versions?: number[] | undefined; reason: string }
    answer: { readonly erased: readonly { readonly version: number; readonly seq: number }[] }
  }
  'GET log/deliveries': { answer: { readonly deliveries: readonly DeliveryShown[] } }
  'POST log/deliveries': {
    body: { kind: 'webhook' | 'email'; target: string; every: 'day' | 'week' | 'month' }
    answer: { readonly id: string; readonly secret: string | null }
  }
  'DELETE log/deliveries/{id}': { answer: { readonly removed: boolean } }
  'POST log/deliveries/{id}/send': { answer: { readonly number: number } }
  'GET log/retention': { answer: RetentionShown }
  'PUT log/retention': { body: { rules: { register: string; months: number }[] }; answer: { readonly kept: boolean } }
  'POST log/retention/{id}': { body: { decision: 'erased' | 'declined' }; answer: { readonly erased: number } }
}
