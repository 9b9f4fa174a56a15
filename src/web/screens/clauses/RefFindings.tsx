import type { Finding } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { SeverityBadge } from '../../ui/StateBadge.tsx'
import { Quiet, Section } from '../parts/Section.tsx'
import { bySeverity } from '../readiness/findingFilter.ts'
import classes from './RefDetail.module.css'

const most = 8

/** What the readiness rules found about a clause or control. */
export function RefFindings({ findings, part }: { findings: readonly Finding[]; part: string }) {
  const rest = findings.length - most
  return (
    <Section title={t('Readiness findings')} aside={findings.length > 0 ? findings.length : null}>
      {findings.length === 0 ? (
        <Quiet>{t('No rule finds anything here.')}</Quiet>
      ) : (
        <ul className={classes.rows}>
          {bySeverity(findings)
            .slice(0, most)
            .map((finding) => (
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
      )}
      {rest > 0 ? (
        <Quiet>
          <AppLink to="audit/readiness" search={{ part }}>
            {t('{rest} more', { rest })}
          </AppLink>
        </Quiet>
      ) : null}
    </Section>
  )
}

const acceptedOf = (finding: Finding) => (finding.accepted === null ? {} : { accepted: 'yes' })
