import type { RecordItem, RegisterDescription } from '../../../server/contract.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'

/** Every change of a record, newest first. */
export function useHistory(record: Pick<RecordItem, 'id' | 'register'>, enabled = true) {
  const register: RegisterDescription | undefined = useModel().byName(record.register)
  return useOrgQuery(
    'records/{register}/{id}/history',
    { at: { register: String(register?.path), id: record.id } },
    { enabled: enabled && register !== undefined },
  )
}
