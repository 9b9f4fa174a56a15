/** Languages that a person can choose for answers, mails and screens. */
export type ChosenLanguage = 'en' | 'de'

interface Kept {
  /** Null: as the browser says. */
  readonly language: ChosenLanguage | null
}

export interface LanguageRoutes {
  'GET account/language': { answer: Kept }
  'PUT account/language': { body: { language: ChosenLanguage | null }; answer: Kept }
}
