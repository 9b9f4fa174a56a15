import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProviderShown } from '../../../server/contract.ts'
import { showAgo } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi, useRefreshOrganisation } from '../../app/orgApi.ts'
import classes from '../account/Account.module.css'
import { useProven } from '../account/useProven.tsx'
import { tell, tellProblem } from '../parts/notices.ts'
import { useRoleChoices } from './roleChoices.ts'

interface ProviderRowProps {
  readonly of: ProviderShown
  readonly isOperator: boolean
  readonly onChange: () => void
}

/** A provider: what it may do, what it has to be told of us, and what can be done with it. */
export function ProviderRow({ of: provider, isOperator, onChange }: ProviderRowProps) {
  const [isRemoving, setRemoving] = useState(false)
  const { label } = useRoleChoices()
  const api = useOrgApi()
  const proven = useProven()
  const refresh = useRefreshOrganisation()
  const at = { id: provider.id }
  const settle = { onSuccess: () => refresh(), onError: tellProblem }
  const test = useMutation({
    mutationFn: () => proven(() => api.post('single-sign-on/providers/{id}/test', { at })),
    onSuccess: ({ detail }) => tell(detail),
    onError: tellProblem,
  })
  const enable = useMutation({
    mutationFn: (enabled: boolean) =>
      proven(() => api.patch('single-sign-on/providers/{id}', { at, body: { enabled } })),
    ...settle,
  })
  const remove = useMutation({
    mutationFn: () => proven(() => api.remove('single-sign-on/providers/{id}', { at })),
    ...settle,
  })
  const confirm = useMutation({
    mutationFn: (domain: string) =>
      proven(() => api.post('single-sign-on/providers/{id}/domains', { at, body: { domain } })),
    ...settle,
  })
  const open = provider.domains.filter((d) => !d.isConfirmed)
  return (
    <li>
      <div className={classes.main}>
        <bdi>{provider.name}</bdi> · {provider.kind === 'oidc' ? 'OpenID Connect' : 'SAML 2.0'}
        {provider.enabled ? '' : ` · ${t('switched off')}`}
        <p className={classes.soft}>
          {t('For {domains}; {used}.', {
            domains: provider.domains.map((d) => `@${d.name}`).join(', '),
            used: provider.lastUsedAt ? t('last used {ago}', { ago: showAgo(provider.lastUsedAt) }) : t('never used'),
          })}{' '}
          {provider.joins
            ? t('Whoever is new becomes a member: {roles}.', { roles: rolesOf(provider, label) })
            : t('Only members and people with an account get in.')}
        </p>
        {placesOf(provider).map(([label, address]) => (
          <p key={address} className={classes.soft}>
            {label} <code className={classes.secret}>{address}</code>
          </p>
        ))}
        {provider.kind === 'saml' && provider.settings.cbc ? (
          <p className={classes.soft}>{t('AES-CBC is allowed.')}</p>
        ) : null}
        {provider.kind === 'saml' && provider.settings.signsRequests ? (
          <p className={classes.soft}>{t('Requests to sign in are signed.')}</p>
        ) : null}
        {open.map(({ name }) => (
          <p key={name} className={classes.bad}>
            {isOperator
              ? t('{domain} is not confirmed, so nobody with such an address gets in.', { domain: name })
              : t('{domain} is not confirmed. Add the TXT record {record} to it, then confirm.', {
                  domain: name,
                  record: provider.domainRecord,
                })}{' '}
            <Button size="compact-xs" variant="default" onClick={() => confirm.mutate(name)}>
              {t('Confirm {domain}', { domain: name })}
            </Button>
          </p>
        ))}
        {provider.isFixed ? (
          <p className={classes.soft}>{t('It is set where OpenAIMS is started, and changed there.')}</p>
        ) : null}
      </div>
      {provider.isFixed ? null : (
        <div className={classes.actions}>
          {isRemoving ? (
            <>
              <Button size="compact-sm" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
                {t('Remove it and end its sessions')}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => setRemoving(false)}>
                {t('Keep it')}
              </Button>
            </>
          ) : (
            <>
              <Button size="compact-sm" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
                {t('Test')}
              </Button>
              <Button size="compact-sm" variant="default" onClick={onChange}>
                {t('Change')}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                loading={enable.isPending}
                onClick={() => enable.mutate(!provider.enabled)}
              >
                {provider.enabled ? t('Switch off') : t('Switch on')}
              </Button>
              <Button size="compact-sm" variant="subtle" color="red" onClick={() => setRemoving(true)}>
                {t('Remove')}
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  )
}

const rolesOf = ({ defaultRoles, groupRoles }: ProviderShown, label: (role: string) => string): string =>
  [...defaultRoles.map(label), ...groupRoles.map(({ group, role }) => `${group} → ${label(role)}`)].join(', ')

/** What the provider has to be told of us, each with what it is called there. */
const placesOf = (provider: ProviderShown): readonly (readonly [string, string])[] => [
  [t('Register there:'), provider.callback],
  ...(provider.kind === 'oidc'
    ? [[t('Back-channel logout:'), provider.backchannelLogout] as const]
    : [[t('Metadata:'), provider.metadata] as const, [t('Single logout:'), provider.singleLogout] as const]),
]
