import { Navigate, useParams, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { ProvenProvider } from '../screens/account/useProven.tsx'
import { NotFoundState } from '../ui/ErrorState.tsx'
import { PageSkeleton } from '../ui/Skeletons.tsx'
import { t } from './i18n.ts'
import { ModelProvider } from './model.tsx'
import { Shell } from './Shell.tsx'
import { OrganisationProvider, useSession } from './session.tsx'
import { useHeld } from './start/useHeld.ts'
import { toSignIn } from './start/wantedPage.ts'

const Barred = lazy(() => import('./start/Barred.tsx'))

/** Everything below one organisation's address. */
export function Organisation() {
  const session = useSession()
  const { org } = useParams({ strict: false }) as { org?: string }
  const [hadSession] = useState(session.signedIn)
  const [barred, letGo] = useHeld(session.barred.filter((o) => o.slug === org))
  if (!session.signedIn) return <SignInFirst hadSession={hadSession} />
  const organisation = session.organisations.find((o) => o.slug === org)
  if (barred.some((o) => o.slug === org))
    return (
      <Suspense fallback={<PageSkeleton />}>
        <Barred organisations={barred} onDone={letGo} />
      </Suspense>
    )
  if (!organisation) {
    return <NotFoundState detail={t('There is no organisation "{name}" that you belong to.', { name: org ?? '' })} />
  }
  return (
    <OrganisationProvider organisation={organisation} key={organisation.id}>
      <ModelProvider>
        <ProvenProvider>
          <Shell />
        </ProvenProvider>
      </ModelProvider>
    </OrganisationProvider>
  )
}

/** Leads to the sign-in page and from there back. Where that is, is read once: the address changes under way. */
function SignInFirst({ hadSession }: { readonly hadSession: boolean }) {
  const { href } = useRouter().latestLocation
  const [way] = useState(() => toSignIn(href, hadSession))
  return <Navigate {...way} replace />
}
