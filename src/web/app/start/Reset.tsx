import { Button, Stack } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { PageSkeleton } from '../../ui/Skeletons.tsx'
import { asProblem, client } from '../api.ts'
import { t } from '../i18n.ts'
import { useRefreshSession, useSession } from '../session.tsx'
import { ForgotForm } from './ForgotForm.tsx'
import { Password } from './Password.tsx'
import { Refusal } from './Refusal.tsx'
import { Sheet } from './Sheet.tsx'
import { useToken } from './useToken.ts'

/** Sets a new password with the secret of a link. */
export default function Reset() {
  const token = useToken()
  const [password, setPassword] = useState('')
  const { canMail } = useSession()
  const refresh = useRefreshSession()
  const navigate = useNavigate()
  const looked = useQuery({
    queryKey: ['reset', token],
    queryFn: () => client.post('sign-in/reset/look', { body: { token } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const sent = useMutation({
    mutationFn: () => client.post('sign-in/reset', { body: { token, password } }),
    onSuccess: refresh,
  })
  if (sent.isSuccess) {
    return (
      <Sheet title={t('Your new password is set')}>
        <p>{t('Every session you had has ended. Sign in with the new password.')}</p>
        <Button size="sm" onClick={() => void navigate({ to: '/' })}>
          {t('Sign in')}
        </Button>
      </Sheet>
    )
  }
  if (looked.isPending) return <PageSkeleton />
  // Where it could not be looked at, setting the password tells.
  if ([looked.error, sent.error].some((error) => error && asProblem(error).code === 'access/link-used'))
    return (
      <Sheet title={t('This link no longer works')}>
        <p>{t('It was used before, or is too old.')}</p>
        {canMail ? (
          <ForgotForm email="" onBack={() => void navigate({ to: '/' })} />
        ) : (
          <p>{t('Forgot your password? Ask an administrator of your organisation for a link to set a new one.')}</p>
        )}
      </Sheet>
    )
  const weak = sent.error ? asProblem(sent.error).fields.find((f) => f.field === 'password')?.message : undefined
  return (
    <Sheet title={t('Set a new password')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          sent.mutate()
        }}
      >
        <Stack gap="sm">
          {weak ? null : <Refusal error={sent.error} />}
          <Password value={password} onChange={setPassword} isNew error={weak} />
          <Button size="sm" type="submit" loading={sent.isPending}>
            {t('Set the password')}
          </Button>
        </Stack>
      </form>
    </Sheet>
  )
}
