import { Inconsistent, inspect, type Kind } from './inspect.ts'
import { type Keys, type SignerKey, watchKeys } from './keys.ts'
import { type Memory, openMemory, type Remembered } from './memory.ts'
import { checkpointText, isSignedBy, readCheckpoint, signNote } from './note.ts'
import { type LogHead, type LogSource, openSource } from './source.ts'

export interface SignerOptions {
  readonly databaseUrl: string
  /** Where keys and memory lie: not where whoever administers the database can write, if it can be helped. */
  readonly folder: string
  /** Seconds between looks at the logs. */
  readonly everySeconds: number
  /** Hours between times when every log is gone through from its first entry. */
  readonly wholeEveryHours: number
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Signs although the database knows a newer key that is not in the folder, because that one is lost. */
  readonly takeOver?: boolean
  readonly log: (line: string) => void
}

export interface Signed {
  readonly org: string
  readonly size: number
  readonly note: string
}

export interface Signer {
  /** Those it signs with at present; a look takes up a new one. */
  readonly keys: Keys
  /** Looks at every log once and signs what has grown; `whole` goes through all entries. */
  look(whole?: boolean): Promise<readonly Signed[]>
  /** Logs it refuses at present, and why. */
  refused(): readonly { readonly org: string; readonly kind: Kind; readonly finding: string }[]
  close(): Promise<void>
}

/** Another signer, with keys that are not in this one's folder, signs the logs of this database. */
export class OtherSigner extends Error {
  constructor(keyId: string, folder: string) {
    super(
      `The logs of this database are signed with the key ${keyId}, which is not in ${folder}. An installation has one signer: set OPENAIMS_SIGNER=off on this machine, or move the signer's folder here from the machine that had it. If its keys are lost, run "openaims sign --take-over" once; who keeps checkpoints then needs the new verifier key.`,
    )
  }
}

/** Origin of an organisation's log: its id never changes and is never given to another, as a readable name could be. */
export const originOf = (instance: string, org: string): string => `${instance}/org/${org}/log`

export async function openSigner(options: SignerOptions): Promise<Signer> {
  const watched = await watchKeys(options.folder, options.environment, options.log)
  const memory = openMemory(options.folder)
  const source = openSource(options.databaseUrl)
  const refused = new Map<string, Inconsistent>()
  let published: Keys | null = null

  /** Public keys stand in the database before anything they sign does. */
  async function presentPlace(): Promise<Place> {
    const keys = await watched.present()
    if (keys !== published) {
      // Two that sign the same logs would contradict each other before everybody who keeps checkpoints.
      const isFirst = published === null && options.takeOver !== true
      const other = await source.publishKeys(keys.all, isFirst)
      if (other !== null) throw new OtherSigner(other, options.folder)
      published = keys
    }
    const key = keys.all.at(-1)
    if (!key) throw new Error('The signer has no key.')
    return { source, memory, keys, key, refused, log: options.log }
  }

  try {
    await presentPlace()
  } catch (error) {
    await source.close()
    throw error
  }
  return {
    get keys() {
      return watched.known()
    },
    async look(whole = false) {
      const place = await presentPlace()
      const signed: Signed[] = []
      const heads = await source.heads()
      const there = new Set(heads.map(({ org }) => org))
      const gone = (await memory.known()).filter((org) => !there.has(org))
      for (const org of gone) heads.push({ org, size: 0, peaks: [] })
      for (const head of heads) {
        const done = await lookAt(place, head, whole)
        if (done) signed.push(done)
      }
      await source.report(place.keys.instance, place.key.id, refused.size)
      return signed
    },
    refused: () => [...refused].map(([org, { kind, message }]) => ({ org, kind, finding: message })),
    close: () => source.close(),
  }
}

interface Place {
  readonly source: LogSource
  readonly memory: Memory
  readonly keys: Keys
  readonly key: SignerKey
  /** What was refused and why, so that each finding is told once. */
  readonly refused: Map<string, Inconsistent>
  readonly log: (line: string) => void
}

