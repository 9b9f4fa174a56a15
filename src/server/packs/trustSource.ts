import { hasLimitedFields, type Register, shapeOf } from '../../model/index.ts'
import type { RegisterTrust, TrustSource } from '../../reports/pack/trustFiles.ts'
import type { Store } from '../../store/index.ts'
import { loggedBodies } from '../../store/log/bodies.ts'
import { readCheckpoint, readCheckpoints, readSignerKeys, readSignerState } from '../../store/log/checkpoints.ts'
import { readStamps } from '../../store/log/stamps.ts'
import type { LogSight } from './logSight.ts'

export interface TrustOrder {
  readonly org: string
  /** Entries the pack holds. */
  readonly size: number
  /** Time of the pack: what was signed later is left out, so that a pack of the same time is always the same. */
  readonly asOf: string
  /** What its reader sees. */
  readonly registers: readonly Register[]
  /** Whose texts and erasures the reader gets. */
  readonly sees: LogSight
  /** Whether fields with personal data are in the pack. */
  readonly personal: boolean
}

/** What a pack needs so that an outsider can check it: checkpoints, keys, and the texts that the reader may see. */
export async function trustSource(store: Store, order: TrustOrder): Promise<TrustSource> {
  const { org, size, asOf, registers, sees, personal } = order
  const { pool } = store
  // A text stands as it was digested: one with a field that its reader may not see cannot be shown in part.
  const shown = registers.filter(
    (r) => !hasLimitedFields(r) && (personal || !Object.values(r.fields).some((field) => field.personal)),
  )
  const [first, state, keys] = await Promise.all([
    readCheckpoint(pool, org, 1),
    readSignerState(pool),
    readSignerKeys(pool),
  ])
  return {
    organisationId: org,
    signer:
      first && state && first.at <= asOf
        ? {
            instance: first.origin.slice(0, first.origin.indexOf('/org/')),
            origin: first.origin,
            keys: keys
              .filter(({ at }) => at <= asOf)
              .map(({ publicKey, handover }) => ({ publicKey: publicKey.toString('base64'), handover })),
          }
        : null,
    async *checkpoints() {
      // Read from the newest backwards; told from the oldest on.
      for (let from = 1; ; from += 500) {
        const rows = await readCheckpoints(pool, org, { before: from + 500, limit: 500 })
        const part = rows.filter(({ number }) => number >= from).toReversed()
        for (const { number, note, size: covered, at } of part)
          if (covered <= size && at <= asOf) yield { number, note }
        if (part.length < 500) return
      }
    },
    bodies: () =>
      loggedBodies(
        pool,
        org,
        size,
        shown.map((r) => r.name),
        sees,
      ),
    async *stamps() {
      for (const { number, token, size: covered, stampedAt } of await readStamps(pool, org))
        if (covered <= size && stampedAt <= asOf) yield { number, token }
    },
    registers: Object.fromEntries(registers.map((r) => [r.name, trustOf(r, shown.includes(r))])),
  }
}

/** Of the records whose entries are shown all are in the pack that are not archived, and those of a register whole in text. */
const trustOf = (register: Register, texts: boolean): RegisterTrust => ({
  stored: [...Object.keys(register.fields), ...Object.keys(register.links)],
  computed: Object.keys(register.computed),
  shape: shapeOf(register),
  ownTitle: register.titleOf === undefined,
  complete: true,
  texts,
})
