import { Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiKeys } from '../../../server/contract.ts'
import { showAgo, showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgApi, useOrgQuery, useRefreshOrganisation } from '../../app/orgApi.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageSkeleton } from '../../ui/Skeletons.tsx'
import { tellProblem } from '../parts/notices.ts'
import { Quiet, Section } from '../parts/Section.tsx'
import classes from './Account.module.css'
import { KeyForm } from './KeyForm.tsx'
import { roleLabel } from './roleLabels.ts'
import { ProvenProvider } from './useProven.tsx'

type Key = ApiKeys['keys'][number]

const works = (key: Key) => key.revokedAt === null && (key.expiresAt === null || Date.parse(key.expiresAt) > Date.now())

/** Keys for programs: one's own, and for administrators those of everybody. */
export default function KeysScreen() {
  const asked = useOrgQuery('keys')
  const [isMaking, setMaking] = useState(false)
  if (asked.error) return <ErrorState problem={asked.error} onRetry={() => asked.refetch()} />
  if (!asked.data) return <PageSkeleton />
  const { keys } = asked.data
  const working = keys.filter(works)
  return (
    <ProvenProvider>
      <Page
        title={t('Keys for programs')}
        kicker={<AppLink to="settings">{t('Settings')}</AppLink>}
        standing={t(
          '{count, plural, =0 {No program has a key} one {One key works} other {# keys work}}; each acts as whoever made it, within what it was made for.',
          { count: working.length },
        )}
        action={
          <ActionButton size="sm" onClick={() => setMaking(true)}>
            {t('Make a key')}
          </ActionButton>
        }
      >
        <Stack gap="lg" maw={900}>
          {isMaking ? (
            <Section title={t('Make a key')}>
              <KeyForm onClose={() => setMaking(false)} />
            </Section>
          ) : null}
          <Section title={t('Keys made so far')}>
            {keys.length === 0 ? <Quiet>{t('There is no key yet.')}</Quiet> : null}
            <ul className={classes.list}>
              {keys.map((key) => (
                <KeyRow key={key.id} of={key} />
              ))}
            </ul>
          </Section>
        </Stack>
      </Page>
    </ProvenProvider>
  )
}

function KeyRow({ of: key }: { readonly of: Key }) {
  const model = useModel()
  const api = useOrgApi()
  const refresh = useRefreshOrganisation()
  const revoke = useMutation({
    mutationFn: () => api.remove('keys/{id}', { at: { id: key.id } }),
    onSuccess: refresh,
    onError: tellProblem,
  })
  return (
    <li>
      <div className={classes.main}>
        <bdi>{key.name}</bdi> <code>{key.start}…</code>
        <p className={classes.soft}>
          {key.access === 'read' ? t('Reads') : t('Reads and writes')}
          {key.registers ? `: ${key.registers.map((path) => model.byPath(path)?.label.many ?? path).join(', ')}` : ''}
          {key.roles ? ` · ${key.roles.map(roleLabel).join(', ')}` : ''} · {t('of {name}', { name: key.owner })} ·{' '}
          {standingOf(key)}
        </p>
      </div>
      {works(key) ? (
        <ActionButton
          size="compact-sm"
          variant="default"
          aria-label={t('Revoke the key {name}', { name: key.name })}
          onClick={() => revoke.mutate()}
        >
          {t('Revoke')}
        </ActionButton>
      ) : null}
    </li>
  )
}

function standingOf(key: Key): string {
  if (key.revokedAt) return t('revoked {day}', { day: showDay(key.revokedAt) })
  const used = key.lastUsedAt ? t('last used {ago}', { ago: showAgo(key.lastUsedAt) }) : t('never used')
  if (key.expiresAt === null) return t('does not expire, {used}', { used })
  return works(key)
    ? t('works until {day}, {used}', { day: showDay(key.expiresAt), used })
    : t('expired {day}', { day: showDay(key.expiresAt) })
}
