import { ActionIcon, Menu } from '@mantine/core'
import { IconDotsVertical } from '@tabler/icons-react'
import type { MoveDescription, RecordItem, RegisterDescription } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { recordTitle } from '../../app/recordTitle.ts'
import { BareLink } from '../../ui/AppLink.tsx'
import classes from './Board.module.css'

interface BoardCardProps {
  readonly register: RegisterDescription
  readonly record: RecordItem
  readonly owner: string | null
  /** Moves the reader may try; without any the card stays where it is. */
  readonly moves: readonly MoveDescription[]
  readonly onMove: (move: MoveDescription) => void
  readonly onOpen: () => void
  readonly onDrag: (record: RecordItem | null) => void
}

export function BoardCard({ register, record, owner, moves, onMove, onOpen, onDrag }: BoardCardProps) {
  return (
    <li
      className={classes.card}
      draggable={moves.length > 0}
      onDragStart={(event) => {
        // Without data some browsers begin no drag.
        event.dataTransfer.setData('text/plain', record.ref)
        event.dataTransfer.effectAllowed = 'move'
        onDrag(record)
      }}
      onDragEnd={() => onDrag(null)}
    >
      <div className={classes.words}>
        <BareLink
          to={`r/${register.path}/${record.ref}`}
          className={classes.title}
          draggable={false}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey) return
            event.preventDefault()
            onOpen()
          }}
        >
          <bdi>{recordTitle(register, record.title)}</bdi>
        </BareLink>
        <span className={classes.line}>
          {record.ref}
          {owner === null ? null : (
            <>
              {' '}
              · <bdi>{owner}</bdi>
            </>
          )}
        </span>
      </div>
      {moves.length > 0 ? (
        <Menu position="bottom-end" width={200}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('Move {ref}', { ref: record.ref })}>
              <IconDotsVertical size={14} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {moves.map((move) => (
              <Menu.Item key={move.name} onClick={() => onMove(move)}>
                {move.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </li>
  )
}
