import type { AuditCoverage, CoverageCell, CoverageRow } from '../../../programme/auditCoverage.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { RefText } from '../../ui/RefText.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import screen from '../parts/Screen.module.css'
import classes from './Coverage.module.css'
import { CoveredName } from './CoveredName.tsx'
import { coverageTones, coverageWords } from './coverageWords.ts'

interface CoverageTableProps {
  readonly rows: readonly CoverageRow[]
  readonly years: AuditCoverage['cycle']['years']
}

/** One row for each clause, control and AI system, one column for each year of the cycle. */
export function CoverageTable({ rows, years }: CoverageTableProps) {
  return (
    <div className={screen.tableFrame}>
      <table className={`${screen.table} ${screen.stacked} ${classes.table}`}>
        <caption>{t('Audit coverage by year')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Clause, control or AI system')}</th>
            {years.map((year, at) => (
              <th key={year.from} scope="col">
                {t('Year {year}', { year: at + 1 })}
                <span className={classes.range}>
                  {showDay(year.from, 'short')} – {showDay(year.until, 'short')}
                </span>
              </th>
            ))}
            <th scope="col">{t('Last audited')}</th>
            <th scope="col">{t('What speaks for it')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} data-excluded={row.isExcluded || undefined}>
              <th scope="row" className={classes.what}>
                <CoveredName row={row} />
                {row.isExcluded ? <span className={screen.small}> {t('left out by the statement')}</span> : null}
              </th>
              {row.cells.map((cell, at) => (
                <td key={years[at]?.from ?? at} data-label={t('Year {year}', { year: at + 1 })}>
                  <div>
                    <Cell cell={cell} />
                  </div>
                </td>
              ))}
              <td className={classes.day} data-label={t('Last audited')}>
                {row.lastAuditedOn ? showDay(row.lastAuditedOn, 'short') : '–'}
              </td>
              <td className={screen.small} data-label={t('What speaks for it')}>
                <RefText>{row.reasons.join(' · ')}</RefText>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ cell }: { cell: CoverageCell }) {
  if (cell.state === 'none') return <span className={screen.small}>{coverageWords().none}</span>
  const shown = cell.papers.length > 0 ? cell.papers : cell.audits
  const path = cell.papers.length > 0 ? 'working-papers' : 'audits'
  return (
    <>
      <ToneBadge tone={coverageTones[cell.state]} label={coverageWords()[cell.state]} plain />
      <div className={screen.small}>
        {shown.slice(0, 3).map((each, at) => (
          <span key={each.id}>
            {at > 0 ? ', ' : ''}
            <AppLink to={`r/${path}/${each.ref}`}>{each.ref}</AppLink>
          </span>
        ))}
        {shown.length > 3 ? ` ${t('and {rest} more', { rest: shown.length - 3 })}` : ''}
      </div>
    </>
  )
}
