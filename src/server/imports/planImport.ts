import type { Table } from '../../exchange/index.ts'
import { type Actor, problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import type { Store } from '../../store/index.ts'
import type { ImportPlan, Watch } from './plan.ts'
import { planFederal } from './planFederal.ts'
import { planRegister } from './planRegister.ts'
import type { PreviewRequest } from './request.ts'

/** Works out what an import asks for, whichever way its columns are understood. `run` is the import the ids follow from. */
export async function planImport(
  store: Store,
  org: string,
  actor: Actor,
  table: Table,
  request: PreviewRequest,
  run: string,
  watch?: Watch,
): Promise<ImportPlan> {
  if (request.preset !== undefined) {
    const today = (await store.now()).slice(0, 10)
    return planFederal(store, org, actor, table, { agency: request.agency, mode: request.mode, run, today })
  }
  const register = store.registry.get(request.register ?? '')
  if (!register || !request.mapping) throw problem('access/not-found', say`There is no register "${request.register}".`)
  const wanted = {
    register,
    mapping: request.mapping as Parameters<typeof planRegister>[4]['mapping'],
    key: request.key ?? null,
    mode: request.mode,
    clears: request.emptyCells === 'clear',
    run,
  }
  return planRegister(store, org, actor, table, wanted, watch)
}
