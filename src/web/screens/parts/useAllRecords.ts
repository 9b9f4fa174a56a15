import { useQuery } from '@tanstack/react-query'
import type { ListPage, RecordItem, RecordRef } from '../../../server/contract.ts'
import { type ApiProblem, asProblem, type Query } from '../../app/api.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgApi, useOrgKey } from '../../app/orgApi.ts'

interface AllRecords {
  readonly items: readonly RecordItem[]
  readonly names: Readonly<Record<string, RecordRef>>
}

/** Every record of a register that fits, with the names of what they link to; for registers that stay small. */
export function useAllRecords(registerName: string, query: Query = {}) {
  const api = useOrgApi()
  const key = useOrgKey()
  const path = useModel().byName(registerName)?.path
  return useQuery<AllRecords, ApiProblem>({
    queryKey: [...key, 'all', registerName, query],
    enabled: path !== undefined,
    queryFn: async ({ signal }) => {
      const items: RecordItem[] = []
      const names: Record<string, RecordRef> = {}
      let after: string | null = null
      do {
        const page: ListPage = await api
          .get('records/{register}', { at: { register: String(path) }, query: { ...query, limit: 500, after }, signal })
          .catch((error) => Promise.reject(asProblem(error)))
        items.push(...page.items)
        Object.assign(names, page.names)
        after = page.next
      } while (after !== null)
      return { items, names }
    },
  })
}
