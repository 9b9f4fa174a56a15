import { Button, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MailShown } from '../../../server/contract.ts'
import { asProblem, client } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { useRefreshSession } from '../../app/session.tsx'
import { Refusal } from '../../app/start/Refusal.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageSkeleton } from '../../ui/Skeletons.tsx'
import { tell, tellProblem } from '../parts/notices.ts'
import { Section } from '../parts/Section.tsx'
import classes from './Account.module.css'
import { ProvenProvider, useProven } from './useProven.tsx'

const queryKey = ['installation', 'mail']

/** How mail leaves this installation: for invitations, new passwords and confirmations. */
export default function MailScreen() {
  const asked = useQuery({ queryKey, queryFn: ({ signal }) => client.get('installation/mail', { signal }) })
  if (asked.error) return <ErrorState problem={asProblem(asked.error)} onRetry={() => asked.refetch()} />
  if (!asked.data) return <PageSkeleton />
  const { settings, isFixed } = asked.data
  return (
    <ProvenProvider>
      <Page
        title={t('Mail')}
        kicker={<AppLink to="settings">{t('Settings')}</AppLink>}
        standing={
          settings
            ? t('Mail leaves through {host} as {from}.', { host: settings.host, from: settings.from })
            : t('No mail is set up: invitations and links for new passwords are passed on by hand.')
        }
      >
        <Stack gap="lg" maw={720}>
          <Section title={t('Mail server')}>
            {isFixed ? (
              <p className={classes.soft}>
                {t('It is set by OPENAIMS_SMTP_URL where OpenAIMS is started, and changed there.')}
              </p>
            ) : (
              <MailForm settings={settings} />
            )}
            {settings ? <TestMail /> : null}
          </Section>
        </Stack>
      </Page>
    </ProvenProvider>
  )
}

function TestMail() {
  const test = useMutation({
    mutationFn: () => client.post('installation/mail/test'),
    onSuccess: ({ to }) => tell(t('A test mail was handed over for {to}.', { to })),
    onError: tellProblem,
  })
  return (
    <div className={classes.actions}>
      <Button size="sm" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
        {t('Send me a test mail')}
      </Button>
    </div>
  )
}

function MailForm({ settings }: { readonly settings: MailShown['settings'] }) {
  const [values, setValues] = useState({
    host: settings?.host ?? '',
    port: settings?.port ?? 465,
    security: settings?.security ?? ('tls' as const),
    user: settings?.user ?? '',
    from: settings?.from ?? '',
  })
  const [password, setPassword] = useState('')
  const proven = useProven()
  const queries = useQueryClient()
  const refreshSession = useRefreshSession()
  const done = async () => {
    setPassword('')
    await Promise.all([
      queries.invalidateQueries({ queryKey }),
      queries.invalidateQueries({ queryKey: ['o'] }),
      refreshSession(),
    ])
    tell(t('The mail settings were kept.'))
  }
  const keep = useMutation({
    mutationFn: () =>
      proven(() =>
        client.put('installation/mail', {
          body: { ...values, user: values.user || null, ...(password === '' ? {} : { password }) },
        }),
      ),
    onSuccess: done,
  })
  const clear = useMutation({ mutationFn: () => proven(() => client.remove('installation/mail')), onSuccess: done })
  const problem = keep.error ? asProblem(keep.error) : null
  const wrong = (field: string) => problem?.fields.find((f) => f.field === field)?.message
  const set = (name: 'host' | 'user' | 'from') => (event: { currentTarget: { value: string } }) =>
    setValues({ ...values, [name]: event.currentTarget.value })
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        keep.mutate()
      }}
    >
      {problem && problem.fields.length > 0 ? null : <Refusal error={keep.error ?? clear.error} />}
      <TextInput
        label={t('Server')}
        value={values.host}
        onChange={set('host')}
        error={wrong('host')}
        autoComplete="off"
        required
      />
      <NativeSelect
        label={t('Connection')}
        value={values.security}
        onChange={(event) => {
          const security =
            event.currentTarget.value === 'starttls'
              ? 'starttls'
              : event.currentTarget.value === 'none'
                ? 'none'
                : 'tls'
          setValues({ ...values, security, port: security === 'tls' ? 465 : security === 'starttls' ? 587 : 25 })
        }}
        data={[
          { value: 'tls', label: t('TLS from the start') },
          { value: 'starttls', label: t('STARTTLS, required') },
          { value: 'none', label: t('Not encrypted, for a server on this machine') },
        ]}
      />
      <NumberInput
        label={t('Port')}
        value={values.port}
        onChange={(value) => setValues({ ...values, port: Number(value) })}
        min={1}
        max={65_535}
        error={wrong('port')}
        hideControls
        required
      />
      <TextInput label={t('User')} value={values.user} onChange={set('user')} autoComplete="off" />
      <TextInput
        label={t('Password')}
        description={settings?.hasPassword ? t('Left empty, the one that is kept stays.') : undefined}
        type="password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="new-password"
      />
      <TextInput
        label={t('Sent from')}
        description={t('The address people see mail come from.')}
        type="email"
        value={values.from}
        onChange={set('from')}
        error={wrong('from')}
        autoComplete="off"
        required
      />
      <div className={classes.actions}>
        <Button size="sm" type="submit" loading={keep.isPending}>
          {t('Keep the settings')}
        </Button>
        {settings ? (
          <Button size="sm" variant="subtle" color="red" loading={clear.isPending} onClick={() => clear.mutate()}>
            {t('Send no mail any more')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}
