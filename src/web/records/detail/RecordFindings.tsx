import type { RecordDetail } from '../../../server/contract/told.ts'
import type { Finding, RegisterDescription } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AcceptButton } from '../../screens/readiness/AcceptButton.tsx'
import { useBarred } from '../../ui/ActionButton.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { RefText } from '../../ui/RefText.tsx'
import { SeverityBadge } from '../../ui/StateBadge.tsx'
import classes from './RecordDetail.module.css'

/** Most findings that are told on the page of their record. */
const most = 10

interface RecordFindingsProps {
  readonly register: RegisterDescription
  readonly detail: RecordDetail
}

/** What the readiness rules find about the record, each with how it is put right; nothing where they find nothing. */
export function RecordFindings({ register, detail }: RecordFindingsProps) {
  const answer = useOrgQuery('readiness/findings', {
    query: { record: detail.record.id, sort: 'severity', limit: most, count: 'true' },
  })
  const { items = [], total = 0 } = answer.data ?? {}
  if (items.length === 0) return null
  return (
    <section aria-labelledby="record-findings">
      <h2 className={classes.heading} id="record-findings">
        <span>
          {t('Readiness findings')}
          <span className={classes.count}>{total}</span>
        </span>
      </h2>
      <ul className={classes.findings}>
        {items.map((finding) => (
          <li key={finding.key}>
            <OneFinding finding={finding} register={register} detail={detail} />
          </li>
        ))}
      </ul>
      {(total ?? 0) > items.length ? (
        <AppLink to="audit/readiness" search={{ q: detail.record.ref }}>
          {t('{rest} more', { rest: (total ?? 0) - items.length })}
        </AppLink>
      ) : null}
    </section>
  )
}

function OneFinding({ finding, register, detail }: RecordFindingsProps & { finding: Finding }) {
  const barred = useBarred(detail.edit.allowed ? null : detail.edit.reason)
  const { accepted } = finding
  return (
    <>
      <div className={classes.findingHead}>
        <SeverityBadge severity={finding.severity} plain />
        <AppLink
          to="audit/readiness"
          search={{ finding: finding.key, ...(accepted === null ? {} : { accepted: 'yes' }) }}
        >
          {finding.title}
        </AppLink>
      </div>
      <p className={classes.findingWhy}>
        <RefText>{finding.why}</RefText>
      </p>
      <p className={classes.notGiven}>{finding.fix}</p>
      {accepted === null ? (
        <div className={`${classes.findingDo} no-print`}>
          {barred === null ? (
            <AppLink to={`r/${register.path}/${detail.record.ref}/edit`}>{t('Edit the record')}</AppLink>
          ) : null}
          <AcceptButton finding={finding} variant="subtle" size="compact-xs" />
        </div>
      ) : (
        <p className={classes.notGiven}>
          {accepted.until
            ? t('Accepted until {day}: {reason}', { day: showDay(accepted.until), reason: accepted.reason })
            : t('Accepted without an end: {reason}', { reason: accepted.reason })}
        </p>
      )}
    </>
  )
}
