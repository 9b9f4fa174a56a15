import { Stack } from '@mantine/core'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageSkeleton } from '../../ui/Skeletons.tsx'
import { MemberAccess } from './MemberAccess.tsx'
import { OwnRoles } from './OwnRoles.tsx'
import { StandingIn } from './StandingIn.tsx'

/** Who may do what beyond the roles everybody knows: standing in, roles of the organisation's own, limits in time and place. */
export default function AccessScreen() {
  const asked = useOrgQuery('access')
  if (asked.error) return <ErrorState problem={asked.error} onRetry={() => asked.refetch()} />
  if (!asked.data) return <PageSkeleton />
  const access = asked.data
  return (
    <Page
      title={t('Roles and access')}
      kicker={<AppLink to="settings">{t('Settings')}</AppLink>}
      standing={t(
        '{count, plural, =0 {Nobody stands in for somebody else now} one {One person stands in for another now} other {# people stand in for others now}}. Every change here is an entry of the log and counts within two seconds.',
        { count: access.delegations.filter((d) => d.isActive).length },
      )}
    >
      <Stack gap="lg" maw={900}>
        <StandingIn access={access} />
        {access.mayChange ? <OwnRoles access={access} /> : null}
        {access.mayChange ? <MemberAccess access={access} /> : null}
      </Stack>
    </Page>
  )
}
