import type { AuditCoverage, CoverageRow } from '../../../programme/auditCoverage.ts'
import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { groupIdOf } from '../clauses/mapGroups.ts'
import { useGroupTitles } from '../clauses/useGroupTitles.ts'
import { Meter } from '../parts/Meter.tsx'
import classes from './AuditArea.module.css'
import { isAudited, isPlanned } from './coverageWords.ts'

/** How much of each clause, group of controls and of the AI systems the cycle has audited. */
export function GroupCoverage({ coverage }: { coverage: AuditCoverage }) {
  const titles = useGroupTitles()
  const groups = [
    ...Map.groupBy(coverage.rows, (row) => (row.key.startsWith('iso42001:') ? groupIdOf(row.key) : 'own')),
    ['systems', coverage.systems] as const,
  ].filter(([, rows]) => rows.length > 0)
  const nameOf = (id: string) =>
    id === 'own' ? t('Own controls') : id === 'systems' ? t('AI systems') : `${id} ${titles.get(id) ?? ''}`
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('Part')}</th>
          <th scope="col" className={classes.meterCell}>
            {t('Audited')}
          </th>
          <th scope="col" className={classes.end}>
            {t('Planned')}
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map(([id, rows]) => (
          <GroupRow key={id} id={id} name={nameOf(id)} rows={rows.filter((row) => !row.isExcluded)} />
        ))}
      </tbody>
    </table>
  )
}

function GroupRow({ id, name, rows }: { id: string; name: string; rows: readonly CoverageRow[] }) {
  const planned = rows.filter((row) => !isAudited(row) && isPlanned(row)).length
  return (
    <tr>
      <th scope="row">
        <AppLink to="audit/coverage" search={{ part: id }}>
          {name}
        </AppLink>
      </th>
      <td>
        <Meter share={rows.length === 0 ? null : rows.filter(isAudited).length / rows.length} />
      </td>
      <td className={classes.end}>
        {planned === 0 ? '–' : t('{planned} of {total}', { planned, total: rows.length })}
      </td>
    </tr>
  )
}
