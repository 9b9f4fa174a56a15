import { randomBytes } from 'node:crypto'

const pool = { bytes: randomBytes(16 * 256), at: 0 }

/** 16 random bytes, given out once; asking the system for many at once costs a tenth. */
export function random16(): Buffer {
  if (pool.at === pool.bytes.length) {
    pool.bytes = randomBytes(16 * 256)
    pool.at = 0
  }
  pool.at += 16
  return pool.bytes.subarray(pool.at - 16, pool.at)
}
