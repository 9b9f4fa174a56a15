import type { ChosenLanguage } from '../../server/contract/language.ts'
import { activate } from './i18n.ts'

interface Language {
  readonly name: string
  readonly direction?: 'rtl'
  load(): Promise<void>
}

/** English in accented and longer words, which shows what is not translated and what is too narrow. */
async function loadPseudo(): Promise<void> {
  const [{ pseudo }, messages] = await Promise.all([
    import('../../model/pseudo.ts'),
    import('../locales/en/messages.json'),
  ])
  activate('en-XA', Object.fromEntries(Object.keys(messages.default).map((text) => [text, text])), pseudo)
}

/** Languages the client speaks. Catalogues are loaded when they are spoken; English is in the program itself. */
const languages = {
  en: { name: 'English', load: async () => {} },
  de: {
    name: 'Deutsch',
    load: async () => activate('de', (await import('../locales/de/messages.json')).default),
  },
  pseudo: { name: 'Pseudo', load: loadPseudo },
  'pseudo-rtl': { name: 'Pseudo from right to left', direction: 'rtl', load: loadPseudo },
} satisfies Readonly<Record<string, Language>>

export type LanguageCode = keyof typeof languages

/** Languages to choose from; the pseudo-languages are for tests and come by their address alone. */
export const languageChoices: readonly { readonly code: ChosenLanguage; readonly name: string }[] = [
  { code: 'en', name: languages.en.name },
  { code: 'de', name: languages.de.name },
]

/** What a language calls itself; its code where it is none to choose. */
export const languageName = (code: string): string => languageChoices.find((each) => each.code === code)?.name ?? code

/** Of those to choose from, the one that is spoken now. */
export const spokenChoice = (): ChosenLanguage => (wanted() === 'de' ? 'de' : 'en')

const kept = 'openaims.language'
const isLanguage = (code: string | null | undefined): code is LanguageCode =>
  code !== null && code !== undefined && Object.hasOwn(languages, code)

function remembered(): string | null {
  try {
    return localStorage.getItem(kept)
  } catch {
    // Storage may be barred; the browser's language holds then.
    return null
  }
}

/** The language chosen in this browser; null when the browser's own is used. */
export const chosenLanguage = (): LanguageCode | null => {
  const code = remembered()
  return isLanguage(code) ? code : null
}

/** Which language to speak: `?locale=` of the address, the choice kept, the browser's, English. */
function wanted(): LanguageCode {
  const asked = new URLSearchParams(location.search).get('locale')
  if (isLanguage(asked)) return asked
  const own = navigator.languages.map((each) => each.slice(0, 2).toLowerCase())
  return chosenLanguage() ?? own.find((code) => isLanguage(code)) ?? 'en'
}

/** Loads what the reader is to read in, and tells the page. */
export async function chooseLanguage(): Promise<void> {
  const code = wanted()
  try {
    await languages[code].load()
    const { direction }: Language = languages[code]
    document.documentElement.lang = code.startsWith('pseudo') ? 'en' : code
    document.documentElement.dir = direction ?? 'ltr'
  } catch {
    // A catalogue that cannot be fetched keeps nobody out: everything can be said in English.
  }
}

/** Keeps a choice (null: as the browser says) in this browser and starts anew in it; forms keep their drafts. */
export function setLanguage(code: LanguageCode | null): void {
  keep(code)
  const address = new URL(location.href)
  address.searchParams.delete('locale')
  location.replace(address)
}

/**
 * What the account says goes before what this browser kept: another device may have chosen since. An address that asks
 * for a language, and the pseudo-languages, are left alone.
 */
export function followAccount(code: LanguageCode | null): void {
  if (new URLSearchParams(location.search).has('locale') || chosenLanguage()?.startsWith('pseudo')) return
  if (code !== null && code !== chosenLanguage()) setLanguage(code)
}

function keep(code: LanguageCode | null): void {
  try {
    if (code === null) localStorage.removeItem(kept)
    else localStorage.setItem(kept, code)
  } catch {
    // Barred storage keeps nothing; the address still can.
  }
}
