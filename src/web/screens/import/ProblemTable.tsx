import type { ImportPreview } from '../../../server/contract/told.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import screen from '../parts/Screen.module.css'
import classes from './Import.module.css'

/** The first problems by line and column, and how many each column has. */
export function ProblemTable({ preview }: { preview: ImportPreview }) {
  const hidden = preview.problemCount - preview.problems.length
  return (
    <>
      <ul className={classes.byColumn}>
        {preview.problemsByColumn.slice(0, 12).map(({ column, errors, warnings }) => (
          <li key={column}>
            <bdi>{column || t('Whole row')}</bdi> <span>{showNumber(errors + warnings)}</span>
          </li>
        ))}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={`${screen.tableFrame} ${classes.scroll}`} tabIndex={0} aria-label={t('Problems')}>
        <table className={`${screen.table} ${screen.stacked}`}>
          <caption>{t('Problems by line and column')}</caption>
          <thead>
            <tr>
              <th scope="col" data-align="end">
                {t('Line')}
              </th>
              <th scope="col">{t('Column')}</th>
              <th scope="col">{t('Problem')}</th>
              <th scope="col">{t('In the file')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.problems.map((p) => (
              <tr key={`${p.line} ${p.column} ${p.message} ${p.value}`}>
                <td data-align="end" data-label={t('Line')} className={classes.line}>
                  {p.line}
                </td>
                <td data-label={t('Column')}>
                  <bdi>{p.column}</bdi>
                </td>
                <td data-label={t('Problem')}>
                  <div>
                    <ToneBadge
                      tone={p.severity === 'error' ? 'major' : 'minor'}
                      label={p.severity === 'error' ? t('Mistake') : t('Note')}
                      plain
                    />
                    <div>{p.message}</div>
                  </div>
                </td>
                <td className={classes.samples} data-label={t('In the file')}>
                  {p.value === '' ? null : <bdi>{p.value.slice(0, 200)}</bdi>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {hidden > 0 ? (
        <p className={screen.small}>{t('{count} more; the CSV file has all.', { count: showNumber(hidden) })}</p>
      ) : null}
    </>
  )
}
