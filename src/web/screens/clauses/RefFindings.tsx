import type { Finding } from '../../../server/contract.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { SeverityBadge } from '../../ui/StateBadge.tsx'
import { Asked } from '../parts/Asked.tsx'
import { Quiet, Section } from '../parts/Section.tsx'
import classes from './RefDetail.module.css'

const most = 8

/** What the readiness rules found about a clause or control, the gravest first. */
export function RefFindings({ part }: { part: string }) {
  const answer = useOrgQuery('readiness/findings', { query: { part, sort: 'severity', limit: most, count: 'true' } })
  const total = answer.data?.total ?? 0
  return (
    <Section title={t('Readiness findings')} aside={total > 0 ? showNumber(total) : null}>
      <Asked answer={answer} rows={3}>
        {({ items }) => (
          <>
            <Findings findings={items} />
            {total > items.length ? (
              <Quiet>
                <AppLink to="audit/readiness" search={{ part }}>
                  {t('{rest} more', { rest: total - items.length })}
                </AppLink>
              </Quiet>
            ) : null}
          </>
        )}
      </Asked>
    </Section>
  )
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return <Quiet>{t('No rule finds anything here.')}</Quiet>
  return (
    <ul className={classes.rows}>
      {findings.map((finding) => (
        <li key={finding.key} className={classes.finding}>
          <SeverityBadge severity={finding.severity} plain />
          <div>
            <AppLink to="audit/readiness" search={{ finding: finding.key, ...acceptedOf(finding) }}>
              {finding.title}
            </AppLink>
            <div className={classes.soft}>
              {finding.why}
              {finding.accepted ? ` ${t('Accepted for a time.')}` : ''}
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
}

const acceptedOf = (finding: Finding) => (finding.accepted === null ? {} : { accepted: 'yes' })
