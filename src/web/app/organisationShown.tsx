import { createContext, type ReactNode, useContext } from 'react'
import type { Session } from '../../server/contract.ts'

export type Membership = Session['organisations'][number]

const OrganisationContext = createContext<Membership | null>(null)

export function OrganisationProvider({ organisation, children }: { organisation: Membership; children: ReactNode }) {
  return <OrganisationContext value={organisation}>{children}</OrganisationContext>
}

/** The same where a page may stand outside of every organisation too. */
export const useOrganisationIfAny = (): Membership | null => useContext(OrganisationContext)

/** The organisation whose pages are open, with what the reader may do there. */
export function useOrganisation(): Membership {
  const organisation = useContext(OrganisationContext)
  if (organisation === null) throw new Error('useOrganisation stands outside an organisation')
  return organisation
}
