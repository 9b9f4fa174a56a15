import { joinBytes, utf8 } from './bytes.ts'

// SHA-256 (FIPS 180-4). Node's own is used where there is one, for speed; browsers hash whole texts only, and later.

interface NodeCrypto {
  hash(algorithm: string, data: string | Uint8Array, encoding: 'buffer'): Uint8Array
  createHash(algorithm: string): { update(data: Uint8Array): unknown; digest(): Uint8Array }
}

interface NodeParts {
  getBuiltinModule?(name: string): unknown
}

/** A module that comes with Node, or undefined in a browser. */
export function nodeModule<T>(name: string): T | undefined {
  const { process } = globalThis as { process?: NodeParts }
  // The caller names the shape it uses of a module it knows.
  return process?.getBuiltinModule?.(name) as T | undefined
}

const fast = nodeModule<NodeCrypto>('node:crypto')

export interface Hasher {
  update(part: Uint8Array): void
  digest(): Uint8Array
}

export function makeHasher(): Hasher {
  if (!fast) return makePlainHasher()
  const hash = fast.createHash('sha256')
  return { update: (part) => void hash.update(part), digest: () => hash.digest() }
}

export function sha256(data: Uint8Array): Uint8Array {
  if (fast) return fast.hash('sha256', data, 'buffer')
  const hasher = makePlainHasher()
  hasher.update(data)
  return hasher.digest()
}

/** Hash of a leaf and of an inner node (RFC 6962 2.1). */
export const leafHashOf = (entry: string): Uint8Array => sha256(utf8(`\u0000${entry}`))
export const nodeHashOf = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(joinBytes(Uint8Array.of(1), left, right))

const isPrime = (n: number) => {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false
  return true
}
const primes = Array.from({ length: 310 }, (_, at) => at + 2)
  .filter(isPrime)
  .slice(0, 64)
/** The first 32 bits behind the point of a root: where the constants of SHA-256 come from. */
const fraction = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0
const rounds = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)))
const begin = Int32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)))

/** For browsers. */
export function makePlainHasher(): Hasher {
  const state = Int32Array.from(begin)
  const block = new Uint8Array(64)
  const words = new Int32Array(64)
  const view = new DataView(block.buffer)
  let filled = 0
  let total = 0

  function compress(): void {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(i * 4)
    for (let i = 16; i < 64; i++) {
      const x = words[i - 15] ?? 0
      const y = words[i - 2] ?? 0
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
      words[i] = ((words[i - 16] ?? 0) + s0 + (words[i - 7] ?? 0) + s1) | 0
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (rounds[i] ?? 0) + (words[i] ?? 0)) | 0
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + t1) | 0
      d = c
      c = b
      b = a
      a = (t1 + t2) | 0
    }
    for (const [i, add] of [a, b, c, d, e, f, g, h].entries()) state[i] = ((state[i] ?? 0) + add) | 0
  }

  function update(part: Uint8Array): void {
    total += part.length
    for (let at = 0; at < part.length; ) {
      const taken = Math.min(64 - filled, part.length - at)
      block.set(part.subarray(at, at + taken), filled)
      filled += taken
      at += taken
      if (filled === 64) {
        compress()
        filled = 0
      }
    }
  }

  return {
    update,
    digest() {
      const bits = total * 8
      const tail = new Uint8Array(filled < 56 ? 64 - filled : 128 - filled)
      tail[0] = 0x80
      const end = new DataView(tail.buffer)
      end.setUint32(tail.length - 8, Math.floor(bits / 2 ** 32))
      end.setUint32(tail.length - 4, bits % 2 ** 32)
      update(tail)
      const result = new Uint8Array(32)
      const out = new DataView(result.buffer)
      for (const [i, word] of state.entries()) out.setInt32(i * 4, word)
      return result
    },
  }
}
