import { inSentence as inEnglish } from '../../model/inSentence.ts'
import { locale } from './i18n.ts'

/** A label as it stands inside a sentence: small in English, as it is in languages that write nouns large. */
export const inSentence = (label: string): string => (locale().startsWith('en') ? inEnglish(label) : label)
