import { scimProblem } from './scimProblem.ts'

/** A resource as JSON. */
export type Resource = Readonly<Record<string, unknown>>
export type Test = (resource: Resource) => boolean

type Token = { readonly kind: 'word' | 'text' | 'sign'; readonly text: string }

const most = 60

/** Reads a filter (RFC 7644 3.4.2.2): comparisons with and, or, not, groups, and `emails[type eq "work"]`. */
export function parseScimFilter(text: string): Test {
  const tokens = tokensOf(text)
  let at = 0
  const peek = () => tokens[at]
  const isWord = (word: string) => peek()?.kind === 'word' && peek()?.text.toLowerCase() === word
  const isSign = (sign: string) => peek()?.kind === 'sign' && peek()?.text === sign
  const next = (): Token => {
    const token = tokens[at++]
    if (!token) throw bad(text)
    return token
  }
  const expect = (sign: string) => {
    if (!isSign(sign)) throw bad(text)
    at++
  }

  function either(): Test {
    const parts = [both()]
    while (isWord('or')) {
      at++
      parts.push(both())
    }
    return (r) => parts.some((p) => p(r))
  }
  function both(): Test {
    const parts = [single()]
    while (isWord('and')) {
      at++
      parts.push(single())
    }
    return (r) => parts.every((p) => p(r))
  }
  function single(): Test {
    if (isWord('not')) {
      at++
      const inner = group()
      return (r) => !inner(r)
    }
    return isSign('(') ? group() : comparison()
  }
  function group(): Test {
    expect('(')
    const inner = either()
    expect(')')
    return inner
  }
  function comparison(): Test {
    const path = next()
    if (path.kind !== 'word') throw bad(text)
    if (isSign('[')) {
      at++
      const inner = either()
      expect(']')
      const rest = peek()?.kind === 'word' && peek()?.text.startsWith('.') ? next().text.slice(1) : null
      const compare = rest === null ? null : operator()
      return (r) =>
        valuesAt(r, path.text).some(
          (v) => isObject(v) && inner(v) && (compare === null || compare(valuesAt(v, rest ?? ''))),
        )
    }
    const compare = operator()
    return (r) => compare(valuesAt(r, path.text))
  }
  function operator(): (values: readonly unknown[]) => boolean {
    const op = next().text.toLowerCase()
    if (op === 'pr') return (values) => values.some((v) => v !== null && v !== undefined && v !== '')
    const compare = Object.hasOwn(operators, op) ? operators[op] : undefined
    if (!compare) throw bad(text)
    const token = next()
    const wanted = token.kind === 'text' ? token.text : literal(token.text)
    return (values) => (op === 'ne' ? values.every((v) => compare(v, wanted)) : values.some((v) => compare(v, wanted)))
  }
  function literal(word: string): unknown {
    const known: Readonly<Record<string, unknown>> = { true: true, false: false, null: null }
    const low = word.toLowerCase()
    if (Object.hasOwn(known, low)) return known[low]
    const number = Number(word)
    if (Number.isNaN(number)) throw bad(text)
    return number
  }

  const test = either()
  if (at < tokens.length) throw bad(text)
  return test
}

/** Texts compare without regard to case, as names and addresses do; a multi-valued attribute holds objects with `value`. */
const plain = (v: unknown): unknown => (isObject(v) ? plain(v.value) : typeof v === 'string' ? v.toLowerCase() : v)

const ordered = (a: unknown, b: unknown, holds: (sign: number) => boolean): boolean => {
  const [x, y] = [plain(a), plain(b)]
  if (typeof x === 'number' && typeof y === 'number') return holds(Math.sign(x - y))
  return typeof x === 'string' && typeof y === 'string' && holds(x < y ? -1 : x > y ? 1 : 0)
}
const textual = (holds: (a: string, b: string) => boolean) => (a: unknown, b: unknown) => {
  const [x, y] = [plain(a), plain(b)]
  return typeof x === 'string' && typeof y === 'string' && holds(x, y)
}
const operators: Readonly<Record<string, (a: unknown, b: unknown) => boolean>> = {
  eq: (a, b) => plain(a) === plain(b),
  ne: (a, b) => plain(a) !== plain(b),
  co: textual((a, b) => a.includes(b)),
  sw: textual((a, b) => a.startsWith(b)),
  ew: textual((a, b) => a.endsWith(b)),
  gt: (a, b) => ordered(a, b, (s) => s > 0),
  ge: (a, b) => ordered(a, b, (s) => s >= 0),
  lt: (a, b) => ordered(a, b, (s) => s < 0),
  le: (a, b) => ordered(a, b, (s) => s <= 0),
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const pattern = /\s*(?:"((?:[^"\\]|\\.)*)"|([()[\]])|([^\s()[\]"]+))/gy
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [, quoted, sign, word] = match
    if (quoted !== undefined) tokens.push({ kind: 'text', text: unquote(quoted, text) })
    else tokens.push(sign ? { kind: 'sign', text: sign } : { kind: 'word', text: word ?? '' })
    if (tokens.length > most) throw bad(text)
    if (pattern.lastIndex >= text.trimEnd().length) return tokens
  }
  throw bad(text)
}

function unquote(quoted: string, text: string): string {
  try {
    return JSON.parse(`"${quoted}"`) as string
  } catch {
    throw bad(text)
  }
}

export const isObject = (v: unknown): v is Resource => typeof v === 'object' && v !== null && !Array.isArray(v)

/** Values at a dotted path, whatever the case of its letters and whether a schema stands in front of it. */
export function valuesAt(resource: Resource, path: string): unknown[] {
  const bare = path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:(User|Group):/i, '')
  let values: unknown[] = [resource]
  for (const part of bare.split('.'))
    values = values.flatMap((v) => {
      if (!isObject(v)) return []
      const key = Object.keys(v).find((k) => k.toLowerCase() === part.toLowerCase())
      return key === undefined ? [] : [v[key]].flat()
    })
  return values
}

const bad = (text: string) => scimProblem(400, `This filter is not understood: ${text.slice(0, 200)}`, 'invalidFilter')
