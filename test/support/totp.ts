import { createHmac } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an authenticator app shows for a secret (RFC 6238), `steps` half minutes from now. */
export function totp(base32: string, steps = 0): string {
  const bits = [...base32.replace(/=+$/, '')].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const mac = createHmac('sha1', key).update(counter).digest()
  const at = (mac[19] ?? 0) & 0x0f
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/**
 * The code of the half minute before, which is still taken, so that the present one is left for the next sign-in. Waits
 * where this half minute is nearly over: the code would be two behind by the time it is sent.
 */
export async function totpBefore(base32: string): Promise<string> {
  const left = 30_000 - (Date.now() % 30_000)
  if (left < 6000) await wait(left + 100)
  return totp(base32, -1)
}
