import { Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Members } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi, useRefreshOrganisation } from '../../app/orgApi.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { tell, tellProblem } from '../parts/notices.ts'
import classes from './Account.module.css'
import { PassOn } from './PassOn.tsx'
import { roleLabel } from './roleLabels.ts'

type Invitation = Members['invitations'][number]

interface InvitationsProps {
  readonly invitations: readonly Invitation[]
  readonly barred: string | null
}

/** Invitations that nobody accepted yet; each can be sent again or taken back. */
export function Invitations({ invitations, barred }: InvitationsProps) {
  const [link, setLink] = useState<string | null>(null)
  const api = useOrgApi()
  const refresh = useRefreshOrganisation()
  const resend = useMutation({
    mutationFn: ({ id }: Invitation) => api.post('members/invitations/{id}/resend', { at: { id } }),
    onSuccess: async (sent, { email }) => {
      await refresh()
      if (sent.link === null) tell(t('The invitation was sent to {email}.', { email }))
      else setLink(sent.link)
    },
    onError: tellProblem,
  })
  const revoke = useMutation({
    mutationFn: (id: string) => api.remove('members/invitations/{id}', { at: { id } }),
    onSuccess: refresh,
    onError: tellProblem,
  })
  return (
    <>
      {link ? <PassOn link={link} onDone={() => setLink(null)} /> : null}
      <ul className={classes.list}>
        {invitations.map((i) => (
          <li key={i.id}>
            <div className={classes.main}>
              <bdi>{i.email}</bdi>
              <p className={classes.soft}>
                {t('As {roles}, invited by {name}.', { roles: i.roles.map(roleLabel).join(', '), name: i.invitedBy })}{' '}
                {i.isExpired
                  ? t('The link ran out on {day}.', { day: showDay(i.expiresAt) })
                  : t('The link works until {day}.', { day: showDay(i.expiresAt) })}{' '}
                {i.mailedAt === null ? t('It was not mailed.') : null}
              </p>
            </div>
            <Group gap="xs">
              <ActionButton
                size="compact-sm"
                variant="default"
                disabledReason={barred}
                aria-label={t('Send again: {email}', { email: i.email })}
                onClick={() => resend.mutate(i)}
              >
                {t('Send again')}
              </ActionButton>
              <ActionButton
                size="compact-sm"
                variant="default"
                disabledReason={barred}
                aria-label={t('Take back: {email}', { email: i.email })}
                onClick={() => revoke.mutate(i.id)}
              >
                {t('Take back')}
              </ActionButton>
            </Group>
          </li>
        ))}
      </ul>
    </>
  )
}
