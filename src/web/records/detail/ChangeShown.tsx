import type { ReactNode } from 'react'
import type { HistoryEntry, RecordRef, RegisterDescription } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { Diff } from '../../ui/Diff.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { FieldValue, LinkValue } from '../FieldValue.tsx'
import { isEmpty, keyOf } from '../fields.ts'
import classes from './RecordDetail.module.css'
import { RowsChange } from './RowsChange.tsx'

interface ChangeShownProps {
  readonly register: RegisterDescription
  readonly change: HistoryEntry['changes'][number]
  readonly names?: Readonly<Record<string, RecordRef>>
}

/** One value before and after: texts with the words that changed, others side by side. */
export function ChangeShown({ register, change, names = {} }: ChangeShownProps) {
  const { before, after } = change
  if (typeof before === 'string' && typeof after === 'string' && isText(register, change.field)) {
    return <Diff before={before} after={after} />
  }
  const field = fieldOf(register, change.field)
  if (field?.widget === 'rows') return <RowsChange field={field} before={before} after={after} />
  return (
    <span>
      {isEmpty(before) ? null : (
        <>
          <del className={classes.before}>{show(register, change.field, before, names)}</del>
          {' → '}
        </>
      )}
      {isEmpty(after) ? (
        <span className={classes.help}>{t('emptied')}</span>
      ) : (
        show(register, change.field, after, names)
      )}
    </span>
  )
}

const fieldOf = (register: RegisterDescription, name: string) =>
  register.fields.find((f) => keyOf(f) === name || f.name === name)

const isText = (register: RegisterDescription, name: string) =>
  ['line', 'page'].includes(fieldOf(register, name)?.widget ?? '')

function show(
  register: RegisterDescription,
  name: string,
  value: unknown,
  names: Readonly<Record<string, RecordRef>>,
): ReactNode {
  if (name === 'state') return <StateBadge register={register.name} state={String(value)} plain />
  const field = fieldOf(register, name)
  if (field) return <FieldValue field={field} value={value} inline />
  if (name === 'owner' || register.links.some((l) => l.name === name)) {
    const ids = Array.isArray(value) ? value.map(String) : [String(value)]
    const known = ids.filter((id) => names[id])
    if (known.length === ids.length) return <LinkValue ids={ids} names={names} inline />
    return t('{count, plural, one {a record} other {# records}}', { count: ids.length })
  }
  if (typeof value === 'boolean') return value ? t('Yes') : t('No')
  return <bdi>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</bdi>
}
