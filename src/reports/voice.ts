import type { Said } from '../model/index.ts'

/** Who says the words of reports and packs in one language; whoever asks for them brings it along, since catalogues are the server's. */
export interface ReportVoice {
  /** As in the `lang` of a page: `de`. */
  readonly language: string
  /** With the region whose habits it follows, as Word wants it: `de-DE`. */
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
  say(said: Said): string
}

/** As everything is where no other language is asked for. */
export const english: ReportVoice = { language: 'en', locale: 'en-GB', direction: 'ltr', say: String }
