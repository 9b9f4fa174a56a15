import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { InvitationShown } from '../../../server/contract.ts'
import { roleLabel } from '../../screens/account/roleLabels.ts'
import { PageSkeleton } from '../../ui/Skeletons.tsx'
import { asProblem, client } from '../api.ts'
import { t } from '../i18n.ts'
import { addPasskey, nameOfDevice } from '../passkeys.ts'
import { useRefreshSession, useSession } from '../session.tsx'
import { PasskeyChoice } from './PasskeyChoice.tsx'
import { Password } from './Password.tsx'
import { Refusal } from './Refusal.tsx'
import { Sheet } from './Sheet.tsx'
import { SignInForm } from './SignInForm.tsx'
import { useToken } from './useToken.ts'

/** Accepts an invitation: with a new account, or with the one the address has. */
export default function Join() {
  const token = useToken()
  // It may end while the form is filled in.
  const [hasEnded, setEnded] = useState(false)
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => client.post('invitation', { body: { token } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (invitation.isPending) return <PageSkeleton />
  if (!invitation.data || hasEnded) {
    const isOver = hasEnded || isSpent(invitation.error)
    return (
      <Sheet title={isOver ? t('This invitation no longer works') : t('Your invitation')}>
        <Stack gap="sm" align="flex-start">
          {isOver ? (
            <p>
              {t(
                'It was accepted before, taken back, sent again with a new link, or is older than seven days. Ask whoever invited you for a new one.',
              )}
            </p>
          ) : (
            <Refusal error={invitation.error} />
          )}
          <Button component="a" href="/" size="sm" variant="default">
            {t('I have joined: sign in')}
          </Button>
        </Stack>
      </Sheet>
    )
  }
  return <Invited token={token} invitation={invitation.data} onEnded={() => setEnded(true)} />
}

const isSpent = (error: unknown) => asProblem(error).code === 'access/link-used'

interface InvitedProps {
  readonly token: string
  readonly invitation: InvitationShown
  readonly onEnded: () => void
}

function Invited({ token, invitation, onEnded }: InvitedProps) {
  const { organisation, invitedBy, roles, email, hasAccount } = invitation
  const session = useSession()
  const isTheirs = session.email?.toLowerCase() === email.toLowerCase()
  return (
    <Sheet title={t('Join {organisation}', { organisation })}>
      <p>
        {t('{name} invites you to work on its AI management system, as {roles}.', {
          name: invitedBy,
          roles: roles.map(roleLabel).join(', '),
        })}
      </p>
      {hasAccount && !isTheirs ? (
        <>
          <p>{t('You have an account here. Sign in with it to accept.')}</p>
          <SignInForm email={email} />
        </>
      ) : (
        <Accept token={token} invitation={invitation} onEnded={onEnded} />
      )}
    </Sheet>
  )
}

function Accept({ token, invitation, onEnded }: InvitedProps) {
  const { hasAccount, email } = invitation
  const [name, setName] = useState(invitation.name ?? '')
  const [password, setPassword] = useState('')
  const [isPasskey, setPasskey] = useState(false)
  const refresh = useRefreshSession()
  const navigate = useNavigate()
  const sent = useMutation({
    mutationFn: async () => {
      const own = hasAccount ? {} : { name, ...(isPasskey ? {} : { password }) }
      const answer = await client.post('invitation/accept', { body: { token, ...own } })
      // Without it the account would have no way in; the page of the account then asks again.
      const added =
        !isPasskey ||
        (await addPasskey(nameOfDevice()).then(
          () => true,
          () => false,
        ))
      return added ? `/${answer.slug}` : `/${answer.slug}/settings/account`
    },
    onSuccess: async (to) => {
      await refresh()
      await navigate({ to })
    },
    onError: (error) => isSpent(error) && onEnded(),
  })
  const wrong = (field: string) =>
    sent.error ? asProblem(sent.error).fields.find((f) => f.field === field)?.message : undefined
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        sent.mutate()
      }}
    >
      <Stack gap="sm">
        {wrong('password') || wrong('name') ? null : <Refusal error={sent.error} />}
        {hasAccount ? null : (
          <>
            <TextInput
              label={t('E-mail address')}
              description={t('The invitation was sent to it, and you sign in with it.')}
              value={email}
              readOnly
              autoComplete="username"
            />
            <TextInput
              label={t('Your name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={wrong('name')}
              autoComplete="name"
              required
            />
            {isPasskey ? null : <Password value={password} onChange={setPassword} isNew error={wrong('password')} />}
            <PasskeyChoice checked={isPasskey} onChange={setPasskey} />
          </>
        )}
        <Button size="sm" type="submit" loading={sent.isPending}>
          {t('Join')}
        </Button>
      </Stack>
    </form>
  )
}
