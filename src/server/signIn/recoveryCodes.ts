import { createHmac, hkdfSync, randomInt } from 'node:crypto'
import { symmetricDecrypt } from 'better-auth/crypto'
import type { Store } from '../../store/index.ts'

/** No letter that is read as a digit or another letter. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz'
const groups = { count: 6, length: 4 }
const howMany = 10
const mark = 'hmac-sha256:'

/**
 * Recovery codes of authenticator apps: 118 random bits each, in the database only their HMAC under a key that is not in
 * it. The library compares what it keeps with what it is given, so it is given the HMAC as well.
 */
export function recoveryCodes(secret: string) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'openaims recovery codes', 32))

  /** What is kept of a code; how it was typed makes no difference. */
  const hashed = (code: string): string =>
    mark + createHmac('sha256', key).update(code.replace(/[\s-]/g, '').toLowerCase()).digest('base64url')

  // The library hands back those that are left to be kept again.
  const keep = (json: string): string =>
    JSON.stringify((JSON.parse(json) as string[]).map((code) => (code.startsWith(mark) ? code : hashed(code))))

  /** What is kept, also where an earlier version sealed the codes themselves. */
  async function read(kept: string): Promise<string> {
    return kept.startsWith('[') ? kept : keep(await symmetricDecrypt({ key: secret, data: kept }))
  }

  return {
    hashed,
    options: {
      customBackupCodesGenerate: (): string[] => Array.from({ length: howMany }, newCode),
      storeBackupCodes: { encrypt: async (json: string) => keep(json), decrypt: read },
    },

    /** Hashes the codes that an earlier version sealed; those of another secret cannot be read and stay as they are. */
    async hashSealed(store: Store): Promise<void> {
      for (const { account, codes } of await store.signIns.sealedRecoveryCodes()) {
        const made = await read(codes).catch(() => null)
        if (made !== null) await store.signIns.replaceRecoveryCodes(account, codes, made)
      }
    },
  }
}

function newCode(): string {
  const letters = Array.from({ length: groups.count * groups.length }, () => alphabet[randomInt(alphabet.length)])
  return Array.from({ length: groups.count }, (_, at) =>
    letters.slice(at * groups.length, (at + 1) * groups.length).join(''),
  ).join('-')
}
