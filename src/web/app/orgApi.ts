import { keepPreviousData, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Change, Changed } from '../../server/contract.ts'
import { type ApiProblem, addressOf, asProblem, type Query, send } from './api.ts'
import { useAsOf } from './asOf.tsx'
import { useOrganisation } from './session.tsx'

/** The programming interface below one organisation, at the date the application shows. */
export interface OrgApi {
  readonly get: <T>(path: string, query?: Query, signal?: AbortSignal) => Promise<T>
  readonly post: <T>(path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<T>
  readonly put: <T>(path: string, body?: unknown) => Promise<T>
  readonly remove: <T>(path: string) => Promise<T>
  /** Full address, for links that download. */
  readonly address: (path: string, query?: Query) => string
}

export function useOrgApi(): OrgApi {
  const { slug } = useOrganisation()
  const { day } = useAsOf()
  return useMemo(() => {
    const at = (path: string) => `o/${slug}/${path.replace(/^\//, '')}`
    const dated = (query?: Query): Query => ({ ...query, asOf: day })
    return {
      get: (path, query, signal) => send('GET', at(path), { query: dated(query), ...(signal ? { signal } : {}) }),
      post: (path, body, headers) => send('POST', at(path), { body, ...(headers ? { headers } : {}) }),
      put: (path, body) => send('PUT', at(path), { body }),
      remove: (path) => send('DELETE', at(path)),
      address: (path, query) => addressOf(at(path), dated(query)),
    }
  }, [slug, day])
}

interface OrgQueryOptions {
  readonly enabled?: boolean
  /** Keeps the former answer on screen while a changed question is answered. */
  readonly keepPrevious?: boolean
  readonly refetchInterval?: number | false
}

/** Reads an address below the organisation; what is read is refreshed after every change. */
export function useOrgQuery<T>(
  path: string,
  query?: Query,
  options: OrgQueryOptions = {},
): UseQueryResult<T, ApiProblem> {
  const api = useOrgApi()
  const key = useOrgKey()
  return useQuery<T, ApiProblem>({
    queryKey: [...key, path, query ?? {}],
    queryFn: ({ signal }) => api.get<T>(path, query, signal).catch((error) => Promise.reject(asOrAbort(error))),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(options.refetchInterval === undefined ? {} : { refetchInterval: options.refetchInterval }),
  })
}

const asOrAbort = (error: unknown) => (error instanceof DOMException ? error : asProblem(error))

/** Start of every cache key below the organisation and date shown. */
export function useOrgKey(): readonly [string, string, string] {
  const { slug } = useOrganisation()
  const { day } = useAsOf()
  return useMemo(() => ['o', slug, day ?? 'now'] as const, [slug, day])
}

/** Has everything read below the organisation read again, after something changed it by another way than `useCommit`. */
export function useRefreshOrganisation(): () => Promise<void> {
  const client = useQueryClient()
  const { slug } = useOrganisation()
  return () => client.invalidateQueries({ queryKey: ['o', slug] })
}

export interface Commit {
  readonly changes: readonly Change[]
  readonly reason?: string
}

/** Sends changes that succeed or fail as a whole, then refreshes what is on screen. */
export function useCommit() {
  const api = useOrgApi()
  const refresh = useRefreshOrganisation()
  return useMutation<Changed, ApiProblem, Commit>({
    // Should the browser or a proxy send the request twice, it counts once.
    mutationFn: (commit) =>
      api
        .post<Changed>('changes', commit, { 'idempotency-key': crypto.randomUUID() })
        .catch((error) => Promise.reject(asProblem(error))),
    onSuccess: () => refresh(),
  })
}
