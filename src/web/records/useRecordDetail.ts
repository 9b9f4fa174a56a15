import type { RegisterDescription } from '../../server/contract.ts'
import { useOrgQuery } from '../app/orgApi.ts'

/** A record with its links, its possible moves and what the reader may do with it. */
export const useRecordDetail = (register: RegisterDescription, reference: string) =>
  useOrgQuery('records/{register}/{id}', { at: { register: register.path, id: reference } })
