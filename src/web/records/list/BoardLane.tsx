import { Button } from '@mantine/core'
import { type DragEvent, useMemo } from 'react'
import type { MoveDescription, RecordItem, RegisterDescription } from '../../../server/contract.ts'
import type { Query } from '../../app/api.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { TextSkeleton } from '../../ui/Skeletons.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import classes from './Board.module.css'
import { BoardCard } from './BoardCard.tsx'
import { useRecordPages } from './useRecordPages.ts'

/** Cards of a lane before more are asked for. */
const page = 30

interface BoardLaneProps {
  readonly register: RegisterDescription
  readonly state: RegisterDescription['states'][number]
  readonly query: Query
  /** True while a card is dragged that may be dropped here. */
  readonly isTarget: boolean
  readonly movesOf: (record: RecordItem) => readonly MoveDescription[]
  readonly onMove: (record: RecordItem, move: MoveDescription) => void
  readonly onOpen: (record: RecordItem) => void
  readonly onDrag: (record: RecordItem | null) => void
  readonly onDrop: () => void
}

/** The records of one state: how many there are, and as many of them as were asked for. */
export function BoardLane(props: BoardLaneProps) {
  const { register, state, query, movesOf } = props
  const own = useMemo(
    () => ({
      ...query,
      filter: [...((query.filter as readonly string[] | undefined) ?? []), `state:is:${state.name}`],
    }),
    [query, state.name],
  )
  const fields = register.links.some((l) => l.name === 'owner') ? ['owner'] : ['ref']
  const list = useRecordPages(register, own, { fields, first: page, further: page * 2 })
  const rest = (list.total ?? list.rows.length) - list.rows.length
  return (
    <section
      className={classes.lane}
      data-fits={props.isTarget || undefined}
      aria-label={state.label}
      aria-busy={list.isBusy}
      onDragOver={(event: DragEvent) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        props.onDrop()
      }}
    >
      <h2 className={classes.head}>
        <ToneBadge tone={state.tone} label={state.label} plain />
        <span className={classes.count}>{list.total === null ? '' : showNumber(list.total)}</span>
      </h2>
      {list.isLoading ? (
        <div className={classes.waiting}>
          <TextSkeleton rows={3} />
        </div>
      ) : null}
      {list.problem ? (
        <p className={classes.note} role="alert">
          {list.problem.message}{' '}
          <Button variant="subtle" size="compact-xs" onClick={list.retry}>
            {t('Try again')}
          </Button>
        </p>
      ) : null}
      <ul className={classes.cards}>
        {list.rows.map((record) => (
          <BoardCard
            key={record.id}
            register={register}
            record={record}
            owner={record.owner ? (list.names[record.owner]?.title ?? null) : null}
            moves={movesOf(record)}
            onMove={(move) => props.onMove(record, move)}
            onOpen={() => props.onOpen(record)}
            onDrag={props.onDrag}
          />
        ))}
      </ul>
      {list.hasMore ? (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          className={classes.more}
          loading={list.isBusy}
          onClick={list.more}
        >
          {rest > 0 ? t('Show more ({count} left)', { count: showNumber(rest) }) : t('Show more')}
        </Button>
      ) : null}
    </section>
  )
}
