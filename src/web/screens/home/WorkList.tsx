import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Home } from '../../../server/contract/told.ts'
import { showDay, showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { RecordLink } from '../../ui/RecordLink.tsx'
import { DoLink } from '../parts/DoLink.tsx'
import { Quiet, Section } from '../parts/Section.tsx'
import classes from './Home.module.css'

interface WorkListProps {
  readonly title: string
  readonly work: Home['mine']
  /** Which of the two lists of the home screen it is. */
  readonly which: 'mine' | 'overdue'
  readonly today: string
  /** Said when there is nothing. */
  readonly none: string
  /** True where all of it waits for the reader: then it leads to where it is done. */
  readonly isMine?: boolean
}

/** Records at first, before somebody asks for the rest; and the most there are then. */
const few = 10
const most = 500

/** Records that wait for somebody, with the day they are due; the first few at once and the others on demand. */
export function WorkList({ title, work: first, which, today, none, isMine = false }: WorkListProps) {
  const [isAll, setAll] = useState(false)
  const asked = useOrgQuery('home', { query: { work: most } }, { enabled: isAll })
  const all = isAll ? asked.data?.[which] : undefined
  const work = all ?? { ...first, items: first.items.slice(0, few) }
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
      {rest > 0 && all === undefined ? (
        <Button
          className={classes.rest}
          variant="subtle"
          size="compact-xs"
          loading={isAll && asked.isFetching}
          onClick={() => setAll(true)}
        >
          {t('Show {rest, plural, one {# more} other {# more}}', { rest })}
        </Button>
      ) : rest > 0 ? (
        <p className={classes.tail}>{t('and {rest} more', { rest: showNumber(rest) })}</p>
      ) : null}
    </Section>
  )
}
