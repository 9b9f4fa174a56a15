import { Button, Code, Group, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { PageSkeleton } from '../../ui/Skeletons.tsx'
import { asProblem, client } from '../api.ts'
import { t } from '../i18n.ts'
import { useRefreshSession, useSession } from '../session.tsx'
import { useSignOut } from '../useSignOut.tsx'
import { refusedWords } from './refusedWords.ts'
import { SetUpForm } from './SetUpForm.tsx'
import { Sheet } from './Sheet.tsx'
import { SignInForm } from './SignInForm.tsx'
import classes from './Start.module.css'
import { useHeld } from './useHeld.ts'
import { type Wanted, wantedPage } from './wantedPage.ts'

const Barred = lazy(() => import('./Barred.tsx'))

/** The page before any organisation is open: set up, sign in, or go on to the organisation. */
export function Start() {
  const session = useSession()
  const { link, refused, ended } = useSearch({ strict: false }) as { link?: string; refused?: string } & Wanted
  // Who signs in after a refusal on this very page goes on.
  const [wasIn] = useState(session.signedIn)
  const refusal = refusedWords(refused)
  const [barred, letGo] = useHeld(session.signedIn && session.organisations.length === 0 ? session.barred : [])
  if (barred.length > 0)
    return (
      <Suspense fallback={<PageSkeleton />}>
        <Barred organisations={barred} onDone={letGo} />
      </Suspense>
    )
  if (session.signedIn && session.organisations[0])
    return wasIn && refusal ? <StillIn name={session.name ?? ''} refusal={refusal} /> : <ToOrganisation />
  if (link === 'expired') return <Expired />
  if (!session.setUp && session.maySetUp) return <Welcome />
  if (!session.setUp) {
    return (
      <Sheet title={t('OpenAIMS is running')}>
        <p>
          {t(
            'Nobody has set it up yet. The terminal where it was started prints a link that lets you do so; open that link in this browser.',
          )}
        </p>
        <p>
          {t(
            'The link is shown there once and works only until the set-up is finished, so that nobody else on your network can take it over.',
          )}
        </p>
      </Sheet>
    )
  }
  if (session.signedIn) {
    return (
      <Sheet title={t('No organisation is open to you')}>
        <Stack gap="sm" align="flex-start">
          <p>
            {t(
              'You are signed in as {name}. You belong to none yet, or your access has not begun or is over. Ask the AIMS lead or an administrator.',
              { name: session.name ?? '' },
            )}
          </p>
          <SignOut />
        </Stack>
      </Sheet>
    )
  }
  return (
    <Sheet title={t('Sign in')}>
      {refusal ? (
        <p role="alert" className={classes.bad}>
          {refusal}
        </p>
      ) : null}
      {ended === '1' && !refusal ? (
        <p role="status">
          {t('Your session has ended. Sign in to go on where you were; what you typed is kept in this browser.')}
        </p>
      ) : null}
      <SignInForm />
    </Sheet>
  )
}

/** A provider led here without an end to the session that is open in this browser. */
function StillIn({ name, refusal }: { readonly name: string; readonly refusal: string }) {
  const [goesOn, setGoesOn] = useState(false)
  if (goesOn) return <ToOrganisation />
  return (
    <Sheet title={t('You are still signed in as {name}', { name })}>
      <Stack gap="sm" align="flex-start">
        <p role="alert" className={classes.bad}>
          {refusal}
        </p>
        <Group gap="sm">
          <Button size="sm" onClick={() => setGoesOn(true)}>
            {t('Go on')}
          </Button>
          <SignOut />
        </Group>
      </Stack>
    </Sheet>
  )
}

function SignOut() {
  const { signOut, dialog } = useSignOut()
  return (
    <>
      <Button size="sm" variant="default" onClick={signOut}>
        {t('Sign out')}
      </Button>
      {dialog}
    </>
  )
}

function Expired() {
  return (
    <Sheet title={t('This link no longer works')}>
      <p>
        {t('It was used before, or is too old. On the machine that runs OpenAIMS, make a new one and open it here:')}
      </p>
      <Code block>npm run openaims -- sign-in-link</Code>
      <p className={classes.soft}>{t('If somebody else runs it for you, ask them for a link.')}</p>
    </Sheet>
  )
}

/** The page that was wanted; otherwise the organisation opened last in this browser, or one's own before the example. */
function ToOrganisation() {
  const { organisations } = useSession()
  const { next } = useSearch({ strict: false }) as Wanted
  const wanted = wantedPage(next, organisations)
  if (wanted !== null) return <Navigate to={wanted} replace />
  const last = localStorage.getItem('openaims.lastOrganisation')
  const found =
    organisations.find((o) => o.slug === last) ?? organisations.find((o) => o.kind === 'own') ?? organisations[0]
  return <Navigate to={`/${found?.slug}`} replace />
}

function Welcome() {
  const [isOwn, setOwn] = useState(false)
  const refresh = useRefreshSession()
  const navigate = useNavigate()
  const opened = async (slug: string) => {
    await refresh()
    await navigate({ to: `/${slug}` })
  }
  const example = useMutation({
    mutationFn: () => client.post('setup/example'),
    onSuccess: (a) => opened(a.slug),
  })
  if (isOwn) {
    return (
      <Sheet title={t('Set up my organisation')}>
        <SetUpForm onDone={opened} onBack={() => setOwn(false)} />
      </Sheet>
    )
  }
  return (
    <Sheet title={t('Welcome')}>
      <p>
        {t(
          'OpenAIMS keeps the AI management system your organisation needs for ISO/IEC 42001, and shows at any time how ready you are.',
        )}
      </p>
      <Stack gap="sm" mt="md">
        <div className={classes.choice}>
          <h2>{t('Set up my organisation')}</h2>
          <p>{t('Start empty. You will be its administrator and AIMS lead, and add colleagues later.')}</p>
          <Button size="sm" onClick={() => setOwn(true)}>
            {t('Set up my organisation')}
          </Button>
        </div>
        <div className={classes.choice}>
          <h2>{t('Look around first')}</h2>
          <p>
            {t(
              'A made-up company halfway to certification. Try anything; it can be reset, and your own organisation set up beside it later.',
            )}
          </p>
          <Button size="sm" variant="default" loading={example.isPending} onClick={() => example.mutate()}>
            {t('Open the example organisation')}
          </Button>
          {example.error ? (
            <p role="alert" className={classes.bad}>
              {asProblem(example.error).message} {asProblem(example.error).next}
            </p>
          ) : null}
        </div>
      </Stack>
    </Sheet>
  )
}
