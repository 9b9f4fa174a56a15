import { Stack } from '@mantine/core'
import { useState } from 'react'
import type { ProviderShown } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageSkeleton } from '../../ui/Skeletons.tsx'
import classes from '../account/Account.module.css'
import { ProvenProvider } from '../account/useProven.tsx'
import { Quiet, Section } from '../parts/Section.tsx'
import { PolicySection } from './PolicySection.tsx'
import { ProviderForm } from './ProviderForm.tsx'
import { ProviderRow } from './ProviderRow.tsx'
import { ProvisioningSection } from './ProvisioningSection.tsx'

/** Identity providers that sign the organisation's people in, and directories that keep them. */
export default function SingleSignOnScreen() {
  const asked = useOrgQuery('single-sign-on')
  const [editing, setEditing] = useState<ProviderShown | 'new' | null>(null)
  if (asked.error) return <ErrorState problem={asked.error} onRetry={() => asked.refetch()} />
  if (!asked.data) return <PageSkeleton />
  const { providers, policy, isOperator } = asked.data
  const working = providers.filter((p) => p.enabled && p.domains.some((d) => d.isConfirmed))
  return (
    <ProvenProvider>
      <Page
        title={t('Single sign-on')}
        kicker={<AppLink to="settings">{t('Settings')}</AppLink>}
        standing={t(
          '{count, plural, =0 {Nobody signs in through an identity provider yet.} one {One identity provider signs people in.} other {# identity providers sign people in.}}',
          { count: working.length },
        )}
        action={
          <ActionButton size="sm" onClick={() => setEditing('new')}>
            {t('Add a provider')}
          </ActionButton>
        }
      >
        <Stack gap="lg" maw={900}>
          {editing === null ? null : (
            <Section
              title={editing === 'new' ? t('Add a provider') : t('Change {name}', { name: editing.name })}
              about={t('Where it is, who it may speak for, and which roles its people get.')}
            >
              <ProviderForm
                key={editing === 'new' ? 'new' : editing.id}
                of={editing === 'new' ? null : editing}
                onClose={() => setEditing(null)}
              />
            </Section>
          )}
          <Section title={t('Providers')}>
            {providers.length === 0 ? (
              <Quiet>{t('There is none yet. People sign in with a password or a passkey.')}</Quiet>
            ) : null}
            <ul className={classes.list}>
              {providers.map((provider) => (
                <ProviderRow
                  key={provider.id}
                  of={provider}
                  isOperator={isOperator}
                  onChange={() => setEditing(provider)}
                />
              ))}
            </ul>
          </Section>
          <PolicySection key={JSON.stringify(policy)} policy={policy} canDemand={working.length > 0} />
          <ProvisioningSection />
        </Stack>
      </Page>
    </ProvenProvider>
  )
}
