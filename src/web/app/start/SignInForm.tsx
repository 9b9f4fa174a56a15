import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '../api.ts'
import { t } from '../i18n.ts'
import { askPasskey, whyNoPasskeys } from '../passkeys.ts'
import { useRefreshSession, useSession } from '../session.tsx'
import { CodeForm } from './CodeForm.tsx'
import { ForgotForm } from './ForgotForm.tsx'
import { Password } from './Password.tsx'
import { ProviderButtons } from './ProviderButtons.tsx'
import { Refusal } from './Refusal.tsx'
import classes from './Start.module.css'
import type { Wanted } from './wantedPage.ts'

interface SignInFormProps {
  /** Address that is known already, as in an invitation. */
  readonly email?: string
}

/** Address and password, or a passkey; then the code of the authenticator app where there is one. */
export function SignInForm({ email: known = '' }: SignInFormProps) {
  const [step, setStep] = useState<'password' | 'code' | 'forgot'>('password')
  const [email, setEmail] = useState(known)
  const [typed, setTyped] = useState(known)
  const [password, setPassword] = useState('')
  const { next } = useSearch({ strict: false }) as Wanted
  const refresh = useRefreshSession()
  const signIn = useMutation({
    mutationFn: () => client.post('sign-in', { body: { email, password } }),
    onSuccess: ({ signedIn }) => (signedIn ? refresh() : setStep('code')),
  })
  const byPasskey = useMutation({
    mutationFn: async () => client.post('sign-in/passkey', { body: { response: await askPasskey() } }),
    onSuccess: refresh,
  })
  const noPasskeys = whyNoPasskeys()
  if (step === 'code') return <CodeForm onBack={() => setStep('password')} />
  if (step === 'forgot') return <ForgotForm email={email} onBack={() => setStep('password')} />
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        signIn.mutate()
      }}
    >
      <Stack gap="sm">
        <Refusal error={signIn.error ?? byPasskey.error} />
        <TextInput
          label={t('E-mail address')}
          type="email"
          name="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          onBlur={() => setTyped(email)}
          autoComplete="username webauthn"
          required
          readOnly={known !== ''}
        />
        <Password value={password} onChange={setPassword} name="password" />
        <Button size="sm" type="submit" loading={signIn.isPending}>
          {t('Sign in')}
        </Button>
        <Button
          size="sm"
          variant="default"
          loading={byPasskey.isPending}
          disabled={noPasskeys !== null}
          onClick={() => byPasskey.mutate()}
        >
          {t('Sign in with a passkey')}
        </Button>
        <ProviderButtons email={typed} next={next} />
        {noPasskeys ? <p className={classes.small}>{noPasskeys}</p> : null}
        <OtherWays onForgot={() => setStep('forgot')} />
      </Stack>
    </form>
  )
}

/** What to do without password and passkey: by mail where it is set up, otherwise by whoever runs OpenAIMS. */
function OtherWays({ onForgot }: { onForgot: () => void }) {
  const { canMail } = useSession()
  // The command stands in the sentence as what it is: something to copy.
  const [before, after] = t('On the machine that runs OpenAIMS, {command} makes a link that signs you in.', {
    command: '\n',
  }).split('\n')
  return (
    <>
      {canMail ? (
        <Button size="compact-sm" variant="subtle" onClick={onForgot}>
          {t('Forgot your password?')}
        </Button>
      ) : (
        <p className={classes.small}>
          {t('Forgot your password? Ask an administrator of your organisation for a link to set a new one.')}
        </p>
      )}
      <p className={classes.small}>
        {before}
        <code>npm run openaims -- sign-in-link</code>
        {after}
      </p>
    </>
  )
}
