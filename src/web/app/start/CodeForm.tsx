import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../api.ts'
import { t } from '../i18n.ts'
import { useRefreshSession } from '../session.tsx'
import { Refusal } from './Refusal.tsx'

/** The second step: what the authenticator app shows, or a recovery code. */
export function CodeForm({ onBack }: { readonly onBack: () => void }) {
  const [code, setCode] = useState('')
  const refresh = useRefreshSession()
  const sent = useMutation({
    mutationFn: () => client.post('sign-in/code', { body: { code } }),
    onSuccess: refresh,
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        sent.mutate()
      }}
    >
      <Stack gap="sm">
        <Refusal error={sent.error} />
        <TextInput
          label={t('Code')}
          description={t('The six digits your authenticator app shows now, or one of your recovery codes.')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          maxLength={40}
          autoComplete="one-time-code"
          data-autofocus
          autoFocus
          required
        />
        <Group gap="xs">
          <Button size="sm" type="submit" loading={sent.isPending}>
            {t('Sign in')}
          </Button>
          <Button size="sm" variant="subtle" color="gray" onClick={onBack}>
            {t('Back')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
