import { lazy, type ReactNode, Suspense, useState } from 'react'
import { client } from './api.ts'
import { draftsOf, forgetDrafts, type KeptDraft } from './drafts.ts'
import { useRefreshSession, useSession } from './session.tsx'

const UnsavedDialog = lazy(() => import('./UnsavedDialog.tsx'))

/** Signing out, which takes every draft out of this browser; where there are some it asks first. */
export function useSignOut(): { readonly signOut: () => void; readonly dialog: ReactNode } {
  const { account } = useSession()
  const refresh = useRefreshSession()
  const [unsaved, setUnsaved] = useState<readonly KeptDraft[]>([])
  const leave = async () => {
    setUnsaved([])
    const { continueAt } = await client.post('sign-out')
    forgetDrafts()
    // Whoever came through an identity provider is signed out there too.
    if (continueAt) window.location.assign(continueAt)
    else await refresh()
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
