/** A value of ASN.1 in DER: its tag, its contents, and itself as it stands. */
export interface Der {
  readonly tag: number
  readonly body: Buffer
  readonly raw: Buffer
}

/** Reads the value at the start; throws on what is not DER. */
export function readDer(bytes: Buffer): Der {
  const tag = bytes[0]
  let length = bytes[1]
  if (tag === undefined || length === undefined || (tag & 0x1f) === 0x1f) throw new Error('this is not DER')
  let at = 2
  if (length >= 0x80) {
    const count = length & 0x7f
    if (count < 1 || count > 4 || bytes.length < 2 + count) throw new Error('this is not DER')
    length = bytes.readUIntBE(2, count)
    at += count
  }
  if (bytes.length < at + length) throw new Error('this is not DER: it ends early')
  return { tag, body: bytes.subarray(at, at + length), raw: bytes.subarray(0, at + length) }
}

/** The values inside one. */
export function partsOf({ body }: Der): Der[] {
  const parts: Der[] = []
  for (let rest = body; rest.length > 0; ) {
    const part = readDer(rest)
    parts.push(part)
    rest = rest.subarray(part.raw.length)
  }
  return parts
}

/** A part that must be there, with the tag it must have. */
export function partAt(of: Der, index: number, tag: number): Der {
  const part = partsOf(of)[index]
  if (part?.tag !== tag) throw new Error('a time stamp is not built as RFC 3161 says')
  return part
}

export function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const digits =
    body.length < 0x80
      ? []
      : [...Buffer.from(body.length.toString(16).padStart(body.length > 0xff ? 4 : 2, '0'), 'hex')]
  const head = digits.length === 0 ? [tag, body.length] : [tag, 0x80 | digits.length, ...digits]
  return Buffer.concat([Buffer.from(head), body])
}

export const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts)

/** An object identifier in dots. */
export function oidText({ body }: Der): string {
  const numbers: number[] = []
  let value = 0
  for (const byte of body) {
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) {
      numbers.push(value)
      value = 0
    }
  }
  const [first = 0, ...rest] = numbers
  const top = Math.min(2, Math.floor(first / 40))
  return [top, first - top * 40, ...rest].join('.')
}

export function oid(text: string): Buffer {
  const [top = 0, second = 0, ...rest] = text.split('.').map(Number)
  const bytes = [top * 40 + second, ...rest].flatMap((value) => {
    const digits = [value & 0x7f]
    for (let more = Math.floor(value / 128); more > 0; more = Math.floor(more / 128))
      digits.unshift((more & 0x7f) | 0x80)
    return digits
  })
  return der(0x06, Buffer.from(bytes))
}
