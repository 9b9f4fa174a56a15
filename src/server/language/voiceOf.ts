import { english, type ReportVoice } from '../../reports/voice.ts'
import { catalogueOf, type Language } from './catalogues.ts'
import { speakerOf } from './speaker.ts'

/** Who says the words of a file in a language. English is as it stands, which is what programs read. */
export function voiceOf(language: Language): ReportVoice {
  if (language === 'en') return english
  const { say } = speakerOf(language)
  const locale = new Intl.Locale(catalogueOf(language).region).maximize()
  return { language, locale: `${locale.language}-${locale.region}`, direction: 'ltr', say }
}