async function lookAt(place: Place, head: LogHead, whole: boolean): Promise<Signed | null> {
  const { source, memory, refused, key } = place
  const { org } = head
  const signed = (await memory.recall(org)) ?? (await fromDatabase(place, org))
  if (head.size === 0 && signed === null) return null
  const isNew = signed === null || head.size !== signed.size || signed.keyId !== key.id
  const samePeaks =
    signed?.peaks.length === head.peaks.length && head.peaks.every((p, at) => p.toString('hex') === signed.peaks[at])
  if (!whole && !isNew && samePeaks && !refused.has(org)) return null
  try {
    const from = whole || signed === null || refused.has(org) || signed.peaks.length === 0
    const done = await source.read(org, from ? 0 : signed.size, async (now, entries) => {
      const found = await inspect(now, entries, signed, from)
      return { ...found, size: now.size }
    })
    const wasRefused = refused.delete(org)
    if (wasRefused) place.log(`The log of ${org} is consistent again.`)
    if (wasRefused || whole) await source.reportFinding(org, done.size, null, null)
    if (signed && done.size === signed.size && signed.keyId === key.id) {
      // Signed before a crash, but not known to the database yet.
      if ((await source.lastNote(org)) !== signed.note) await publish(place, org, signed)
      return null
    }
    const next = signCheckpoint(place, org, done.tree, done.lastLeaf, signed)
    // Remembered first: a checkpoint that may have been seen is never forgotten.
    await memory.remember(org, next)
    await publish(place, org, next)
    return { org, size: next.size, note: next.note }
  } catch (error) {
    if (!(error instanceof Inconsistent)) throw error
    if (refused.get(org)?.message !== error.message) place.log(`NOT SIGNED: the log of ${org}: ${error.message}`)
    refused.set(org, error)
    await source.reportFinding(org, head.size, error.kind, error.message)
    return null
  }
}

async function publish({ source }: Place, org: string, it: Remembered): Promise<void> {
  const { size, origin, keyId, note } = it
  await source.publish(org, { size, root: Buffer.from(it.root, 'hex'), origin, keyId, note })
}

/** Signs with the present key; the first time after a rotation with the old one too, so that either leads to the other. */
function signCheckpoint(
  place: Place,
  org: string,
  tree: Inspectable,
  lastLeaf: string,
  signed: Remembered | null,
): Remembered {
  const { keys, key } = place
  const origin = signed?.origin ?? originOf(keys.instance, org)
  const root = tree.root()
  const old = signed && signed.keyId !== key.id ? keys.all.find(({ id }) => id === signed.keyId) : undefined
  const signers = [...(old ? [old] : []), key].map(({ seed }) => ({ name: origin, seed }))
  return {
    origin,
    size: tree.size,
    peaks: tree.peaks.map((p) => p.toString('hex')),
    lastLeaf,
    root: root.toString('hex'),
    keyId: key.id,
    note: signNote(checkpointText({ origin, size: tree.size, root }), signers),
  }
}

type Inspectable = Awaited<ReturnType<typeof inspect>>['tree']

/** When the memory is lost, the last checkpoint in the database that our key signed still binds. */
async function fromDatabase({ source, keys, log }: Place, org: string): Promise<Remembered | null> {
  const note = await source.lastNote(org)
  const said = note === null ? null : readCheckpoint(note)
  if (note === null || said === null) return null
  const key = keys.all.findLast(({ publicKey }) => isSignedBy(note, said.origin, publicKey))
  if (!key) {
    log(`The last checkpoint of ${org} was not signed by a key of this signer; it starts a history of its own.`)
    return null
  }
  log(`Nothing is remembered of the log of ${org}; going on from its last checkpoint in the database.`)
  return { ...said, root: said.root.toString('hex'), peaks: [], lastLeaf: '', keyId: key.id, note }
}
