import { Button, NumberInput } from '@mantine/core'
import type { Roadmap as RoadmapAnswer } from '../../../programme/roadmap.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'
import { NewRecordButton } from '../../records/NewRecordButton.tsx'
import { AppLink, BareLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Asked } from '../parts/Asked.tsx'
import { FilterChips } from '../parts/FilterChips.tsx'
import { useAddress } from '../parts/useAddress.ts'
import { useAllRecords } from '../parts/useAllRecords.ts'
import classes from './Roadmap.module.css'
import { RoadmapTable } from './RoadmapTable.tsx'
import { WeekLoad } from './WeekLoad.tsx'

const usualDays = 5

/** When each task can be done: after what it waits for, within the days a week there are. */
export default function Roadmap() {
  const [{ days, show }, update] = useAddress<'days' | 'show'>()
  const daysPerWeek = Number(days) >= 1 && Number(days) <= 100 ? Math.round(Number(days)) : usualDays
  const plan = useOrgQuery('roadmap', { query: { daysPerWeek } }, { keepPrevious: true })
  const tasks = useAllRecords('programmeTask')
  const register = useModel().byName('programmeTask')
  return (
    <Page
      title={t('Roadmap')}
      kicker={<AppLink to="programme">{t('Programme')}</AppLink>}
      standing={plan.data ? standingOf(plan.data) : t('When the tasks of the programme can be done.')}
      {...(register && tasks.data && tasks.data.items.length > 0
        ? { action: <NewRecordButton register={register} /> }
        : {})}
      more={
        <Button variant="default" renderRoot={(props) => <BareLink {...props} to="programme/gap" />}>
          {t('Tasks from the gap analysis')}
        </Button>
      }
    >
      <div className={`${classes.tools} no-print`}>
        <NumberInput
          size="xs"
          label={t('Person-days a week')}
          description={t('Shared by all tasks; the plan below follows it.')}
          value={daysPerWeek}
          min={1}
          max={100}
          allowDecimal={false}
          onChange={(next) => update({ days: next === usualDays || next === '' ? undefined : String(next) })}
        />
      </div>
      <Asked answer={plan}>
        {(found) =>
          found.problem !== null ? (
            <EmptyState
              title={t('There is no plan yet')}
              action={
                <Button variant="default" renderRoot={(props) => <BareLink {...props} to="r/tasks" />}>
                  {t('Open the tasks')}
                </Button>
              }
            >
              {found.problem}
            </EmptyState>
          ) : found.tasks.length === 0 ? (
            <EmptyState
              title={t('No tasks yet')}
              example={t('Write the scope statement: four days, before the risk assessment begins.')}
              action={
                <Button renderRoot={(props) => <BareLink {...props} to="programme/gap" />}>
                  {t('Make tasks from the gap analysis')}
                </Button>
              }
            >
              {t(
                'The roadmap places tasks in time by what they wait for, how long they take and how many days a week there are. The gap analysis proposes a task for each clause and control that still needs work.',
              )}
            </EmptyState>
          ) : (
            <Asked answer={tasks}>
              {({ items, names }) => (
                <>
                  <FilterChips
                    label={t('Which tasks')}
                    to="programme/roadmap"
                    name="show"
                    keep={{ days }}
                    value={show === 'all' ? 'all' : 'open'}
                    choices={[
                      { value: 'open', label: t('Not done'), count: found.tasks.filter((task) => !task.isDone).length },
                      { value: 'all', label: t('With those done'), count: found.tasks.length },
                    ]}
                  />
                  <RoadmapTable
                    planned={show === 'all' ? found.tasks : found.tasks.filter((task) => !task.isDone)}
                    critical={found.criticalPath}
                    records={new Map(items.map((item) => [item.id, item]))}
                    names={names}
                  />
                  <WeekLoad weeks={found.weeks} />
                </>
              )}
            </Asked>
          )
        }
      </Asked>
    </Page>
  )
}

function standingOf(plan: RoadmapAnswer): string {
  if (plan.problem !== null || plan.end === null) return t('When the tasks of the programme can be done.')
  const open = plan.tasks.filter((task) => !task.isDone)
  const late = open.filter((task) => task.lateDays > 0).length
  if (open.length === 0) return t('Every task is done.')
  const ends = t('{open, plural, one {# open task ends} other {# open tasks end}} on {day}', {
    open: open.length,
    day: showDay(plan.end),
  })
  const path = t('{count, plural, one {one task decides} other {# tasks in a row decide}} that day', {
    count: plan.criticalPath.length,
  })
  const behind =
    late > 0 ? `; ${t('{late, plural, one {# ends} other {# end}} after the date set for it', { late })}` : ''
  return `${ends}; ${path}${behind}.`
}
