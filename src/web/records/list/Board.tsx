import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDotsVertical } from '@tabler/icons-react'
import { type DragEvent, useEffect, useState } from 'react'
import type { MoveDescription, RecordItem, RecordRef, RegisterDescription } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useCommit } from '../../app/orgApi.ts'
import { useBarred } from '../../ui/ActionButton.tsx'
import { BareLink } from '../../ui/AppLink.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import { ReasonDialog } from '../detail/ReasonDialog.tsx'
import classes from './Board.module.css'

interface BoardProps {
  readonly register: RegisterDescription
  readonly rows: readonly RecordItem[]
  readonly names: Readonly<Record<string, RecordRef>>
  readonly onOpen: (record: RecordItem) => void
  readonly more: () => void
}

interface Asked {
  readonly record: RecordItem
  readonly move: MoveDescription
}

/** Records by state. A card moves by its menu as well as by dragging; what is not possible says why. */
export default function Board({ register, rows, names, onOpen, more }: BoardProps) {
  const commit = useCommit()
  const barred = useBarred(null)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [dragged, setDragged] = useState<RecordItem | null>(null)
  // A board shows all of a list; further pages come by themselves.
  useEffect(() => more(), [more])

  const run = ({ record, move }: Asked, reason?: string) =>
    commit.mutate(
      {
        changes: [{ do: 'move', register: register.name, id: record.id, version: record.version, move: move.name }],
        ...(reason ? { reason } : {}),
      },
      { onError: (p) => notifications.show({ color: 'red', title: p.title, message: `${p.message} ${p.next}` }) },
    )
  const ask = (next: Asked) => (next.move.asksReason ? setAsked(next) : run(next))
  const movesOf = (record: RecordItem) => register.moves.filter((m) => m.from.includes(record.state))
  const drop = (state: string) => {
    if (!dragged || dragged.state === state) return
    const move = movesOf(dragged).find((m) => m.to === state)
    if (move) ask({ record: dragged, move })
    else {
      const label = register.states.find((s) => s.name === state)?.label ?? state
      notifications.show({ message: t('No move leads {ref} to "{state}".', { ref: dragged.ref, state: label }) })
    }
    setDragged(null)
  }
  return (
    <div className={classes.board}>
      {register.states.map((state) => {
        const cards = rows.filter((r) => r.state === state.name)
        const fits = dragged !== null && movesOf(dragged).some((m) => m.to === state.name)
        return (
          <section
            key={state.name}
            className={classes.lane}
            data-fits={fits || undefined}
            aria-label={state.label}
            onDragOver={(event: DragEvent) => event.preventDefault()}
            onDrop={() => drop(state.name)}
          >
            <h2 className={classes.head}>
              <ToneBadge tone={state.tone} label={state.label} plain />
              <span className={classes.count}>{cards.length}</span>
            </h2>
            <ul className={classes.cards}>
              {cards.map((record) => (
                <li
                  key={record.id}
                  className={classes.card}
                  draggable={barred === null}
                  onDragStart={() => setDragged(record)}
                  onDragEnd={() => setDragged(null)}
                >
                  <div className={classes.words}>
                    <BareLink
                      to={`r/${register.path}/${record.ref}`}
                      className={classes.title}
                      draggable={false}
                      onClick={(event) => {
                        if (event.metaKey || event.ctrlKey) return
                        event.preventDefault()
                        onOpen(record)
                      }}
                    >
                      <bdi>{record.title}</bdi>
                    </BareLink>
                    <span className={classes.line}>
                      {record.ref}
                      {record.owner && names[record.owner] ? (
                        <>
                          {' '}
                          · <bdi>{names[record.owner]?.title}</bdi>
                        </>
                      ) : null}
                    </span>
                  </div>
                  <Menu position="bottom-end" width={200}>
                    <Menu.Target>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        size={24}
                        disabled={barred !== null}
                        aria-label={t('Move {ref}', { ref: record.ref })}
                      >
                        <IconDotsVertical size={14} />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      {movesOf(record).map((move) => (
                        <Menu.Item key={move.name} onClick={() => ask({ record, move })}>
                          {move.label}
                        </Menu.Item>
                      ))}
                      {movesOf(record).length === 0 ? (
                        <Menu.Label>{t('No move leads on from here.')}</Menu.Label>
                      ) : null}
                    </Menu.Dropdown>
                  </Menu>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      <ReasonDialog
        title={asked?.move.label ?? ''}
        opened={asked !== null}
        onClose={() => setAsked(null)}
        onGive={(reason) => {
          if (asked) run(asked, reason)
          setAsked(null)
        }}
      />
    </div>
  )
}
