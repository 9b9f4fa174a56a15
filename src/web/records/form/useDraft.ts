import { useCallback, useState } from 'react'
import { type DraftPlace, draftKey, type KeptDraft, readDraft, writeDraft } from '../../app/drafts.ts'
import { useOrganisation, useSession } from '../../app/session.tsx'

export type Values = Readonly<Record<string, unknown>>

interface DraftAsked {
  /** Which form it is, within the organisation: `risk.new`. */
  readonly what: string
  /** What the form is called where unsaved drafts are listed. */
  readonly title: string
  readonly base: Values
  /** Version of the record the form begins from; 0 for a new one. */
  readonly version: number
  /** `tab` for what must not outlive the tab: something said in confidence. */
  readonly place?: DraftPlace
}

/**
 * What a person typed and did not save yet, kept in this browser as they type, so that leaving the page or a closed tab
 * loses nothing; signing out takes it away. `values` holds only what differs from `base`.
 */
export function useDraft({ what, title, base, version, place = 'browser' }: DraftAsked) {
  const { account } = useSession()
  const { slug } = useOrganisation()
  const key = draftKey(account ?? '', slug, what)
  const [kept, setKept] = useState(() => readDraft(place, key))
  const [found] = useState(kept)
  const keep = useCallback(
    (values: Values, from: number): KeptDraft | null => {
      const next = Object.keys(values).length === 0 ? null : { title, at: Date.now(), version: from, values }
      writeDraft(place, key, next)
      return next
    },
    [place, key, title],
  )
  const set = useCallback(
    (name: string, value: unknown) =>
      setKept((old) => {
        const values = { ...old?.values, [name]: value }
        if (same(value, base[name])) delete values[name]
        return keep(values, old?.version ?? version)
      }),
    [keep, base, version],
  )
  const replace = useCallback((values: Values, from: number) => setKept(keep(values, from)), [keep])
  const clear = useCallback(() => setKept(keep({}, 0)), [keep])
  return {
    /** Everything as the form shows it. */
    values: { ...base, ...kept?.values } as Values,
    /** Only what was changed. */
    changed: (kept?.values ?? {}) as Values,
    version: kept?.version ?? version,
    /** When a draft was found as the form opened, and is still there. */
    foundAt: found !== null && kept !== null ? found.at : null,
    set,
    replace,
    clear,
  }
}

/** True when two values mean the same; an empty list, an empty text and nothing are one. */
export function same(a: unknown, b: unknown): boolean {
  const plain = (v: unknown) => (v === undefined || v === '' || (Array.isArray(v) && v.length === 0) ? null : v)
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b))
}
