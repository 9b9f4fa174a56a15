import { useCallback, useState } from 'react'

export type Values = Readonly<Record<string, unknown>>

interface Kept {
  /** Milliseconds since 1970, when the draft was last touched. */
  readonly at: number
  /** Version of the record the draft was begun from; 0 for a new one. */
  readonly version: number
  readonly values: Values
}

function read(key: string): Kept | null {
  try {
    const text = localStorage.getItem(key)
    return text === null ? null : (JSON.parse(text) as Kept)
  } catch {
    // Storage barred or the text damaged: there is no draft then.
    return null
  }
}

function write(key: string, kept: Kept | null): void {
  try {
    if (kept === null) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(kept))
  } catch {
    // Storage full or barred; the form itself still holds what was typed.
  }
}

/**
 * What a person typed and did not save yet, kept in this browser as they type, so that leaving the page, a closed tab
 * or a sign-out loses nothing. `values` holds only what differs from `base`.
 */
export function useDraft(key: string, base: Values, version: number) {
  const [kept, setKept] = useState(() => read(key))
  const [found] = useState(kept)
  const set = useCallback(
    (name: string, value: unknown) =>
      setKept((old) => {
        const values = { ...old?.values, [name]: value }
        if (same(value, base[name])) delete values[name]
        const next =
          Object.keys(values).length === 0 ? null : { at: Date.now(), version: old?.version ?? version, values }
        write(key, next)
        return next
      }),
    [key, base, version],
  )
  const replace = useCallback(
    (values: Values, from: number) => {
      const next = Object.keys(values).length === 0 ? null : { at: Date.now(), version: from, values }
      write(key, next)
      setKept(next)
    },
    [key],
  )
  const clear = useCallback(() => {
    write(key, null)
    setKept(null)
  }, [key])
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
