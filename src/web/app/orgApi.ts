import { keepPreviousData, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AnswerAt, AnyAsked, Asked, AskedAt, PathOf } from '../../server/client/asked.ts'
import type { Change, Changed, OrganisationRoutes } from '../../server/contract.ts'
import { useProven } from '../screens/account/useProven.tsx'
import { type ApiProblem, addressOf, asProblem, client, type Query } from './api.ts'
import { useAsOf } from './asOf.tsx'
import { useOrganisation } from './session.tsx'
import { useRepeatKey } from './useRepeatKey.ts'

type ReadPath = PathOf<OrganisationRoutes, 'GET'>
type Read = <P extends ReadPath>(
  path: P,
  ...asked: Asked<OrganisationRoutes, 'GET', P>
) => Promise<AnswerAt<OrganisationRoutes, 'GET', P>>

/** The programming interface below one organisation, read at the date the application shows. */
export type OrgApi = ReturnType<typeof useOrgApi>

export function useOrgApi() {
  const { slug } = useOrganisation()
  const { day } = useAsOf()
  return useMemo(() => {
    const org = client.organisation(slug)
    const get: Read = (path, ...[asked]) => {
      const dated = { ...asked, query: { ...asked?.query, asOf: day } }
      // Every read takes `asOf`; what else is asked has been checked where it was asked.
      return org.get(path, ...([dated] as unknown as Asked<OrganisationRoutes, 'GET', typeof path>))
    }
    return {
      ...org,
      get,
      /** Full address, for links that download. */
      address: (path: string, query?: Query) => addressOf(`o/${slug}/${path}`, { query: { ...query, asOf: day } }),
    }
  }, [slug, day])
}

interface OrgQueryOptions {
  readonly enabled?: boolean
  /** Keeps the former answer on screen while a changed question is answered. */
  readonly keepPrevious?: boolean
  readonly refetchInterval?: number | false
}

type Question<P extends ReadPath> =
  object extends AskedAt<OrganisationRoutes, 'GET', P>
    ? [asked?: AskedAt<OrganisationRoutes, 'GET', P>, options?: OrgQueryOptions]
    : [asked: AskedAt<OrganisationRoutes, 'GET', P>, options?: OrgQueryOptions]

/** Reads a route below the organisation; what is read is refreshed after every change. */
export function useOrgQuery<P extends ReadPath>(
  path: P,
  ...[asked, options = {}]: Question<P>
): UseQueryResult<AnswerAt<OrganisationRoutes, 'GET', P>, ApiProblem> {
  const api = useOrgApi()
  const key = useOrgKey()
  // The parts and the query are plain values whichever the route is.
  const { at = {}, query = {} } = (asked ?? {}) as AnyAsked
  return useQuery<AnswerAt<OrganisationRoutes, 'GET', P>, ApiProblem>({
    queryKey: [...key, path, at, query],
    queryFn: ({ signal }) =>
      (api.get as (path: P, asked: AnyAsked) => Promise<AnswerAt<OrganisationRoutes, 'GET', P>>)(path, {
        at,
        query,
        signal,
      }).catch((error) => Promise.reject(asOrAbort(error))),
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
  const proven = useProven()
  const refresh = useRefreshOrganisation()
  const { keyOf, done } = useRepeatKey()
  return useMutation<Changed, ApiProblem, Commit>({
    // Should the browser, a proxy or the person send it twice, it counts once.
    mutationFn: (commit) =>
      // What signs asks who it is when that was shown long ago, and is sent again once it was.
      proven(() => api.post('changes', { body: commit, idempotencyKey: keyOf(commit) })).catch((error) =>
        Promise.reject(asProblem(error)),
      ),
    onSuccess: () => {
      done()
      return refresh()
    },
  })
}
