import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQueries } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { RecordRef } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgApi, useOrgKey, useOrgQuery } from '../../app/orgApi.ts'
import { useClosingDropdown } from './useClosingDropdown.ts'
import classes from './Widgets.module.css'

export interface RecordPickerProps {
  readonly label: string
  readonly description?: ReactNode
  /** Register to choose from, or `any`. */
  readonly to: string
  readonly many: boolean
  readonly value: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
  /** Names already known, by id. */
  readonly names?: Readonly<Record<string, RecordRef>>
  readonly error?: string | undefined
  readonly required?: boolean
  readonly id?: string | undefined
  readonly withinPortal?: boolean
}

/** Chooses records by typing words of their title or their number. */
export function RecordPicker(props: RecordPickerProps) {
  const { label, to, many, value, onChange, names = {}, withinPortal = true } = props
  const [typed, setTyped] = useState('')
  const [words] = useDebouncedValue(typed.trim(), 150)
  const model = useModel()
  // One record is enough for a single link, and in a popover the list would cover its button.
  const dropdown = useClosingDropdown(!many || !withinPortal)
  const found = useFound(to, words)
  const fetched = useNames(
    value.filter((id) => !names[id]),
    to,
  )
  const known: Readonly<Record<string, RecordRef>> = {
    ...Object.fromEntries(found.map((r) => [r.id, r])),
    ...fetched,
    ...names,
  }
  const ids = [...new Set([...value, ...found.map((r) => r.id)])]
  return (
    <MultiSelect
      label={label}
      description={props.description}
      error={props.error}
      withAsterisk={props.required ?? false}
      {...(props.id === undefined ? {} : { id: props.id })}
      data={ids.map((id) => ({ value: id, label: known[id]?.title ?? id }))}
      value={[...value]}
      // A single link keeps the last one chosen: choosing another replaces it.
      onChange={(next) => {
        onChange(many ? next : next.slice(-1))
        dropdown.close()
      }}
      {...dropdown.props}
      // The one chosen leaves the place for typing beside it, not a line of its own.
      {...(!many && value.length > 0 ? { classNames: { inputField: classes.besideOne ?? '' } } : {})}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      hidePickedOptions
      clearable
      comboboxProps={{ withinPortal }}
      renderOption={({ option }) => {
        const record = known[option.value]
        return (
          <span className={classes.refOption}>
            <bdi>{option.label}</bdi>{' '}
            <span className={classes.hint}>
              {to === 'any' && record ? `${model.byName(record.register)?.label.one ?? ''} ` : ''}
              {record?.ref}
            </span>
          </span>
        )
      }}
      nothingFoundMessage={to === 'any' && words === '' ? t('Type to search all records.') : t('Nothing fits.')}
      placeholder={value.length === 0 ? t('Type to search') : undefined}
    />
  )
}

/** Records that fit the words; without words, the first of the register. */
function useFound(to: string, words: string): readonly RecordRef[] {
  const path = useModel().byName(to)?.path
  const listed = useOrgQuery(
    'records/{register}',
    { at: { register: String(path) }, query: { q: words, limit: 20 } },
    { enabled: path !== undefined, keepPrevious: true },
  )
  const searched = useOrgQuery(
    'search',
    { query: { q: words, limit: 20 } },
    { enabled: to === 'any' && words !== '', keepPrevious: true },
  )
  if (to === 'any') return words === '' ? [] : (searched.data?.hits ?? [])
  return listed.data?.items ?? []
}

/** Names of records known by id only, as in an address; unreadable ones stay ids. */
function useNames(ids: readonly string[], to: string): Readonly<Record<string, RecordRef>> {
  const api = useOrgApi()
  const key = useOrgKey()
  const path = useModel().byName(to)?.path
  const answers = useQueries({
    queries: ids.map((id) => ({
      queryKey: [...key, 'name', id],
      queryFn: () =>
        api.get('records/{register}/{id}', { at: { register: String(path), id }, query: { view: 'record' } }),
      enabled: path !== undefined,
      retry: false,
    })),
  })
  return Object.fromEntries(answers.flatMap((a) => (a.data ? [[a.data.record.id, a.data.record]] : [])))
}
