import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { client } from '../api.ts'
import { t } from '../i18n.ts'
import { Refusal } from './Refusal.tsx'
import { Sheet } from './Sheet.tsx'
import { useToken } from './useToken.ts'

/** Confirms an e-mail address with the secret of a link. */
export default function Verify() {
  const token = useToken()
  const navigate = useNavigate()
  const done = useQuery({
    queryKey: ['verify', token],
    queryFn: () => client.post('sign-in/verify', { body: { token } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Sheet title={done.isError ? t('This link no longer works') : t('Your e-mail address')}>
      {done.isSuccess ? <p role="status">{t('{email} is confirmed.', { email: done.data.email })}</p> : null}
      <Refusal error={done.error} />
      <Button size="sm" onClick={() => void navigate({ to: '/' })}>
        {t('Go on')}
      </Button>
    </Sheet>
  )
}
