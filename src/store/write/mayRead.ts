import { type Actor, isGranted, type Ownership, type Register } from '../../model/index.ts'
import { readLikeDepth } from '../read/access.ts'
import type { Row } from '../rows.ts'
import type { Batch } from './batch.ts'

export const ownershipOf = (row: Row): Ownership => ({ owner: row.owner_id, createdBy: row.created_by })

/** Like `readable` of read/access.ts, over the rows of the batch. */
export async function mayRead(batch: Batch, register: Register, actor: Actor, row: Row, depth = 0): Promise<boolean> {
  if (!isGranted(register.can.read, actor, ownershipOf(row))) return false
  if (register.readLike === undefined) return true
  if (depth >= readLikeDepth) return false
  for (const id of [row.data[register.readLike] ?? []].flat() as string[]) {
    const target = await batch.row(id)
    const targetRegister = target ? batch.registry.get(target.register) : undefined
    if (target && targetRegister && !(await mayRead(batch, targetRegister, actor, target, depth + 1))) return false
  }
  return true
}
