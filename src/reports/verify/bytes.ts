// The verifier is made of files that import nothing but each other, run in Node and in a browser alike, and are joined
// into one file for the pack. Names at the top level are therefore unique over all of them.

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text)
export const textFrom = (bytes: Uint8Array): string => decoder.decode(bytes)

const hexDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export function hexOf(bytes: Uint8Array & { toHex?(): string }): string {
  if (bytes.toHex) return bytes.toHex()
  let text = ''
  for (const byte of bytes) text += hexDigits[byte]
  return text
}

export function bytesFromHex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16)
  return bytes
}

/** Bytes of base64 as it is written in one way only; null otherwise. */
export function bytesFromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const binary = atob(text)
    if (btoa(binary) !== text) return null
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}

export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])

export const isHex = (text: unknown): text is string => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text)

export type Loose = Readonly<Record<string, unknown>>

/** An object out of JSON; an empty one when it is none. */
export function parseLoose(text: string): Loose {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Loose) : {}
  } catch {
    return {}
  }
}

/**
 * An object out of a line of JSON that is written as packs write it. One that says a name twice, has spaces or other line
 * ends reads differently in another program: null then.
 */
export function parseExact(line: string): Loose | null {
  const value = parseLoose(line)
  return JSON.stringify(value) === line ? value : null
}
