import { Button, Checkbox, NumberInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SecondFactorShown } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi, useOrgQuery, useRefreshOrganisation } from '../../app/orgApi.ts'
import { useRefreshSession } from '../../app/session.tsx'
import { Refusal } from '../../app/start/Refusal.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { tell } from '../parts/notices.ts'
import { Section } from '../parts/Section.tsx'
import classes from './Account.module.css'
import { useProven } from './useProven.tsx'

/** Names that are listed; more would push the rule out of sight. */
const mostNamed = 20

/** Whether members need a second factor, and who has none yet. */
export function SecondFactorSection({ barred }: { readonly barred: string | null }) {
  const asked = useOrgQuery('members/second-factor')
  if (asked.error) return <ErrorState problem={asked.error} onRetry={() => asked.refetch()} />
  if (!asked.data) return null
  const { since, days, members } = asked.data
  return (
    <Section
      title={t('Second factor')}
      about={t(
        'A passkey, or a code after the password. Whoever comes through an identity provider counts by what it states.',
      )}
    >
      <Who members={members} />
      <Rule key={`${since} ${days}`} since={since} days={days} barred={barred} />
    </Section>
  )
}

function Who({ members }: Pick<SecondFactorShown, 'members'>) {
  const without = members.filter((m) => !m.hasOne && !m.hasProvider)
  if (without.length === 0)
    return <p className={classes.soft}>{t('Every member has a second factor or an identity provider.')}</p>
  return (
    <>
      <p className={classes.soft}>
        {t('{count, plural, one {One member has} other {# members have}} none yet:', { count: without.length })}
      </p>
      <ul className={classes.list}>
        {without.slice(0, mostNamed).map(({ account, name, until }) => (
          <li key={account}>
            <bdi className={classes.main}>{name}</bdi>
            {until === null ? null : (
              <span className={classes.soft}>
                {Date.parse(until) < Date.now()
                  ? t('does not get in since {day}', { day: showDay(until) })
                  : t('gets in without until {day}', { day: showDay(until) })}
              </span>
            )}
          </li>
        ))}
      </ul>
      {without.length > mostNamed ? (
        <p className={classes.soft}>{t('and {count} more', { count: without.length - mostNamed })}</p>
      ) : null}
    </>
  )
}

interface RuleProps extends Pick<SecondFactorShown, 'since' | 'days'> {
  readonly barred: string | null
}

function Rule({ since, days: kept, barred }: RuleProps) {
  const [required, setRequired] = useState(since !== null)
  const [days, setDays] = useState<number | string>(kept)
  const api = useOrgApi()
  const proven = useProven()
  const [refresh, refreshSession] = [useRefreshOrganisation(), useRefreshSession()]
  const keep = useMutation({
    mutationFn: () => proven(() => api.put('members/second-factor', { body: { required, days: Number(days) } })),
    onSuccess: async () => {
      await Promise.all([refresh(), refreshSession()])
      tell(t('It was kept.'))
    },
  })
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        keep.mutate()
      }}
    >
      <Refusal error={keep.error} />
      <Checkbox
        label={t('Members need a second factor')}
        description={
          since === null ? undefined : t('Asked since {day}. Keys for programs go on.', { day: showDay(since) })
        }
        checked={required}
        onChange={(event) => setRequired(event.currentTarget.checked)}
        disabled={barred !== null}
        mt="sm"
      />
      {required ? (
        <NumberInput
          label={t('Days to set one up')}
          description={t('From now, and for new members from the day they join.')}
          value={days}
          onChange={setDays}
          min={0}
          max={90}
          allowDecimal={false}
          disabled={barred !== null}
          required
        />
      ) : null}
      {barred ? (
        <ActionButton size="sm" variant="default" disabledReason={barred}>
          {t('Save')}
        </ActionButton>
      ) : (
        <Button size="sm" variant="default" type="submit" loading={keep.isPending}>
          {t('Save')}
        </Button>
      )}
    </form>
  )
}
