import { bytesFromBase64 } from './bytes.ts'
import type { Say } from './findings.ts'
import { isSigned, parseNote, type VerifierKey, verifierKeyOf } from './notes.ts'

/** What `log/keys.json` says. */
export interface KeysSaid {
  readonly instance: string
  readonly origin: string
  readonly keys: readonly { readonly publicKey: string; readonly handover: string | null }[]
}

export interface TrustedKeys {
  readonly origin: string
  /** Keys a checkpoint may be signed with: those that lead to the one you named, or all of the pack. */
  readonly keys: readonly VerifierKey[]
}

export function parseKeys(text: string): KeysSaid | null {
  try {
    const it = JSON.parse(text) as Partial<KeysSaid> | null
    const whole =
      typeof it?.instance === 'string' &&
      typeof it.origin === 'string' &&
      Array.isArray(it.keys) &&
      it.keys.every((key) => bytesFromBase64(String(key?.publicKey))?.length === 32)
    return whole ? (it as KeysSaid) : null
  } catch {
    return null
  }
}

/** Follows the keys from one to the next: each must have been handed over to by the one before it. */
export async function trustKeys(said: KeysSaid, named: VerifierKey | null, say: Say): Promise<TrustedKeys> {
  const path = 'log/keys.json'
  const { origin, instance } = said
  const keys = said.keys.map(({ publicKey }) => verifierKeyOf(origin, bytesFromBase64(publicKey) ?? new Uint8Array(32)))
  // Numbers of the chain each key belongs to; a broken hand-over begins another.
  const chains: number[] = []
  for (const [at, { publicKey, handover }] of said.keys.entries()) {
    const before = said.keys[at - 1]
    const follows =
      before === undefined || (handover !== null && (await isHandover(instance, before.publicKey, publicKey, handover)))
    if (!follows) say('checkpoints', path, `Key ${at + 1} of the signer was not handed over to by the key before it.`)
    chains.push((chains.at(-1) ?? 0) + (follows ? 0 : 1))
  }
  if (named === null) return { origin, keys }
  if (named.name !== origin)
    say('checkpoints', path, `The key you named is for the log ${named.name}, but this is ${origin}.`)
  const at = keys.findIndex(
    ({ hash, publicKey }) => hash === named.hash && publicKey.every((b, i) => b === named.publicKey[i]),
  )
  if (at < 0) {
    say('checkpoints', path, 'The key you named is none of those in the pack.')
    return { origin, keys: [named] }
  }
  return { origin, keys: keys.filter((_, each) => chains[each] === chains[at]) }
}

async function isHandover(instance: string, old: string, next: string, handover: string): Promise<boolean> {
  const note = parseNote(handover)
  if (note?.text !== `${instance}\nopenaims signer key handover\n${old}\n${next}\n`) return false
  for (const key of [old, next]) {
    const bytes = bytesFromBase64(key)
    if (bytes === null || !(await isSigned(note, verifierKeyOf(instance, bytes)))) return false
  }
  return true
}
