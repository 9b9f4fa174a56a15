import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { RecordItem, RecordRef, RegisterDescription } from '../../../server/contract.ts'
import { asProblem, type Query } from '../../app/api.ts'
import { useOrgApi, useOrgKey } from '../../app/orgApi.ts'

interface Pages {
  /** Values wanted of each record; what all records share comes anyway. */
  readonly fields: readonly string[]
  /** Records on the first page. */
  readonly first?: number
  /** On every page after it: who scrolls on is looking for something further down. */
  readonly further?: number
}

/** Records of a list, page after page as they are needed, with the names of what they link to. */
export function useRecordPages(register: RegisterDescription, query: Query, pages: Pages) {
  const api = useOrgApi()
  const key = useOrgKey()
  const { first = 100, further = 500 } = pages
  const fields = pages.fields.join(',')
  const asked = useInfiniteQuery({
    queryKey: [...key, 'list', register.path, query, fields, first],
    queryFn: ({ pageParam, signal }) =>
      api
        .get('records/{register}', {
          at: { register: register.path },
          query: {
            ...query,
            fields,
            limit: pageParam === null ? first : further,
            after: pageParam ?? undefined,
            count: pageParam === null ? true : undefined,
          },
          signal,
        })
        // As a problem of the page it is not asked again when it was refused.
        .catch((error) => Promise.reject(error instanceof DOMException ? error : asProblem(error))),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = asked
  const rows = useMemo(() => data?.pages.flatMap((p) => p.items) ?? ([] as readonly RecordItem[]), [data])
  const names = useMemo(
    () => Object.assign({}, ...(data?.pages.map((p) => p.names) ?? [])) as Readonly<Record<string, RecordRef>>,
    [data],
  )
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return {
    rows,
    names,
    total: data?.pages[0]?.total ?? null,
    more,
    hasMore: hasNextPage,
    isLoading: asked.isPending,
    isBusy: asked.isFetching,
    problem: asked.error ? asProblem(asked.error) : null,
    retry: () => void asked.refetch(),
  }
}
