import type { AuditCoverage } from '../../../programme/auditCoverage.ts'
import { t } from '../../app/i18n.ts'
import { RefText } from '../../ui/RefText.tsx'
import { Quiet, Section } from '../parts/Section.tsx'
import classes from './AuditArea.module.css'
import { CoveredName } from './CoveredName.tsx'
import { isPlanned } from './coverageWords.ts'

const most = 6

/** What is worth auditing next: not audited and not planned in this cycle, most at stake first. */
export function AuditNext({ coverage }: { coverage: AuditCoverage }) {
  const rows = coverage.suggestions.filter((row) => !isPlanned(row)).slice(0, most)
  return (
    <Section title={t('To audit next')} about={t('Not audited and not planned in this cycle; most at stake first.')}>
      {rows.length === 0 ? (
        <Quiet>{t('Everything is audited or planned.')}</Quiet>
      ) : (
        <ol className={classes.rows}>
          {rows.map((row) => (
            <li key={row.key}>
              <CoveredName row={row} />
              <div className={classes.soft}>
                <RefText>{row.reasons.join(' · ')}</RefText>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}
