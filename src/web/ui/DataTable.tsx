import { Checkbox } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import {
  columnVisibilityFeature,
  type RowData,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { t } from '../app/i18n.ts'
import classes from './DataTable.module.css'
import { DataTableHead } from './DataTableHead.tsx'
import type { DataColumn, Sort } from './dataColumn.ts'
import { usePrinting } from './usePrinting.ts'
import { useRowKeys } from './useRowKeys.ts'

export type { DataColumn, Sort } from './dataColumn.ts'

export interface DataTableProps<T> {
  /** What the table holds, for screen readers. */
  readonly caption: string
  readonly columns: readonly DataColumn<T>[]
  readonly rows: readonly T[]
  readonly rowKey: (row: T) => string
  /** Key of the row whose panel is open. */
  readonly current?: string | null
  readonly onOpen?: (row: T) => void
  readonly sort?: Sort | null
  readonly onSort?: (sort: Sort) => void
  readonly selected?: ReadonlySet<string>
  readonly onSelect?: (keys: ReadonlySet<string>) => void
  /** Called as the last rows come near, to fetch more. */
  readonly onNearEnd?: () => void
  readonly busy?: boolean
  /** Rows there are in all, when known. */
  readonly total?: number | null
  /** Replaces the columns on a phone. */
  readonly phoneRow?: (row: T) => ReactNode
  readonly compact?: boolean
  /** Grows with its rows instead of scrolling by itself; for short tables. */
  readonly grow?: boolean
}

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })

/** A table of any length: rows off screen are not drawn; `j`, `k`, Enter and `x` work on it. */
export function DataTable<T extends RowData>(props: DataTableProps<T>) {
  const { columns, rows, rowKey, onOpen, selected, onNearEnd, current = null } = props
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false
  const isPrinting = usePrinting()
  const onSelect = isPrinting ? undefined : props.onSelect
  const asCards = isPhone && props.phoneRow !== undefined && !isPrinting
  const height = asCards ? 64 : props.compact ? 30 : 36

  const table = useTable<typeof features, T>({
    features,
    data: rows,
    columns: useMemo(
      () => columns.map((c) => ({ id: c.id, header: c.header, accessorFn: (row: T) => row })),
      [columns],
    ),
    getRowId: rowKey,
    enableRowSelection: onSelect !== undefined,
  })
  const model = table.getRowModel().rows

  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: model.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    getItemKey: (index) => model[index]?.id ?? index,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => virtual.measure(), [height])

  const everyRow = isPrinting || (props.grow === true && model.length <= 200)
  const drawn = virtual.getVirtualItems()
  const first = everyRow ? 0 : (drawn[0]?.index ?? 0)
  const last = everyRow ? model.length - 1 : (drawn.at(-1)?.index ?? -1)
  useEffect(() => {
    if (last >= model.length - 20 && model.length > 0) onNearEnd?.()
  }, [last, model.length, onNearEnd])

  const toggle = (key: string) => {
    if (!onSelect) return
    const next = new Set(selected)
    if (!next.delete(key)) next.add(key)
    onSelect(next)
  }
  const keys = useRowKeys({
    count: model.length,
    start: model.findIndex((r) => r.id === current),
    scrollTo: (index) => virtual.scrollToIndex(index),
    open: onOpen ? (index) => model[index] && onOpen(model[index].original) : undefined,
    toggle: onSelect ? (index) => model[index] && toggle(model[index].id) : undefined,
  })

  const span = columns.length + (onSelect ? 1 : 0)
  const above = everyRow ? 0 : first * height
  const below = everyRow ? 0 : Math.max(0, (model.length - 1 - last) * height)
  return (
    <div
      className={props.grow ? classes.grow : classes.scroller}
      style={props.grow ? undefined : { minHeight: Math.min(220, 36 + rows.length * height) }}
      ref={scroller}
      tabIndex={-1}
    >
      <table
        className={classes.table}
        aria-rowcount={props.total ?? (onNearEnd ? -1 : rows.length + 1)}
        aria-busy={props.busy ?? false}
        style={asCards || isPrinting ? undefined : { minWidth: minWidth(columns, onSelect !== undefined) }}
      >
        <caption className={classes.caption}>{props.caption}</caption>
        <DataTableHead
          {...props}
          onSelect={onSelect}
          hidden={asCards}
          plain={isPrinting}
          keys={model.map((r) => r.id)}
        />
        <tbody>
          {above > 0 ? <Gap height={above} span={span} /> : null}
          {model.slice(first, last + 1).map((row, offset) => {
            const index = first + offset
            return (
              <tr
                key={row.id}
                aria-rowindex={index + 2}
                aria-selected={onSelect ? (selected?.has(row.id) ?? false) : undefined}
                className={classes.row}
                data-current={row.id === current || undefined}
                data-cursor={index === keys.cursor || undefined}
                data-opens={onOpen !== undefined || undefined}
                style={{ height }}
                onClick={(event) => {
                  if (onOpen && !isControl(event.target)) onOpen(row.original)
                }}
              >
                {onSelect ? (
                  <td className={classes.check}>
                    <Checkbox
                      size="xs"
                      checked={selected?.has(row.id) ?? false}
                      onChange={() => toggle(row.id)}
                      aria-label={t('Select row {number}', { number: index + 1 })}
                    />
                  </td>
                ) : null}
                {asCards && props.phoneRow ? (
                  <td colSpan={columns.length}>{props.phoneRow(row.original)}</td>
                ) : (
                  columns.map((column) => (
                    <td key={column.id} data-align={column.align}>
                      {column.cell(row.original)}
                    </td>
                  ))
                )}
              </tr>
            )
          })}
          {below > 0 ? <Gap height={below} span={span} /> : null}
        </tbody>
      </table>
    </div>
  )
}

/** Room of the rows that are not drawn. */
const Gap = ({ height, span }: { height: number; span: number }) => (
  <tr aria-hidden style={{ height }}>
    <td colSpan={span} />
  </tr>
)

const minWidth = <T,>(columns: readonly DataColumn<T>[], selects: boolean) =>
  columns.reduce((sum, c) => sum + (c.width ?? 300), selects ? 36 : 0)

/** True when the click was meant for something inside the row. */
const isControl = (target: EventTarget) =>
  target instanceof Element && target.closest('a, button, input, label, [role="menuitem"]') !== null
