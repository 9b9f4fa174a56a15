import { Checkbox } from '@mantine/core'
import { memo, type ReactNode } from 'react'
import { t } from '../app/i18n.ts'
import classes from './DataTable.module.css'
import type { DataColumn } from './dataColumn.ts'

interface DataRowProps<T> {
  readonly id: string
  readonly row: T
  readonly index: number
  readonly columns: readonly DataColumn<T>[]
  readonly height: number
  /** Tells how high the row came out, where rows differ. */
  readonly measure: ((row: HTMLTableRowElement | null) => void) | undefined
  /** Replaces the columns on a phone. */
  readonly card: ((row: T) => ReactNode) | undefined
  /** Null where rows cannot be selected. */
  readonly isSelected: boolean | null
  readonly isCurrent: boolean
  readonly isUnderCursor: boolean
  readonly onOpen: ((row: T) => void) | undefined
  readonly onToggle: (id: string) => void
}

function Row<T>(props: DataRowProps<T>) {
  const { id, row, index, columns, card, isSelected, isCurrent, onOpen } = props
  return (
    <tr
      ref={props.measure}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isSelected ?? undefined}
      className={classes.row}
      data-current={isCurrent || undefined}
      data-cursor={props.isUnderCursor || undefined}
      data-opens={onOpen !== undefined || undefined}
      style={{ height: props.height }}
      onClick={(event) => {
        if (onOpen && !isControl(event.target)) onOpen(row)
      }}
    >
      {isSelected === null ? null : (
        <td className={classes.check}>
          <Checkbox
            size="xs"
            checked={isSelected}
            onChange={() => props.onToggle(id)}
            aria-label={t('Select row {number}', { number: index + 1 })}
          />
        </td>
      )}
      {card ? (
        <td colSpan={columns.length}>{card(row)}</td>
      ) : (
        columns.map((column) => (
          <td key={column.id} data-align={column.align} data-wraps={column.wraps || undefined}>
            {column.cell(row)}
          </td>
        ))
      )}
    </tr>
  )
}

/** A row that is drawn again only when something about it changed, so that scrolling draws the rows that came into view. */
export const DataRow = memo(Row) as typeof Row

/** True when the click was meant for something inside the row. */
const isControl = (target: EventTarget) =>
  target instanceof Element && target.closest('a, button, input, label, [role="menuitem"]') !== null
