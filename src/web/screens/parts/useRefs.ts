import type { RecordRef } from '../../../server/contract.ts'
import { useOrgQuery } from '../../app/orgApi.ts'

/** The server names at most this many records in one answer. */
const most = 500

/** Numbers, titles and states of records known by id, in the order asked for; those the reader may not see are left out. */
export function useRefs(ids: readonly string[]): readonly RecordRef[] | undefined {
  const asked = useOrgQuery(
    'refs',
    { query: { ids: ids.slice(0, most).join(',') } },
    { enabled: ids.length > 0, keepPrevious: true },
  )
  if (ids.length === 0) return []
  const known = new Map(asked.data?.refs.map((ref) => [ref.id, ref]))
  return asked.data && ids.flatMap((id) => known.get(id) ?? [])
}
