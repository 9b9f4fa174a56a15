import { humanise } from './humanise.ts'
import { inSentence } from './inSentence.ts'

/**
 * A sentence the program puts together from records, kept apart from its values so that it can be said in any language:
 * `id` is the English sentence with `{0}`, `{1}` … where the values go. Wherever text is wanted it is English, which keeps
 * what is written to files and to the log the same whoever asks.
 */
export class Sentence {
  readonly id: string
  /** Words of records and dates `yyyy-mm-dd` as they are, numbers, and sentences within the sentence. */
  readonly values: readonly Value[]
  readonly #english: string | undefined

  /** `english` is given where the id is more than holes to fill, such as a plural. */
  constructor(id: string, values: readonly Value[], english?: string) {
    this.id = id
    this.values = values
    this.#english = english
  }

  toString(): string {
    return this.#english ?? this.id.replace(/\{(\d+)\}/g, (_, at) => String(this.values[Number(at)]))
  }

  toJSON(): string {
    return this.toString()
  }
}

/** What an answer holds once it was sent: sentences as text, in the language that was asked for. */
export type Sent<T> = T extends Sentence
  ? string
  : T extends string
    ? T
    : T extends object
      ? { [K in keyof T]: Sent<T[K]> }
      : T

type Value = Said | number | null | undefined

/** A sentence of the program, or words that are the same in every language: of a person, or an identifier. */
export type Said = string | Sentence

/**
 * Says something about records: ``say`${called(risk)} has no owner.` ``. `node scripts/messages.ts` gathers what is said
 * here for translators. Words that are themselves the program's go in as sentences; plain strings are left as they are.
 */
export function say(words: TemplateStringsArray, ...values: readonly Value[]): Sentence {
  return new Sentence(
    words.reduce((id, part, at) => `${id}{${at - 1}}${part}`),
    values,
  )
}

/** Words that are data of the program, such as the label of a field or the title of a control. */
export const term = (label: string): Sentence => new Sentence(label, [])

/** "1 risk", "3 risks". */
export const count = (n: number, one: string, many = `${one}s`): Sentence =>
  new Sentence(countId(one, many), [n], `${n} ${n === 1 ? one : many}`)

/** A whole number as readers of each language group it: `1,201`. */
export const figure = (n: number): Sentence => new Sentence('{0}', [n], n.toLocaleString('en'))

/** How a counted noun stands in a catalogue. */
export const countId = (one: string, many: string): string => `{0, plural, one {# ${one}} other {# ${many}}}`

/** Sentences or names behind one another. */
export const joined = (parts: readonly Value[], by: string): Sentence =>
  new Sentence(parts.map((_, at) => `{${at}}`).join(by), parts)

/** "A, B and C". */
export function listed(parts: readonly Value[]): Said {
  if (parts.length === 0) return ''
  const last = parts[parts.length - 1]
  return parts.length === 1 ? joined([last], '') : say`${joined(parts.slice(0, -1), ', ')} and ${last}`
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Words that begin a sentence, whatever they are in the language they are said in. */
export class Opening extends Sentence {
  constructor(said: Sentence) {
    super('{0}', [said], capital(String(said)))
  }
}

/** With a capital at the start, in languages that have them; words of a person stay as they are. */
export const asSentence = (said: Said): Said => (typeof said === 'string' ? said : new Opening(said))

/**
 * A value of a list as it stands in a sentence: `data_preparation` is "data preparation", translated as its label is. The
 * list is given where its labels say more than their values.
 */
export const valueWord = (value: string, list: readonly { readonly value: string; readonly label: string }[] = []) =>
  new Sentence(list.find((each) => each.value === value)?.label ?? humanise(value), [], value.replaceAll('_', ' '))

/** A label of the data as it stands inside a sentence: small in English, as it is in languages that write nouns large. */
export const labelWord = (label: string): Sentence => new Sentence(label, [], inSentence(label))
