import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../api.ts'
import { t } from '../i18n.ts'
import { Refusal } from './Refusal.tsx'

interface ForgotFormProps {
  readonly email: string
  readonly onBack: () => void
}

/** Asks for a link to set a new password; the answer says nothing about who has an account. */
export function ForgotForm({ email: typed, onBack }: ForgotFormProps) {
  const [email, setEmail] = useState(typed)
  const sent = useMutation({ mutationFn: () => client.post('sign-in/forgot', { body: { email } }) })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        sent.mutate()
      }}
    >
      <Stack gap="sm">
        <Refusal error={sent.error} />
        {sent.isSuccess ? (
          <p role="status">
            {t('If {email} has an account here, a link to set a new password is on its way. It works for 10 minutes.', {
              email,
            })}
          </p>
        ) : (
          <TextInput
            label={t('E-mail address')}
            type="email"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            autoComplete="username"
            required
          />
        )}
        <Group gap="xs">
          {sent.isSuccess ? null : (
            <Button size="sm" type="submit" loading={sent.isPending}>
              {t('Send me a link')}
            </Button>
          )}
          <Button size="sm" variant="subtle" color="gray" onClick={onBack}>
            {t('Back')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
