/**
 * JSON Canonicalization Scheme (RFC 8785): keys sorted by UTF-16 code units, shortest numbers, no white space. Two
 * equal values always give the same text, so a digest of it can be recomputed by anyone.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON has no ${value}`)
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('canonical JSON needs well-formed text')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') {
    const object = value as Record<string, unknown>
    const keys = Object.keys(object).filter((k) => object[k] !== undefined)
    // The default sort compares UTF-16 code units, as the RFC asks.
    keys.sort()
    return `{${keys.map((k) => `${JSON.stringify(k)}:${canonicalJson(object[k])}`).join(',')}}`
  }
  throw new TypeError(`canonical JSON has no ${typeof value}`)
}
