import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, client } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { useRefreshSession, useSession } from '../../app/session.tsx'
import { Password } from '../../app/start/Password.tsx'
import { Refusal } from '../../app/start/Refusal.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageSkeleton } from '../../ui/Skeletons.tsx'
import { tell } from '../parts/notices.ts'
import { Section } from '../parts/Section.tsx'
import classes from './Account.module.css'
import { EmailPart } from './EmailPart.tsx'
import { Passkeys } from './Passkeys.tsx'
import { Sessions } from './Sessions.tsx'
import { TwoFactor } from './TwoFactor.tsx'
import { useAccount, useRefreshAccount } from './useAccount.ts'
import { ProvenProvider, useProven } from './useProven.tsx'

/** Who one is here, how one signs in, and where one is signed in. */
export default function AccountScreen() {
  const account = useAccount()
  const { provider } = useSession()
  if (account.error) return <ErrorState problem={asProblem(account.error)} onRetry={() => account.refetch()} />
  if (!account.data) return <PageSkeleton />
  const { email, hasPassword, hasTwoFactor, passkeys, sessions } = account.data
  const ways = [
    hasPassword ? (hasTwoFactor ? t('a password and an authenticator app') : t('a password')) : null,
    provider !== null ? t('an identity provider') : null,
    passkeys.length > 0 ? t('{count, plural, one {a passkey} other {# passkeys}}', { count: passkeys.length }) : null,
  ].filter((way) => way !== null)
  return (
    <ProvenProvider>
      <Page
        title={t('Your account')}
        kicker={<AppLink to="settings">{t('Settings')}</AppLink>}
        standing={
          ways.length === 0
            ? t('You have no way to sign in again yet: set a password or add a passkey.')
            : t(
                '{email} signs in with {ways}; {count, plural, one {no other browser is signed in} other {# browsers are signed in}}.',
                {
                  email: email ?? t('This account'),
                  ways: ways.join(t(' or ')),
                  count: sessions.length,
                },
              )
        }
      >
        <Stack gap="lg" maw={720}>
          <Name />
          <EmailPart account={account.data} />
          <PasswordPart hasPassword={hasPassword} email={email} />
          <TwoFactor account={account.data} />
          <Passkeys account={account.data} />
          <Sessions account={account.data} />
        </Stack>
      </Page>
    </ProvenProvider>
  )
}

function Name() {
  const { data } = useAccount()
  const [name, setName] = useState(data?.name ?? '')
  const [refresh, refreshSession] = [useRefreshAccount(), useRefreshSession()]
  const rename = useMutation({
    mutationFn: () => client.patch('account', { body: { name } }),
    onSuccess: async () => {
      await Promise.all([refresh(), refreshSession()])
      tell(t('Your name was changed.'))
    },
  })
  return (
    <Section title={t('You')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          rename.mutate()
        }}
      >
        <Refusal error={rename.error} />
        <TextInput
          label={t('Your name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="name"
          required
        />
        <Button size="sm" variant="default" type="submit" loading={rename.isPending}>
          {t('Change the name')}
        </Button>
      </form>
    </Section>
  )
}

function PasswordPart({ hasPassword, email }: { readonly hasPassword: boolean; readonly email: string | null }) {
  const [password, setPassword] = useState('')
  const [current, setCurrent] = useState('')
  const proven = useProven()
  const refresh = useRefreshAccount()
  const set = useMutation({
    mutationFn: () =>
      proven(() => client.put('account/password', { body: { password, ...(hasPassword ? { current } : {}) } })),
    onSuccess: async () => {
      setPassword('')
      setCurrent('')
      await refresh()
      tell(t('The new password counts from now on. Your other sessions have ended.'))
    },
  })
  const wrong = (field: string) =>
    set.error ? asProblem(set.error).fields.find((f) => f.field === field)?.message : undefined
  const weak = wrong('password')
  return (
    <Section
      title={t('Password')}
      about={
        hasPassword ? t('A new one ends your sessions in other browsers.') : t('You have none; a passkey is enough.')
      }
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          set.mutate()
        }}
      >
        {weak || wrong('current') ? null : <Refusal error={set.error} />}
        {/* Password managers keep a password with the name it belongs to. */}
        <input type="text" hidden readOnly autoComplete="username" value={email ?? ''} />
        {hasPassword ? (
          <Password label={t('Your present password')} value={current} onChange={setCurrent} error={wrong('current')} />
        ) : null}
        <Password value={password} onChange={setPassword} isNew error={weak} />
        <Button size="sm" variant="default" type="submit" loading={set.isPending}>
          {t('Set the password')}
        </Button>
      </form>
    </Section>
  )
}
