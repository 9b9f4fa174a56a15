import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

type Address = Readonly<Record<string, string | undefined>>

/** The state of a screen, kept in its address; what is empty is left out, the date shown is kept. */
export function useAddress<Name extends string>(): readonly [
  Readonly<Partial<Record<Name, string>>>,
  (patch: Readonly<Partial<Record<Name, string | null>>>, replace?: boolean) => void,
] {
  // The router parses every parameter but `filter`, which no screen here uses, into a text.
  const search = useSearch({ strict: false }) as Readonly<Partial<Record<Name, string>>>
  const navigate = useNavigate()
  const update = useCallback(
    (patch: Readonly<Partial<Record<Name, string | null>>>, replace = true) =>
      void navigate({
        to: '.',
        replace,
        resetScroll: false,
        search: ((old: Address) => ({ ...old, ...withoutNull(patch) })) as never,
      }),
    [navigate],
  )
  return [search, update]
}

const withoutNull = (patch: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(patch).map(([name, value]) => [name, value === '' ? undefined : (value ?? undefined)]),
  )
