import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { MoveDescription, RecordItem, RegisterDescription } from '../../../server/contract.ts'
import type { Query } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { useCommit } from '../../app/orgApi.ts'
import { useBarred } from '../../ui/ActionButton.tsx'
import { ReasonDialog } from '../detail/ReasonDialog.tsx'
import { useGranted } from '../granted.ts'
import classes from './Board.module.css'
import { BoardLane } from './BoardLane.tsx'

interface BoardProps {
  readonly register: RegisterDescription
  /** The list shown; each lane asks for its own part of it. */
  readonly query: Query
  readonly onOpen: (record: RecordItem) => void
}

interface Asked {
  readonly record: RecordItem
  readonly move: MoveDescription
}

/** Records by state. A card moves by its menu as well as by dragging; what is not possible says why. */
export default function Board({ register, query, onOpen }: BoardProps) {
  const commit = useCommit()
  const barred = useBarred(null)
  const isGranted = useGranted()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [dragged, setDragged] = useState<RecordItem | null>(null)

  const run = ({ record, move }: Asked, reason?: string) =>
    commit.mutate(
      {
        changes: [{ do: 'move', register: register.name, id: record.id, version: record.version, move: move.name }],
        ...(reason ? { reason } : {}),
      },
      {
        onSuccess: () =>
          notifications.show({
            message: t('{ref} is now "{state}".', { ref: record.ref, state: labelOf(register, move.to) }),
          }),
        onError: (p) => notifications.show({ color: 'red', title: p.title, message: `${p.message} ${p.next}` }),
      },
    )
  const ask = (next: Asked) => (next.move.asksReason ? setAsked(next) : run(next))
  const movesOf = (record: RecordItem) =>
    barred === null && !record.archived
      ? register.moves.filter((m) => m.from.includes(record.state) && isGranted(m.by, record))
      : []
  const drop = (state: string) => {
    setDragged(null)
    if (!dragged || dragged.state === state) return
    const move = movesOf(dragged).find((m) => m.to === state)
    if (move) ask({ record: dragged, move })
    else
      notifications.show({
        message: t('No move leads {ref} to "{state}".', { ref: dragged.ref, state: labelOf(register, state) }),
      })
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, which the arrow keys do once it has the focus
    <section className={classes.board} aria-label={t('Board')} tabIndex={0}>
      {register.states.map((state) => (
        <BoardLane
          key={state.name}
          register={register}
          state={state}
          query={query}
          isTarget={dragged !== null && movesOf(dragged).some((m) => m.to === state.name)}
          movesOf={movesOf}
          onMove={(record, move) => ask({ record, move })}
          onOpen={onOpen}
          onDrag={setDragged}
          onDrop={() => drop(state.name)}
        />
      ))}
      <ReasonDialog
        title={asked?.move.label ?? ''}
        opened={asked !== null}
        onClose={() => setAsked(null)}
        onGive={(reason) => {
          if (asked) run(asked, reason)
          setAsked(null)
        }}
      />
    </section>
  )
}

const labelOf = (register: RegisterDescription, state: string) =>
  register.states.find((s) => s.name === state)?.label ?? state
