import { createHash, randomBytes } from 'node:crypto'

/** What is kept of a secret that is random enough to need no salt: a link, a token, a key. */
export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

export const newSecret = (): string => randomBytes(32).toString('base64url')
