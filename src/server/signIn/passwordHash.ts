import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/**
 * What guessing one password costs: as much as OWASP advises (2024), in the variant that takes 16 MB instead of 128, so
 * that many colleagues can sign in at once on a small machine. It stands in every hash and may be raised.
 */
const cost = { N: 2 ** 14, r: 8, p: 5 }
const bytes = 32

/** Hashes a password with a salt of its own: `scrypt$N$r$p$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Whether a password is the one that was hashed; a hash that cannot be read is nobody's. */
export async function isHashed({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const found = /^scrypt\$(\d{1,8})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/.exec(hash)
  if (!found) return false
  const [, N, r, p, salt = '', kept = ''] = found
  const key = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) })
  return timingSafeEqual(key, Buffer.from(kept, 'base64url'))
}

function derive(password: string, salt: Buffer, options: ScryptOptions & typeof cost): Promise<Buffer> {
  // What looks the same and is typed on another keyboard is the same password (RFC 8265).
  const text = password.normalize('NFC')
  const maxmem = 256 * options.N * options.r
  return new Promise((done, failed) =>
    scrypt(text, salt, bytes, { ...options, maxmem }, (error, key) => (error ? failed(error) : done(key))),
  )
}
