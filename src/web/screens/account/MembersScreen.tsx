import { Stack } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { useOrganisation } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageSkeleton } from '../../ui/Skeletons.tsx'
import { Quiet, Section } from '../parts/Section.tsx'
import classes from './Account.module.css'
import { Invitations } from './Invitations.tsx'
import { InviteForm } from './InviteForm.tsx'
import { MemberHistory } from './MemberHistory.tsx'
import { MemberRow } from './MemberRow.tsx'
import { SecondFactorSection } from './SecondFactorSection.tsx'
import { ProvenProvider } from './useProven.tsx'

/** Who belongs to the organisation, who is invited, and what the log says about both. */
export default function MembersScreen() {
  const asked = useOrgQuery('members')
  const { roles } = useOrganisation()
  const [isInviting, setInviting] = useState(false)
  if (asked.error) return <ErrorState problem={asked.error} onRetry={() => asked.refetch()} />
  if (!asked.data) return <PageSkeleton />
  const { members, invitations, history, canMail } = asked.data
  const barred = roles.includes('administrator') ? null : t('An administrator changes members.')
  const suspended = members.filter((m) => m.suspendedAt !== null).length
  return (
    <ProvenProvider>
      <Page
        title={t('Members')}
        kicker={<AppLink to="settings">{t('Settings')}</AppLink>}
        standing={t(
          '{count, plural, one {One person} other {# people}} can sign in to this organisation; {invited, plural, =0 {nobody is invited} one {one is invited} other {# are invited}}{suspended, plural, =0 {} one {, one is suspended} other {, # are suspended}}.',
          { count: members.length - suspended, invited: invitations.length, suspended },
        )}
        action={
          <ActionButton size="sm" disabledReason={barred} onClick={() => setInviting(true)}>
            {t('Invite somebody')}
          </ActionButton>
        }
      >
        <Stack gap="lg" maw={900}>
          {isInviting ? (
            <Section title={t('Invite somebody')}>
              <InviteForm canMail={canMail} onClose={() => setInviting(false)} />
            </Section>
          ) : null}
          <Section title={t('Members')}>
            <ul className={classes.list}>
              {members.map((member) => (
                <MemberRow key={member.account} member={member} barred={barred} />
              ))}
            </ul>
          </Section>
          <Section title={t('Invited')}>
            {invitations.length === 0 ? (
              <Quiet>{t('No invitation is open.')}</Quiet>
            ) : (
              <Invitations invitations={invitations} barred={barred} />
            )}
          </Section>
          <SecondFactorSection barred={barred} />
          <Section title={t('What changed')} about={t('Every change of a member is an entry of the log.')}>
            <MemberHistory entries={history} />
          </Section>
        </Stack>
      </Page>
    </ProvenProvider>
  )
}
