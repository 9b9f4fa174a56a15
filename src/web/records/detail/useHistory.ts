import type { HistoryEntry, RecordItem, RecordRef, RegisterDescription } from '../../../server/contract.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'

interface HistoryAnswer {
  readonly entries: readonly HistoryEntry[]
  readonly names: Readonly<Record<string, RecordRef>>
}

/** Every change of a record, newest first. */
export function useHistory(record: Pick<RecordItem, 'id' | 'register'>, enabled = true) {
  const register: RegisterDescription | undefined = useModel().byName(record.register)
  return useOrgQuery<HistoryAnswer>(
    `records/${register?.path}/${record.id}/history`,
    {},
    { enabled: enabled && register !== undefined },
  )
}
