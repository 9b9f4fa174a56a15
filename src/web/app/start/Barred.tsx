import { Button, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import type { Session } from '../../../server/contract.ts'
import { Passkeys } from '../../screens/account/Passkeys.tsx'
import { TwoFactor } from '../../screens/account/TwoFactor.tsx'
import { useAccount } from '../../screens/account/useAccount.ts'
import { ProofForm, ProvenProvider } from '../../screens/account/useProven.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { PageSkeleton } from '../../ui/Skeletons.tsx'
import { asProblem, client } from '../api.ts'
import { forgetDrafts } from '../drafts.ts'
import { t } from '../i18n.ts'
import { useRefreshSession, useSession } from '../session.tsx'
import { ProviderButtons } from './ProviderButtons.tsx'
import { Sheet } from './Sheet.tsx'

type BarredOrganisation = Session['barred'][number]

interface BarredProps {
  readonly organisations: readonly BarredOrganisation[]
  /** It asks no more, or somebody signed out. */
  readonly onDone: () => void
}

/** Signed in, but not as the organisation asks: what it asks for, and the way to it. */
export default function Barred({ organisations, onDone }: BarredProps) {
  const names = organisations.map((o) => o.name).join(', ')
  return organisations.some((o) => o.needs === 'secondFactor') ? (
    <SecondFactorNeeded names={names} onDone={onDone} />
  ) : (
    <ProviderNeeded names={names} onDone={onDone} />
  )
}

interface NeededProps extends Pick<BarredProps, 'onDone'> {
  readonly names: string
}

function ProviderNeeded({ names, onDone }: NeededProps) {
  const { email } = useSession()
  const href = useLocation({ select: (location) => location.href })
  return (
    <Sheet title={t('Sign in with your provider')}>
      <p>{t('{names} asks its members to sign in through its identity provider.', { names })}</p>
      <Stack gap="sm">
        <ProviderButtons email={email ?? ''} next={href} />
        <SignOut onDone={onDone} />
      </Stack>
    </Sheet>
  )
}

/** Whoever has a second factor shows it; whoever has none sets one up, here, where no organisation is open. */
function SecondFactorNeeded({ names, onDone }: NeededProps) {
  const account = useAccount()
  const refresh = useRefreshSession()
  const goOn = async () => {
    await refresh()
    onDone()
  }
  if (account.error) return <ErrorState problem={asProblem(account.error)} onRetry={() => account.refetch()} />
  if (!account.data) return <PageSkeleton />
  const { hasTwoFactor, passkeys, sessions } = account.data
  const isShown = sessions.some((s) => s.isThis && s.twoFactors)
  const hasOne = hasTwoFactor || passkeys.length > 0
  return (
    <Sheet title={t('A second factor is needed')}>
      <p>
        {t('{names} opens to members who show more than one factor: a passkey, or a code after the password.', {
          names,
        })}
      </p>
      {hasOne && !isShown ? (
        <Stack gap="sm">
          <p>{t('Show yours, and you are in.')}</p>
          <ProofForm about={null} only="second" onDone={() => void goOn()} />
          <SignOut onDone={onDone} />
        </Stack>
      ) : (
        <ProvenProvider>
          <Stack gap="lg">
            <Passkeys account={account.data} />
            <TwoFactor account={account.data} />
            <Button size="sm" disabled={!isShown} onClick={() => void goOn()}>
              {t('Go on')}
            </Button>
            <SignOut onDone={onDone} />
          </Stack>
        </ProvenProvider>
      )}
    </Sheet>
  )
}

function SignOut({ onDone }: Pick<BarredProps, 'onDone'>) {
  const refresh = useRefreshSession()
  const signOut = useMutation({
    mutationFn: () => client.post('sign-out'),
    onSuccess: async () => {
      forgetDrafts()
      await refresh()
      onDone()
    },
  })
  return (
    <Button size="sm" variant="subtle" color="gray" loading={signOut.isPending} onClick={() => signOut.mutate()}>
      {t('Sign out')}
    </Button>
  )
}
