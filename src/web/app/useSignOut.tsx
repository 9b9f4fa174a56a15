import { useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { client } from './api.ts'
import { draftsOf, forgetDrafts, type KeptDraft } from './drafts.ts'
import { useSession } from './session.tsx'

const UnsavedDialog = lazy(() => import('./UnsavedDialog.tsx'))

/** Signing out, which takes every draft and all that was read out of this browser; where there are drafts it asks first. */
export function useSignOut(): { readonly signOut: () => void; readonly dialog: ReactNode } {
  const { account } = useSession()
  const queries = useQueryClient()
  const [unsaved, setUnsaved] = useState<readonly KeptDraft[]>([])
  const leave = async () => {
    setUnsaved([])
    // Before the server is asked, which may not be reached: whoever wants to go leaves nothing behind.
    forgetDrafts()
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
    const { continueAt } = await client.post('sign-out')
    // Whoever came through an identity provider is signed out there too. The page is left in any case: whoever signs in next
    // begins at the start and not where this person was.
    window.location.assign(continueAt ?? '/')
  }
  return {
    signOut: () => {
      const drafts = draftsOf(account ?? '')
      if (drafts.length === 0) void leave()
      else setUnsaved(drafts)
    },
    dialog: (
      <Suspense>
        {unsaved.length > 0 ? (
          <UnsavedDialog drafts={unsaved} onStay={() => setUnsaved([])} onLeave={() => void leave()} />
        ) : null}
      </Suspense>
    ),
  }
}
