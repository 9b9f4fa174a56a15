import { Checkbox, Group, Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ProposedChange } from '../../../server/contract/told.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgLink } from '../../ui/AppLink.tsx'
import { ApplyBar } from '../parts/ApplyBar.tsx'
import { tell } from '../parts/notices.ts'
import { useApply } from '../parts/useApply.ts'
import { useSelection } from '../parts/useSelection.ts'
import classes from './Gap.module.css'

interface GapTasksProps {
  readonly tasks: readonly ProposedChange[]
  readonly onClose: () => void
}

const refOf = (task: ProposedChange): string => String((task.values.standardRefs as readonly string[] | undefined)?.[0])
const daysOf = (task: ProposedChange): number => Number(task.values.effortDays ?? 0)

/** The tasks that close the gaps, to be looked through before they are made. */
export default function GapTasks({ tasks, onClose }: GapTasksProps) {
  const chosen = useSelection(tasks.map(refOf))
  const { apply, done, isApplying } = useApply()
  const navigate = useNavigate()
  const link = useOrgLink()
  const taken = tasks.filter((task) => chosen.has(refOf(task)))
  const days = taken.reduce((sum, task) => sum + daysOf(task), 0)
  const all = chosen.stateOf(tasks.map(refOf))
  const make = async () => {
    const made = await apply(taken, t('From the gap analysis'))
    if (made === null) return
    tell(t('{count, plural, one {# task is} other {# tasks are}} made.', { count: made.length }))
    onClose()
    await navigate(link('programme/roadmap'))
  }
  return (
    <Modal opened onClose={isApplying ? () => {} : onClose} title={t('Make tasks from the gaps')} size={720}>
      <p className={classes.lead}>
        {t(
          'Each chosen gap becomes a task with its missing points and estimated effort. Nobody is named and no date is set yet; the roadmap places them in time.',
        )}
      </p>
      <Group mb="xs">
        <Checkbox
          size="xs"
          checked={all === 'all'}
          indeterminate={all === 'some'}
          onChange={() => chosen.toggleAll(tasks.map(refOf))}
          label={t('All gaps')}
        />
      </Group>
      <ul className={classes.proposals}>
        {tasks.map((task) => (
          <li key={refOf(task)}>
            <Checkbox
              size="xs"
              checked={chosen.has(refOf(task))}
              onChange={() => chosen.toggle(refOf(task))}
              label={String(task.values.title)}
              description={task.reason}
            />
            <span className={classes.days}>{t('{days}\u00a0d', { days: showNumber(daysOf(task)) })}</span>
          </li>
        ))}
      </ul>
      <ApplyBar
        chosen={taken.length}
        total={tasks.length}
        done={done}
        label={t('Make {count, plural, one {# task} other {# tasks}}', { count: taken.length })}
        onApply={() => void make()}
      >
        <span className={classes.soft}>{t('{days} person-days', { days: showNumber(Math.round(days)) })}</span>
      </ApplyBar>
    </Modal>
  )
}
