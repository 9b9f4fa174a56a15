import type { Members } from '../../../server/contract.ts'
import { showInstant } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { Quiet } from '../parts/Section.tsx'
import classes from './Account.module.css'
import { roleLabel } from './roleLabels.ts'

type Entry = Members['history'][number]

const told: Readonly<Record<Entry['event']['action'], (who: string, roles: string) => string>> = {
  invite: (who, roles) => t('{who} was invited as {roles}', { who, roles }),
  revoke: (who) => t('The invitation of {who} was taken back', { who }),
  join: (who, roles) => t('{who} joined as {roles}', { who, roles }),
  change: (who, roles) => t('{who} is now {roles}', { who, roles }),
  suspend: (who) => t('{who} was suspended', { who }),
  resume: (who) => t('{who} was let in again', { who }),
  leave: (who) => t('{who} was removed', { who }),
  role: (who) => t('The role "{who}" was made or changed', { who }),
  removeRole: (who) => t('The role "{who}" was removed', { who }),
  access: (who, roles) => t('The access of {who} was set: {roles}', { who, roles }),
  delegate: (who, roles) => t('{who} passed on while away: {roles}', { who, roles }),
  endDelegation: (who) => t('{who} no longer has somebody standing in', { who }),
}

/** What the log says about members, newest first. */
export function MemberHistory({ entries }: { readonly entries: readonly Entry[] }) {
  if (entries.length === 0) return <Quiet>{t('Nothing changed yet.')}</Quiet>
  return (
    <ul className={classes.list}>
      {entries.map(({ seq, at, actor, event }) => (
        <li key={seq}>
          <div className={classes.main}>
            {told[event.action](
              event.name ?? event.email ?? t('Somebody'),
              event.roles.map(roleLabel).join(', ') || t('without a general role'),
            )}
            {event.detail ? <p className={classes.soft}>{event.detail}</p> : null}
            <p className={classes.soft}>
              {t('{day}, by {name}; entry {seq}', { day: showInstant(at), name: actor, seq })}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}
