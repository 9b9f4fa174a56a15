import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, client } from '../api.ts'
import { t } from '../i18n.ts'
import classes from './Start.module.css'

interface SetUpFormProps {
  readonly onDone: (slug: string) => void
  readonly onBack?: () => void
}

/** Names the first organisation and the person who runs its management system. */
export function SetUpForm({ onDone, onBack }: SetUpFormProps) {
  const [values, setValues] = useState({ organisation: '', name: '', email: '' })
  const sent = useMutation({
    mutationFn: () =>
      client.post('setup', {
        body: { organisation: { name: values.organisation }, person: { name: values.name, email: values.email } },
      }),
    onSuccess: (answer) => onDone(answer.slug),
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
        {problem ? (
          <p role="alert" className={classes.bad}>
            {problem.message} {problem.next}
          </p>
        ) : null}
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
          description={t('Used to know you again; OpenAIMS sends nothing unless you set up mail.')}
          type="email"
          value={values.email}
          onChange={set('email')}
          error={wrong('person.email', 'email')}
          required
          autoComplete="email"
        />
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
