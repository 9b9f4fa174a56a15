import { userInfo } from 'node:os'
import type { Actor } from '../model/index.ts'
import type { Store } from '../store/index.ts'
import { newId } from '../store/index.ts'
import { changeWithEvent } from '../store/log/changeWithEvent.ts'

/** Whoever may read the data folder, when they act as that and as no member: by the name the machine knows them by. */
const operator = (): Actor => ({
  kind: 'system',
  id: 'operator',
  name: `Operator of this installation (${userInfo().username || 'unknown'})`,
  person: null,
  roles: [],
  via: 'cli',
})

/** Writes into the log of an organisation what its operator did past its members. */
export const noteOperator = (
  store: Store,
  org: string,
  action: string,
  object: Readonly<Record<string, unknown>>,
  reason?: string,
): Promise<void> =>
  changeWithEvent(
    store.pool,
    org,
    { actor: operator(), requestId: newId() },
    {
      action: `operator.${action}`,
      object: { type: 'operator', ...object },
      ...(reason === undefined ? {} : { reason }),
    },
    async () => {},
  )
