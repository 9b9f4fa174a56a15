import type { RecordItem } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { StateBadge, ToneBadge } from '../../ui/StateBadge.tsx'
import { useToday } from '../parts/useToday.ts'
import { useSystemFields } from './systemChoices.ts'
import classes from './Timeline.module.css'

/** The stages of a system's life, each with the gate at its end. */
export function Timeline({ system }: { system: RecordItem }) {
  const path = useModel().byName('lifecycleGate')?.path ?? ''
  const gates = useOrgQuery('records/{register}', {
    at: { register: path },
    query: {
      filter: [`system:has:${system.id}`],
      sort: 'createdAt',
      limit: 100,
    },
  })
  const stages = useSystemFields()('stage')?.choices ?? []
  const now = stages.findIndex((stage) => stage.value === system.values.stage)
  return (
    <ol className={classes.line} aria-label={t('Life cycle')}>
      {stages.map((stage, at) => (
        <li
          key={stage.value}
          className={classes.stage}
          data-passed={at < now || undefined}
          data-now={at === now || undefined}
          aria-current={at === now ? 'step' : undefined}
        >
          <span className={classes.name}>{stage.label}</span>
          {at === now ? <span className={classes.here}>{t('now')}</span> : null}
          {gates.data?.items
            .filter((gate) => gate.values.stage === stage.value)
            .map((gate) => (
              <Gate key={gate.id} gate={gate} path={path} />
            ))}
        </li>
      ))}
    </ol>
  )
}

function Gate({ gate, path }: { gate: RecordItem; path: string }) {
  const today = useToday()
  const held = typeof gate.values.heldOn === 'string' ? gate.values.heldOn : null
  const planned = typeof gate.values.plannedOn === 'string' ? gate.values.plannedOn : null
  const isLate = held === null && planned !== null && planned < today
  return (
    <span className={classes.gate}>
      <AppLink to={`r/${path}/${gate.ref}`}>{gate.ref}</AppLink>
      {isLate ? (
        <ToneBadge tone="overdue" label={t('not held')} plain />
      ) : (
        <StateBadge register="lifecycleGate" state={gate.state} plain />
      )}
      {held ? showDay(held, 'short') : planned ? t('planned {day}', { day: showDay(planned, 'short') }) : null}
    </span>
  )
}
