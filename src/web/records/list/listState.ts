import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { FilterOperator } from '../../../model/index.ts'
import type { RegisterDescription } from '../../../server/contract.ts'
import type { Query } from '../../app/api.ts'
import type { Sort } from '../../ui/DataTable.tsx'

export interface ListFilter {
  readonly name: string
  readonly operator: FilterOperator
  readonly value: string
}

/** Everything a list shows and how; all of it stands in the address. */
export interface ListState {
  readonly filters: readonly ListFilter[]
  readonly sort: Sort
  readonly q: string
  readonly columns: readonly string[]
  readonly layout: 'table' | 'board'
  readonly archived: boolean
  /** Number of the record whose panel is open. */
  readonly panel: string | null
}

export interface ListSearch {
  readonly filter?: readonly string[] | undefined
  readonly sort?: string | undefined
  readonly q?: string | undefined
  readonly columns?: string | undefined
  readonly layout?: string | undefined
  readonly archived?: string | undefined
  readonly panel?: string | undefined
  readonly asOf?: string | undefined
}

export function parseFilter(text: string): ListFilter | null {
  const match = /^([A-Za-z][\w.-]*):([A-Za-z]+):([\s\S]*)$/.exec(text)
  // The server refuses operators it does not know, with a sentence; here only the shape matters.
  return match ? { name: match[1] ?? '', operator: (match[2] ?? 'is') as FilterOperator, value: match[3] ?? '' } : null
}

export const writeFilter = (f: ListFilter): string => `${f.name}:${f.operator}:${f.value}`

export const parseSort = (text: string): Sort => ({ by: text.replace(/^-/, ''), descending: text.startsWith('-') })
export const writeSort = (sort: Sort): string => `${sort.descending ? '-' : ''}${sort.by}`

export function readListState(search: ListSearch, register: RegisterDescription): ListState {
  return {
    filters: (search.filter ?? []).map(parseFilter).filter((f) => f !== null),
    sort: parseSort(search.sort ?? register.sort),
    q: search.q ?? '',
    columns: search.columns?.split(',') ?? register.columns,
    layout: search.layout === 'board' ? 'board' : 'table',
    archived: search.archived === 'true',
    panel: search.panel ?? null,
  }
}

/** Writes only what differs from the register's own view, so that plain addresses stay plain. */
export function writeListState(state: ListState, register: RegisterDescription): ListSearch {
  const columns = state.columns.join(',')
  const sort = writeSort(state.sort)
  return {
    filter: state.filters.length > 0 ? state.filters.map(writeFilter) : undefined,
    sort: sort === register.sort ? undefined : sort,
    q: state.q === '' ? undefined : state.q,
    columns: columns === register.columns.join(',') ? undefined : columns,
    layout: state.layout === 'board' ? 'board' : undefined,
    archived: state.archived ? 'true' : undefined,
    panel: state.panel ?? undefined,
  }
}

export function useListState(register: RegisterDescription) {
  const search = useSearch({ strict: false }) as ListSearch
  const navigate = useNavigate()
  const state = useMemo(() => readListState(search, register), [search, register])
  const update = useCallback(
    (patch: Partial<ListState>, replace = false) =>
      void navigate({
        to: '.',
        replace,
        resetScroll: false,
        search: ((old: ListSearch) => ({
          asOf: old.asOf,
          ...writeListState({ ...readListState(old, register), ...patch }, register),
        })) as never,
      }),
    [navigate, register],
  )
  return [state, update] as const
}

export type UpdateList = (patch: Partial<ListState>, replace?: boolean) => void

/** What the server is asked for: the same for rows, counts and exports. */
export function listQuery(state: ListState): Query {
  return {
    filter: state.filters.map(writeFilter),
    sort: writeSort(state.sort),
    q: state.q,
    archived: state.archived ? 'true' : undefined,
  }
}
