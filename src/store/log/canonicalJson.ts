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
  if (Array.isArray(value)) {
    let text = '['
    for (const item of value) text += `${text === '[' ? '' : ','}${canonicalJson(item)}`
    return `${text}]`
  }
  if (typeof value === 'object') return ofObject(value as Record<string, unknown>)
  throw new TypeError(`canonical JSON has no ${typeof value}`)
}

function ofObject(object: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(object)
  // The default comparison is of UTF-16 code units, as the RFC asks. Documents of records are in order already.
  if (keys.some((key, index) => index > 0 && key < (keys[index - 1] as string))) keys.sort()
  let text = '{'
  for (const key of keys) {
    const value = object[key]
    if (value !== undefined) text += `${text === '{' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value)}`
  }
  return `${text}}`
}
