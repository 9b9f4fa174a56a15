import { useMediaQuery } from '@mantine/hooks'
import {
  columnVisibilityFeature,
  type RowData,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react'
import { DataRow } from './DataRow.tsx'
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
  /** Lets text run over several lines, for sentences; rows are then as high as they need. */
  readonly wrap?: boolean
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
  const wraps = props.wrap === true && !isPrinting
  const isUneven = (wraps || columns.some((column) => column.wraps === true)) && !isPrinting

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
    estimateSize: () => (isUneven ? height + 18 : height),
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
  // One function for all rows and for ever, that does what the newest one does: rows need not be drawn for its sake.
  const newest = useRef({ toggle, onOpen })
  newest.current = { toggle, onOpen }
  const toggleRow = useCallback((key: string) => newest.current.toggle(key), [])
  const openRow = useCallback((row: T) => newest.current.onOpen?.(row), [])
  const keys = useRowKeys({
    count: model.length,
    start: model.findIndex((r) => r.id === current),
    scrollTo: (index) => virtual.scrollToIndex(index),
    open: onOpen ? (index) => model[index] && onOpen(model[index].original) : undefined,
    toggle: onSelect ? (index) => model[index] && toggle(model[index].id) : undefined,
  })

  const span = columns.length + (onSelect ? 1 : 0)
  const above = everyRow ? 0 : (drawn[0]?.start ?? 0)
  const below = everyRow ? 0 : Math.max(0, virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0))
  return (
    <div
      className={props.grow ? classes.grow : classes.scroller}
      style={props.grow ? undefined : { minHeight: Math.min(220, 36 + rows.length * height) }}
      ref={scroller}
      tabIndex={-1}
    >
      <table
        className={classes.table}
        data-wrap={wraps || undefined}
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
              <DataRow
                key={row.id}
                id={row.id}
                row={row.original}
                index={index}
                columns={columns}
                height={height}
                measure={isUneven && !everyRow ? virtual.measureElement : undefined}
                card={asCards ? props.phoneRow : undefined}
                isSelected={onSelect ? (selected?.has(row.id) ?? false) : null}
                isCurrent={row.id === current}
                isUnderCursor={index === keys.cursor}
                onOpen={onOpen ? openRow : undefined}
                onToggle={toggleRow}
              />
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
  columns.reduce((sum, c) => sum + (c.width ?? 240), selects ? 36 : 0)
