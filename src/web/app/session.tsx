import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import type { Session } from '../../server/contract.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { PageSkeleton } from '../ui/Skeletons.tsx'
import { asProblem, client } from './api.ts'
import { forgetDrafts } from './drafts.ts'

export { type Membership, OrganisationProvider, useOrganisation } from './organisationShown.tsx'

const SessionContext = createContext<Session | null>(null)

/** Asks who is here before anything else is shown. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const session = useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => client.get('session', { signal }),
  })
  const account = session.data?.account ?? null
  // A session may end without a sign-out; whoever signs in next finds nothing of what the one before typed.
  useEffect(() => {
    if (account !== null) forgetDrafts(account)
  }, [account])
  if (session.data) return <SessionContext value={session.data}>{children}</SessionContext>
  if (session.error) return <ErrorState problem={asProblem(session.error)} onRetry={() => session.refetch()} />
  return <PageSkeleton />
}

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('useSession stands outside SessionProvider')
  return session
}

/** Asks again who is here, after set-up or sign-out. */
export function useRefreshSession(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['session'] })
}
