import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { client } from '../../app/api.ts'

/** Titles of clauses 4 to 10 and of the groups of controls, by id; they never change. */
export function useGroupTitles(): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['standard', 'iso42001'],
    queryFn: ({ signal }) => client.get('standard', { query: { framework: 'iso42001' }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return useMemo(() => {
    const named = data?.refs.filter((ref) => ref.kind === 'clause' || ref.kind === 'controlGroup') ?? []
    return new Map(named.map(({ id, title }) => [id, title]))
  }, [data])
}
