export interface KeptDraft {
  /** What the form is called, for the list of what a sign-out would take away. */
  readonly title: string
  /** Milliseconds since 1970, when the draft was last touched. */
  readonly at: number
  /** Version of the record the draft was begun from; 0 for a new one. */
  readonly version: number
  readonly values: Readonly<Record<string, unknown>>
}

const start = 'openaims.draft.'

/** Where a browser keeps drafts: for this person until they sign out, or for this tab alone. */
export type DraftPlace = 'browser' | 'tab'

function storageOf(place: DraftPlace): Storage | null {
  try {
    return place === 'tab' ? sessionStorage : localStorage
  } catch {
    // Barred by the browser: then nothing is kept.
    return null
  }
}

/** The key of a draft begins with the account, so that the next person at the browser finds none of them. */
export const draftKey = (account: string, organisation: string, what: string): string =>
  `${start}${account}.${organisation}.${what}`

export function readDraft(place: DraftPlace, key: string): KeptDraft | null {
  try {
    const text = storageOf(place)?.getItem(key) ?? null
    return text === null ? null : (JSON.parse(text) as KeptDraft)
  } catch {
    // The text is damaged: there is no draft then.
    return null
  }
}

export function writeDraft(place: DraftPlace, key: string, kept: KeptDraft | null): void {
  try {
    if (kept === null) storageOf(place)?.removeItem(key)
    else storageOf(place)?.setItem(key, JSON.stringify(kept))
  } catch {
    // Storage full; the form itself still holds what was typed.
  }
}

const places = ['browser', 'tab'] as const

function* keys(): Generator<readonly [DraftPlace, string]> {
  for (const place of places)
    for (const key of Object.keys(storageOf(place) ?? {})) if (key.startsWith(start)) yield [place, key]
}

const isOf = (account: string, key: string) => key.startsWith(`${start}${account}.`)

/** What a person typed in this browser and has not saved, newest first. */
export const draftsOf = (account: string): readonly KeptDraft[] =>
  [...keys()]
    .filter(([, key]) => isOf(account, key))
    .flatMap(([place, key]) => readDraft(place, key) ?? [])
    .sort((a, b) => b.at - a.at)

/** Takes every draft out of this browser, but for those of the account that is signed in now, if one is named. */
export function forgetDrafts(but: string | null = null): void {
  for (const [place, key] of keys()) if (but === null || !isOf(but, key)) writeDraft(place, key, null)
}
