import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client } from '../../app/api.ts'

const queryKey = ['account']

/** One's own ways to sign in and sessions. */
export const useAccount = () => useQuery({ queryKey, queryFn: ({ signal }) => client.get('account', { signal }) })

export function useRefreshAccount(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey })
}
