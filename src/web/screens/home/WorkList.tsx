import type { Home } from '../../../server/contract/told.ts'
import { showDay, showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { RecordLink } from '../../ui/RecordLink.tsx'
import { DoLink } from '../parts/DoLink.tsx'
import { Quiet, Section } from '../parts/Section.tsx'
import classes from './Home.module.css'

interface WorkListProps {
  readonly title: string
  readonly work: Home['mine']
  readonly today: string
  /** Said when there is nothing. */
  readonly none: string
  /** True where all of it waits for the reader: then it leads to where it is done. */
  readonly isMine?: boolean
}

/** Records that wait for somebody, with the day they are due. */
export function WorkList({ title, work, today, none, isMine = false }: WorkListProps) {
  const rest = work.total - work.items.length
  return (
    <Section title={title} aside={work.total > 0 ? showNumber(work.total) : null}>
      {work.total === 0 ? (
        <Quiet>{none}</Quiet>
      ) : (
        <ul className={classes.list}>
          {work.items.map(({ record, due }) => (
            <li key={record.id} className={classes.work}>
              {isMine ? <DoLink record={record} /> : <RecordLink record={record} />}
              {due === null ? null : (
                <span className={classes.when} data-late={due.slice(0, 10) < today || undefined}>
                  {due.slice(0, 10) < today
                    ? t('since {day}', { day: showDay(due, 'short') })
                    : due.slice(0, 10) === today
                      ? t('today')
                      : t('by {day}', { day: showDay(due, 'short') })}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {rest > 0 ? <p className={classes.rest}>{t('and {rest} more', { rest: showNumber(rest) })}</p> : null}
    </Section>
  )
}
