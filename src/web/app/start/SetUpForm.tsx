import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, client } from '../api.ts'
import { t } from '../i18n.ts'
import { addPasskey, nameOfDevice } from '../passkeys.ts'
import { useSession } from '../session.tsx'
import { PasskeyChoice } from './PasskeyChoice.tsx'
import { Password } from './Password.tsx'
import { Refusal } from './Refusal.tsx'

interface SetUpFormProps {
  readonly onDone: (slug: string) => void
  readonly onBack?: () => void
}

/** Names an organisation and, where they have no address yet, the person who runs its management system. */
export function SetUpForm({ onDone, onBack }: SetUpFormProps) {
  const { email: known } = useSession()
  const [values, setValues] = useState({ organisation: '', name: '', email: '', password: '' })
  const [isPasskey, setPasskey] = useState(false)
  const sent = useMutation({
    mutationFn: async () => {
      const { organisation, name, email, password } = values
      const person = { name, email, ...(isPasskey ? {} : { password }) }
      const made = await client.post('setup', {
        body: { organisation: { name: organisation }, ...(known === null ? { person } : {}) },
      })
      if (known !== null || !isPasskey) return made.slug
      // Without it the account would have no way in; the page of the account then asks again.
      return addPasskey(nameOfDevice()).then(
        () => made.slug,
        () => `${made.slug}/settings/account`,
      )
    },
    onSuccess: (to) => onDone(to),
  })
  const problem = sent.error ? asProblem(sent.error) : null
  const wrong = (...places: string[]) => problem?.fields.find((f) => places.includes(f.field))?.message
  const set = (name: keyof typeof values) => (event: { currentTarget: { value: string } }) =>
    setValues({ ...values, [name]: event.currentTarget.value })
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
          label={t('Organisation')}
          description={t('As it should stand on the certificate; it can be changed later.')}
          value={values.organisation}
          onChange={set('organisation')}
          error={wrong('organisation.name', 'organisation')}
          required
          data-autofocus
          autoComplete="organization"
        />
        {known === null ? (
          <>
            <TextInput
              label={t('Your name')}
              value={values.name}
              onChange={set('name')}
              error={wrong('person.name', 'name')}
              required
              autoComplete="name"
            />
            <TextInput
              label={t('Your e-mail address')}
              description={t('You sign in with it; OpenAIMS sends nothing unless you set up mail.')}
              type="email"
              value={values.email}
              onChange={set('email')}
              error={wrong('person.email', 'email')}
              required
              autoComplete="username"
            />
            {isPasskey ? null : (
              <Password
                label={t('Password')}
                value={values.password}
                onChange={(password) => setValues({ ...values, password })}
                error={wrong('person.password')}
                isNew
              />
            )}
            <PasskeyChoice checked={isPasskey} onChange={setPasskey} />
          </>
        ) : null}
        <Group gap="xs" mt="xs">
          <Button size="sm" type="submit" loading={sent.isPending}>
            {t('Set up')}
          </Button>
          {onBack ? (
            <Button size="sm" variant="subtle" color="gray" onClick={onBack}>
              {t('Back')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </form>
  )
}
