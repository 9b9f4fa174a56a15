import type { ReactNode } from 'react'
import type { FieldDescription } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { FieldValue } from '../FieldValue.tsx'
import { isEmpty } from '../fields.ts'
import classes from './RecordDetail.module.css'
import { type Row, type RowChange, rowChanges } from './rowChanges.ts'

interface RowsChangeProps {
  readonly field: FieldDescription
  readonly before: unknown
  readonly after: unknown
}

/** A table before and after, told row by row, so that it can be read in a narrow column. */
export function RowsChange({ field, before, after }: RowsChangeProps) {
  const names = field.columns.map((column) => column.name)
  const { changes, same } = rowChanges(rowsOf(before), rowsOf(after), names)
  return (
    <ul className={classes.rowChanges}>
      {changes.map((change, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <li key={at}>
          <OneRow field={field} change={change} />
        </li>
      ))}
      {same > 0 ? (
        <li className={classes.rowWord}>
          {t('{same, plural, one {one row unchanged} other {# rows unchanged}}', { same })}
        </li>
      ) : null}
    </ul>
  )
}

const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? value : [])

function OneRow({ field, change: { before, after, columns } }: { field: FieldDescription; change: RowChange }) {
  const value = (row: Row | null, column: FieldDescription) => (
    <FieldValue field={column} value={row?.[column.name]} inline />
  )
  const given = (row: Row) => field.columns.filter((column) => !isEmpty(row[column.name]))
  if (before && after) {
    const [first] = given(after).filter((column) => !columns.includes(column.name))
    return (
      <>
        {first ? <span>{value(after, first)}</span> : null}
        {field.columns
          .filter((column) => columns.includes(column.name))
          .map((column) => (
            <Cell key={column.name} label={column.label}>
              {isEmpty(before[column.name]) ? null : (
                <>
                  <del className={classes.before}>{value(before, column)}</del>
                  {' → '}
                </>
              )}
              {isEmpty(after[column.name]) ? t('emptied') : value(after, column)}
            </Cell>
          ))}
      </>
    )
  }
  const row = after ?? before ?? {}
  const cells = given(row).map((column) => (
    <Cell key={column.name} label={column.label}>
      {value(row, column)}
    </Cell>
  ))
  return (
    <>
      <span className={classes.rowWord}>{after ? t('Row added') : t('Row removed')}</span>
      {after ? cells : <del className={classes.before}>{cells}</del>}
    </>
  )
}

function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className={classes.rowCell}>
      <span className={classes.rowWord}>{label}: </span>
      {children}
    </span>
  )
}
