import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Finding, FindingFilter } from '../../../server/contract.ts'
import { asProblem } from '../../app/api.ts'
import { useOrgApi, useOrgKey } from '../../app/orgApi.ts'

const pageSize = 100

/** Findings that fit, page after page as they are needed; there may be hundreds of thousands. */
export function useFindings(filter: FindingFilter) {
  const api = useOrgApi()
  const key = useOrgKey()
  const asked = useInfiniteQuery({
    queryKey: [...key, 'readiness/findings', 'pages', filter],
    queryFn: ({ pageParam, signal }) =>
      api.get('readiness/findings', {
        query: {
          ...filter,
          limit: pageSize,
          after: pageParam ?? undefined,
          count: pageParam === null ? 'true' : undefined,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = asked
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? ([] as readonly Finding[]), [data])
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return {
    rows,
    total: data?.pages[0]?.total ?? null,
    more,
    isLoading: asked.isPending,
    isBusy: asked.isFetching,
    problem: asked.error ? asProblem(asked.error) : null,
    retry: () => void asked.refetch(),
  }
}
