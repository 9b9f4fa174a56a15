import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CompiledMessage, compileMessage } from '@lingui/message-utils/compileMessage'
import { pseudo } from '../../model/pseudo.ts'

/** Languages that answers, mails and reports can be in; `en-XA` is the pseudo-language that tests read. */
export const languages = ['en', 'de', 'en-XA'] as const
export type Language = (typeof languages)[number]

/** Languages a person can choose. */
export const choosable = ['en', 'de'] as const satisfies readonly Language[]

type Messages = ReadonlyMap<string, CompiledMessage>

/** What a language says for the sentences and words of the program, by the English ones. */
export interface Catalogue {
  /** Region by which dates and numbers are written. */
  readonly region: string
  readonly messages: Messages
  /** Words that are data of the program, ready to be shown. */
  readonly words: ReadonlyMap<string, string>
  /** Guidance of the standard's data, said only where a sentence of it is meant: many of its words are codes elsewhere. */
  readonly guidance: ReadonlyMap<string, string>
}

const folder = join(import.meta.dirname, '../../web/locales')
const read = (language: string, name: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(join(folder, language, `${name}.json`), 'utf8'))

const compiled = (said: Readonly<Record<string, string>>, mapText?: (words: string) => string): Messages =>
  new Map(Object.entries(said).map(([english, text]) => [english, compileMessage(text, mapText)]))

const itself = (held: object) => Object.fromEntries(Object.keys(held).map((text) => [text, text]))

const pseudoWords = (name: string): ReadonlyMap<string, string> =>
  new Map(Object.keys(read('en', name)).map((text) => [text, pseudo(text)]))

const load: Readonly<Record<Language, () => Catalogue>> = {
  en: () => ({ region: 'en-GB', messages: new Map(), words: new Map(), guidance: new Map() }),
  de: () => ({
    region: 'de',
    messages: compiled(read('de', 'said')),
    words: new Map(Object.entries(read('de', 'data'))),
    guidance: new Map(Object.entries(read('de', 'guidance'))),
  }),
  'en-XA': () => ({
    region: 'en-GB',
    messages: compiled(itself(read('en', 'said')), pseudo),
    words: pseudoWords('data'),
    guidance: pseudoWords('guidance'),
  }),
}

const loaded = new Map<Language, Catalogue>()

/** Read from disk when first asked for, then kept. */
export function catalogueOf(language: Language): Catalogue {
  const known = loaded.get(language)
  if (known) return known
  const made = load[language]()
  loaded.set(language, made)
  return made
}
