import type { RecordItem } from '../../server/contract.ts'
import { useOrganisation } from '../app/session.tsx'

/**
 * Whether the reader's roles, or what they are to a record, are among the grants. Who created a record is not sent along,
 * so that alone is left to the server; without a record the question is whether there may be one.
 */
export function useGranted(): (grants: readonly string[], record?: Pick<RecordItem, 'owner'>) => boolean {
  const { roles, person } = useOrganisation()
  const writes = roles.some((role) => !watching.has(role))
  return (grants, record) =>
    grants.some((grant) => {
      if (grant === 'author') return writes
      if (grant === 'owner') return record ? record.owner !== null && record.owner === person : writes
      return roles.some((role) => role === grant)
    })
}

/** Roles that look and never write, so that they are the author of nothing, and seldom the owner. */
const watching = new Set<string>(['viewer', 'externalAuditor'])
