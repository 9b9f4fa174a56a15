import { type Said, Sentence } from './say.ts'

/** A sentence as it lies in a row or a file until it is known who reads it, and in which language. */
interface Kept {
  readonly said: {
    readonly id: string
    readonly values: readonly (string | number | null | Kept)[]
    /** As it reads in English, which a plural cannot be made of its id alone. */
    readonly english: string
  }
}

const kept = (sentence: Sentence): Kept => ({
  said: {
    id: sentence.id,
    values: sentence.values.map((value) => (value instanceof Sentence ? kept(value) : (value ?? null))),
    english: String(sentence),
  },
})

const isKept = (value: unknown): value is Kept => {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return false
  const { said } = value as Partial<Kept>
  return typeof said?.id === 'string' && Array.isArray(said.values) && typeof said.english === 'string'
}

const revived = ({ said: { id, values, english } }: Kept): Sentence =>
  new Sentence(
    id,
    values.map((value) => (isKept(value) ? revived(value) : value)),
    english,
  )

/** For a column of text: a sentence with its values apart, words of a person as they are. */
export const keepSentence = (said: Said): string => (said instanceof Sentence ? JSON.stringify(kept(said)) : said)

/** What `keepSentence` gave, to be said again; any other text is itself. */
export function readSentence(text: string): Said {
  if (!text.startsWith('{"said":')) return text
  try {
    const value: unknown = JSON.parse(text)
    return isKept(value) ? revived(value) : text
  } catch {
    return text
  }
}

/** A plain value as JSON text in which sentences lie with their values apart. */
export const keepSentences = (value: unknown): string =>
  JSON.stringify(value, function (this: Record<string, unknown>, key, plain: unknown) {
    // By now `plain` is what the sentence made of itself; the sentence still stands in its place.
    const was = this[key]
    return was instanceof Sentence ? kept(was) : plain
  })

/** The value `keepSentences` was given, its sentences to be said again. */
export const readSentences = (text: string): unknown =>
  JSON.parse(text, (_key, value: unknown) => (isKept(value) ? revived(value) : value))
