/** What a person without a name reads with the code of their case. */
export interface CaseShown {
  readonly organisation: string
  readonly ref: string
  readonly title: string
  readonly state: string
  readonly told: readonly { readonly name: string; readonly label: string; readonly text: string }[]
  readonly dialogue: readonly { readonly on: string; readonly isYours: boolean; readonly said: string }[]
}

/** Open to whoever has the code; it stands in the body, never in an address. */
export interface CaseRoutes {
  'POST cases/open': { body: { code: string }; answer: CaseShown }
  'POST cases/add': { body: { code: string; said: string }; answer: CaseShown }
}
