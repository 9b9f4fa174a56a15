import { isTranslated, t } from './i18n.ts'

/** Properties of answers that hold words of the program; all others hold names, numbers and what people wrote. */
const words = new Set([
  'label',
  'one',
  'many',
  'explain',
  'help',
  'hint',
  'unit',
  'title',
  'purpose',
  'proof',
  'fix',
  'why',
  'text',
  'gist',
  'objective',
  'asks',
  'source',
  'what',
  'typical_evidence',
  'action',
  'because',
  'reason',
])

/** A record's title is its own, even when the program says the same words. */
const isRecord = (value: object): boolean => 'register' in value && 'ref' in value && 'id' in value

/**
 * An answer of the server with the words of the program in the reader's language. Sentences that are put together from
 * records are in no catalogue and stay as they are.
 */
export function translated<T>(answer: T): T {
  return isTranslated() ? (walk(answer, false) as T) : answer
}

function walk(value: unknown, isWord: boolean): unknown {
  if (typeof value === 'string') return isWord ? t.data(value) : value
  if (Array.isArray(value)) return value.map((each) => walk(each, isWord))
  if (typeof value !== 'object' || value === null || isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each, words.has(key))]))
}
