import { VisuallyHidden } from '@mantine/core'
import type { PlannedTask } from '../../../programme/roadmap.ts'
import type { RecordItem, RecordRef } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { RecordLink } from '../../ui/RecordLink.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import screen from '../parts/Screen.module.css'
import { Quiet } from '../parts/Section.tsx'
import classes from './Roadmap.module.css'
import { type Axis, axisOf, placeOf } from './timeAxis.ts'

interface RoadmapTableProps {
  readonly planned: readonly PlannedTask[]
  readonly critical: readonly string[]
  readonly records: ReadonlyMap<string, RecordItem>
  readonly names: Readonly<Record<string, RecordRef>>
}

/** Tasks by start, with dates in words and as bars; the dates say all that the bars say. */
export function RoadmapTable({ planned, critical, records, names }: RoadmapTableProps) {
  const rows = planned.toSorted((a, b) => a.start.localeCompare(b.start) || a.end.localeCompare(b.end))
  if (rows.length === 0) return <Quiet>{t('Every task is done.')}</Quiet>
  const axis = axisOf(rows)
  const decides = new Set(critical)
  return (
    <div className={`${screen.tableFrame} ${classes.scroll}`}>
      <table className={`${screen.table} ${screen.stacked} ${classes.table}`}>
        <caption>{t('Tasks by start')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Task')}</th>
            <th scope="col">{t('Done by')}</th>
            <th scope="col">{t('From')}</th>
            <th scope="col">{t('Until')}</th>
            <th scope="col" data-align="end">
              {t('Slack')}
            </th>
            <th scope="col">{t('Standing')}</th>
            <th scope="col" className={classes.axis}>
              <VisuallyHidden>{t('As a bar')}</VisuallyHidden>
              <AxisHead axis={axis} />
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((task) => {
            const record = records.get(task.id)
            if (!record) return null
            const owner = record.owner === null ? undefined : names[record.owner]
            return (
              <tr key={task.id}>
                <th scope="row">
                  <RecordLink record={record} />
                </th>
                <td className={classes.owner} data-label={t('Done by')}>
                  {owner ? <bdi>{owner.title}</bdi> : <span className={classes.soft}>{t('nobody yet')}</span>}
                </td>
                <td className={classes.day} data-label={t('From')}>
                  {showDay(task.start, 'short')}
                </td>
                <td className={classes.day} data-label={t('Until')}>
                  {showDay(task.end, 'short')}
                </td>
                <td className={classes.day} data-align="end" data-label={t('Slack')}>
                  {task.isDone
                    ? '–'
                    : t('{days, plural, =0 {none} one {# day} other {# days}}', { days: task.slackDays })}
                </td>
                <td data-label={t('Standing')}>
                  {isOfNote(task, decides.has(task.id)) ? (
                    <Standing task={task} isCritical={decides.has(task.id)} />
                  ) : null}
                </td>
                <td className={classes.barCell}>
                  <Months axis={axis} />
                  <span
                    aria-hidden
                    className={classes.bar}
                    data-done={task.isDone || undefined}
                    data-critical={decides.has(task.id) || undefined}
                    data-late={task.lateDays > 0 || undefined}
                    style={placeOf(task, axis)}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** False where nothing is to be said of a task beside its days. */
const isOfNote = (task: PlannedTask, isCritical: boolean): boolean =>
  task.isDone || isCritical || task.lateDays > 0 || task.effortAssumed || task.waitsForHandsDays > 0

function Standing({ task, isCritical }: { task: PlannedTask; isCritical: boolean }) {
  if (task.isDone) return <ToneBadge tone="conforms" label={t('Done')} plain />
  return (
    <span className={classes.standing}>
      {task.lateDays > 0 ? (
        <ToneBadge
          tone="overdue"
          label={t('{days, plural, one {# day} other {# days}} late', { days: task.lateDays })}
          plain
        />
      ) : null}
      {isCritical ? <ToneBadge tone="due" label={t('Decides the end')} plain /> : null}
      {task.effortAssumed ? <span className={classes.soft}>{t('effort assumed: 1 day')}</span> : null}
      {task.waitsForHandsDays > 0 ? (
        <span className={classes.soft}>
          {t('waits {days, plural, one {# day} other {# days}} for free hands', { days: task.waitsForHandsDays })}
        </span>
      ) : null}
    </span>
  )
}

/** A label at the very end would be cut. */
const hasRoom = (tick: Axis['ticks'][number]): boolean => tick.at < 92

const AxisHead = ({ axis }: { axis: Axis }) => (
  <span className={classes.axisHead} aria-hidden>
    {axis.ticks.filter(hasRoom).map((tick) => (
      <span key={tick.day} style={{ insetInlineStart: `${tick.at}%` }}>
        {tick.label}
      </span>
    ))}
  </span>
)

const Months = ({ axis }: { axis: Axis }) =>
  axis.ticks.map((tick) => (
    <span key={tick.day} aria-hidden className={classes.tick} style={{ insetInlineStart: `${tick.at}%` }} />
  ))
