import type { RecordItem, RecordRef } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { RecordLink } from '../../ui/RecordLink.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Quiet } from '../parts/Section.tsx'
import classes from './AuditArea.module.css'

interface UpcomingAuditsProps {
  readonly audits: readonly RecordItem[]
  readonly names: Readonly<Record<string, RecordRef>>
  readonly today: string
}

/** Planned and running audits, the next one first. */
export function UpcomingAudits({ audits, names, today }: UpcomingAuditsProps) {
  if (audits.length === 0) {
    return (
      <Quiet>
        {t('No audit is planned.')}{' '}
        <AppLink to="r/audits/new" underline="always">
          {t('Plan one')}
        </AppLink>
      </Quiet>
    )
  }
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('Audit')}</th>
            <th scope="col">{t('Planned on')}</th>
            <th scope="col">{t('Led by')}</th>
            <th scope="col">{t('State')}</th>
          </tr>
        </thead>
        <tbody>
          {audits.map((audit) => {
            const on = audit.values.plannedOn
            const lead = audit.owner === null ? undefined : names[audit.owner]
            return (
              <tr key={audit.id}>
                <th scope="row">
                  <RecordLink record={audit} />
                </th>
                <td className={classes.nowrap}>
                  {typeof on === 'string' ? showDay(on, 'short') : t('no date yet')}
                  {typeof on === 'string' && on < today && audit.state === 'planned' ? (
                    <span className={classes.late}> {t('late')}</span>
                  ) : null}
                </td>
                <td>
                  {lead ? (
                    <bdi>{lead.title}</bdi>
                  ) : (
                    <span className={`${classes.soft} ${classes.nowrap}`}>{t('nobody yet')}</span>
                  )}
                </td>
                <td>
                  <StateBadge register="audit" state={audit.state} plain />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
