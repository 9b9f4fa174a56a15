import type { Reached } from '../../../programme/documents/awareness.ts'
import { t } from '../../app/i18n.ts'
import { MentionLink } from '../parts/MentionLink.tsx'
import { Meter } from '../parts/Meter.tsx'
import { Quiet } from '../parts/Section.tsx'
import classes from './Documents.module.css'

interface ReachedTableProps {
  readonly rows: readonly Reached[]
  /** Heading of the first column. */
  readonly what: string
  /** What to say when there are no rows. */
  readonly none: string
}

/** How many of those asked did what they were asked, those that are furthest behind first. */
export function ReachedTable({ rows, what, none }: ReachedTableProps) {
  if (rows.length === 0) return <Quiet>{none}</Quiet>
  return (
    <div className={classes.scroll}>
      <table className={classes.reached}>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            <th scope="col" className={classes.meter}>
              {t('Reached')}
            </th>
            <th scope="col" className={classes.end}>
              {t('People')}
            </th>
            <th scope="col" className={classes.end}>
              {t('Late')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows
            .toSorted((a, b) => a.done / a.asked - b.done / b.asked)
            .map((row) => (
              <tr key={row.about.id}>
                <th scope="row">
                  <MentionLink record={row.about} />
                  {row.version ? <span className={classes.soft}> {row.version}</span> : null}
                </th>
                <td className={classes.meter}>
                  <Meter share={row.done / row.asked} {...(row.late > 0 ? { hue: 'warn' as const } : {})} />
                </td>
                <td className={classes.end}>{t('{done} of {asked}', { done: row.done, asked: row.asked })}</td>
                <td className={classes.end} data-late={row.late > 0 || undefined}>
                  {row.late}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  )
}
