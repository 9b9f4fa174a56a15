import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Provisioning } from '../../../server/contract.ts'
import { showAgo, showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi, useOrgQuery, useRefreshOrganisation } from '../../app/orgApi.ts'
import { Refusal } from '../../app/start/Refusal.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import classes from '../account/Account.module.css'
import { useProven } from '../account/useProven.tsx'
import { tell, tellProblem } from '../parts/notices.ts'
import { Quiet, Section } from '../parts/Section.tsx'
import { AnyRolePicker } from './AnyRolePicker.tsx'

/** A directory that keeps the members (SCIM 2.0): its tokens, and which roles its groups have. */
export function ProvisioningSection() {
  const asked = useOrgQuery('provisioning')
  if (asked.error) return <ErrorState problem={asked.error} onRetry={() => asked.refetch()} />
  if (!asked.data) return null
  const { address, tokens, groups } = asked.data
  return (
    <>
      <Section
        title={t('Provisioning')}
        about={t('A directory such as Entra ID or Okta makes, changes and deactivates members by itself (SCIM 2.0).')}
      >
        <p className={classes.soft}>
          {t('It sends to')} <code className={classes.secret}>{address}</code>
        </p>
        <ul className={classes.list}>
          {tokens.map((token) => (
            <TokenRow key={token.id} of={token} />
          ))}
        </ul>
        <TokenForm />
      </Section>
      <Section title={t('Groups of the directory')} about={t('Who is in none with a role is a viewer.')}>
        {groups.length === 0 ? <Quiet>{t('It has sent no group yet.')}</Quiet> : null}
        <ul className={classes.list}>
          {groups.map((group) => (
            <GroupRow key={group.id} of={group} />
          ))}
        </ul>
      </Section>
    </>
  )
}

function TokenRow({ of: token }: { readonly of: Provisioning['tokens'][number] }) {
  const api = useOrgApi()
  const proven = useProven()
  const refresh = useRefreshOrganisation()
  const revoke = useMutation({
    mutationFn: () => proven(() => api.remove('provisioning/tokens/{id}', { at: { id: token.id } })),
    onSuccess: refresh,
    onError: tellProblem,
  })
  const used = token.lastUsedAt ? t('last used {ago}', { ago: showAgo(token.lastUsedAt) }) : t('never used')
  return (
    <li>
      <div className={classes.main}>
        <bdi>{token.name}</bdi> <code>{token.start}…</code>
        <p className={classes.soft}>
          {token.revokedAt
            ? t('revoked {day}', { day: showDay(token.revokedAt) })
            : t('made by {name}, {used}', { name: token.createdBy, used })}
        </p>
      </div>
      {token.revokedAt ? null : (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('Revoke the token {name}', { name: token.name })}
          loading={revoke.isPending}
          onClick={() => revoke.mutate()}
        >
          {t('Revoke')}
        </Button>
      )}
    </li>
  )
}

function TokenForm() {
  const [name, setName] = useState('')
  const api = useOrgApi()
  const proven = useProven()
  const refresh = useRefreshOrganisation()
  const made = useMutation({
    mutationFn: () => proven(() => api.post('provisioning/tokens', { body: { name } })),
    onSuccess: refresh,
  })
  if (made.data) {
    return (
      <div role="status" className={classes.form}>
        <p className={classes.soft}>{t('Copy the token into the directory now; it is not shown again.')}</p>
        <code className={classes.secret}>{made.data.token}</code>
        <Button
          size="sm"
          onClick={() => {
            setName('')
            made.reset()
          }}
        >
          {t('I have kept it')}
        </Button>
      </div>
    )
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        made.mutate()
      }}
    >
      <Refusal error={made.error} />
      <TextInput
        label={t('What the token is for')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        autoComplete="off"
        maxLength={100}
        mt="sm"
        required
      />
      <Button size="sm" variant="default" type="submit" loading={made.isPending}>
        {t('Make a token')}
      </Button>
    </form>
  )
}

function GroupRow({ of: group }: { readonly of: Provisioning['groups'][number] }) {
  const [chosen, setChosen] = useState<readonly string[]>(group.roles)
  const api = useOrgApi()
  const proven = useProven()
  const refresh = useRefreshOrganisation()
  const keep = useMutation({
    mutationFn: () =>
      proven(() => api.put('provisioning/groups/{id}', { at: { id: group.id }, body: { roles: [...chosen] } })),
    onSuccess: async ({ changed }) => {
      await refresh()
      tell(
        t(
          '{count, plural, =0 {Nobody has other roles now.} one {One member has other roles now.} other {# members have other roles now.}}',
          { count: changed },
        ),
      )
    },
    onError: tellProblem,
  })
  return (
    <li>
      <div className={classes.main}>
        <bdi>{group.name}</bdi>
        <p className={classes.soft}>
          {t('{count, plural, =0 {nobody} one {one member} other {# members}}', { count: group.members })}
        </p>
      </div>
      <AnyRolePicker label={t('Roles of {name}', { name: group.name })} value={chosen} onChange={setChosen} />
      <Button size="compact-sm" variant="default" loading={keep.isPending} onClick={() => keep.mutate()}>
        {t('Keep')}
      </Button>
    </li>
  )
}
