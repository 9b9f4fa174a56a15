import { Checkbox, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { t } from '../app/i18n.ts'
import classes from './DataTable.module.css'
import type { DataColumn, Sort } from './dataColumn.ts'

interface HeadProps<T> {
  readonly columns: readonly DataColumn<T>[]
  readonly sort?: Sort | null
  readonly onSort?: (sort: Sort) => void
  readonly selected?: ReadonlySet<string>
  readonly onSelect?: (keys: ReadonlySet<string>) => void
  readonly hidden: boolean
  /** Without fixed widths, for paper. */
  readonly plain: boolean
  readonly keys: readonly string[]
}

export function DataTableHead<T>({ columns, sort, onSort, selected, onSelect, hidden, plain, keys }: HeadProps<T>) {
  const count = selected?.size ?? 0
  return (
    <>
      <colgroup>
        {onSelect ? <col width={36} /> : null}
        {columns.map((c) => (
          <col key={c.id} width={plain || hidden ? undefined : c.width} />
        ))}
      </colgroup>
      <thead className={hidden ? classes.hiddenHead : undefined}>
        <tr>
          {onSelect ? (
            <th scope="col" className={classes.check}>
              <Checkbox
                size="xs"
                checked={count > 0 && count >= keys.length}
                indeterminate={count > 0 && count < keys.length}
                onChange={() => onSelect(new Set(count > 0 ? [] : keys))}
                aria-label={count > 0 ? t('Clear the selection') : t('Select the rows shown')}
              />
            </th>
          ) : null}
          {columns.map((column) => {
            const sorted = sort?.by === column.id ? sort : null
            const direction = sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined
            const Arrow = sorted?.descending ? IconArrowDown : IconArrowUp
            return (
              <th key={column.id} scope="col" title={column.header} aria-sort={direction} data-align={column.align}>
                {column.sortable && onSort ? (
                  <UnstyledButton
                    className={`${classes.sort} print-keep`}
                    onClick={() => onSort({ by: column.id, descending: sorted ? !sorted.descending : false })}
                  >
                    <span>{column.header}</span>
                    <Arrow size={12} aria-hidden style={{ visibility: sorted ? 'visible' : 'hidden' }} />
                  </UnstyledButton>
                ) : (
                  column.header
                )}
              </th>
            )
          })}
        </tr>
      </thead>
    </>
  )
}
