import type { RecordDetail, RegisterDescription } from '../../server/contract.ts'
import { useOrgQuery } from '../app/orgApi.ts'

/** A record with its links, its possible moves and what the reader may do with it. */
export const useRecordDetail = (register: RegisterDescription, reference: string) =>
  useOrgQuery<RecordDetail>(`records/${register.path}/${encodeURIComponent(reference)}`)
