import { setupI18n } from '@lingui/core'
import { capital, Opening, type Said, type Sent, Sentence } from '../../model/index.ts'
import { catalogueOf, type Language } from './catalogues.ts'

/** Says what the program says in one language, with dates and numbers as they are written there. */
export interface Speaker {
  readonly language: Language
  say(said: Said): string
  /** A label, title or other word that is data of the program; what is in no catalogue stays as it is. */
  word(text: string): string
  /** An answer with its sentences as text and the program's words in the language; what people wrote stays. */
  told<T>(answer: T): Sent<T>
}

/** Properties of answers that hold words of the program; all others hold names, numbers and what people wrote. */
const wordKeys = new Set([
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
  'action',
  'because',
  'reason',
  'next',
  'detail',
  'message',
  'carriesOver',
  'addForAi',
])

/** What to do is a sentence; an entry of the log names what was done by a code that programs know it by. */
const isWordAt = (key: string, value: unknown): boolean =>
  wordKeys.has(key) && !(key === 'action' && typeof value === 'string' && /^[\w.:-]+$/.test(value))

/** A record's title is its own, even when the program says the same words. */
const isRecord = (value: object): boolean => 'register' in value && 'ref' in value && 'id' in value

function makeSpeaker(language: Language): Speaker {
  const { region, messages, words, guidance } = catalogueOf(language)
  const i18n = setupI18n({ locale: region, messages: { [region]: Object.fromEntries(messages) } })
  const rounded = new Intl.NumberFormat(region)
  const exact = new Intl.NumberFormat(region, { maximumFractionDigits: 20 })
  // A number with few digits was put in by somebody, and each of them counts; one with many came out of a division.
  const numbers = { format: (n: number) => (String(n).length <= 12 ? exact : rounded).format(n) }
  const days = new Intl.DateTimeFormat(region, { dateStyle: 'long', timeZone: 'UTC' })
  const instants = new Intl.DateTimeFormat(region, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

  function shown(value: Sentence['values'][number]): string | number {
    if (value instanceof Sentence) return say(value)
    if (typeof value === 'number') return numbers.format(value)
    const text = String(value)
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return days.format(new Date(`${text}T00:00:00Z`))
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return `${instants.format(new Date(text))} UTC`
    return text
  }

  function say(said: Said): string {
    if (typeof said === 'string') return said
    if (said instanceof Opening) return capital(String(shown(said.values[0])))
    if (!messages.has(said.id)) return unlisted(said)
    // A plural chooses by the number, which it writes out itself.
    const isCount = said.id.startsWith('{0, plural')
    return i18n._(said.id, Object.fromEntries(said.values.map((value, at) => [at, isCount ? value : shown(value)])))
  }

  /** In English, a word of the data, or sentences behind one another, which read the same in every language. */
  function unlisted(said: Sentence): string {
    const word = said.values.length === 0 ? (words.get(said.id) ?? guidance.get(said.id)) : undefined
    if (word !== undefined) return word
    const english = said.toString()
    const isMoreThanHoles = said.values.length === 0 || said.id.startsWith('{0, plural')
    return isMoreThanHoles ? english : said.id.replace(/\{(\d+)\}/g, (_, at) => String(shown(said.values[Number(at)])))
  }

  const word = (text: string): string => words.get(text) ?? text

  function walk(value: unknown, isWord: boolean): unknown {
    if (typeof value === 'string') return isWord ? word(value) : value
    if (typeof value !== 'object' || value === null) return value
    if (value instanceof Sentence) return say(value)
    if (Array.isArray(value)) return value.map((each) => walk(each, isWord))
    if (isRecord(value) || Object.getPrototypeOf(value) !== Object.prototype) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each, isWordAt(key, each))]))
  }

  return { language, say, word, told: <T>(answer: T) => walk(answer, false) as Sent<T> }
}

const speakers = new Map<Language, Speaker>()

export function speakerOf(language: Language): Speaker {
  const known = speakers.get(language)
  if (known) return known
  const made = makeSpeaker(language)
  speakers.set(language, made)
  return made
}
