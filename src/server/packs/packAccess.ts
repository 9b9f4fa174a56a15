import { type Actor, hasPermission, type Register } from '../../model/index.ts'
import type { AskedPack } from '../../store/auditPacks.ts'
import { seesRegister } from '../snapshots.ts'

/** The registers whose records and entries a pack made by this actor tells of. */
export const packedRegisters = (registers: readonly Register[], actor: Actor): string[] =>
  registers.map(({ name }) => name).filter(seesRegister(registers, actor))

/**
 * A pack holds what its maker could read when it was made. Its file is for its maker and for those who look after packs,
 * and of them only for whoever may read, now, every register it tells of: a maker who has lost a role since does not
 * get it either. What it tells of packs made before this was noted is unknown, so they are for their makers alone.
 */
export function mayReadPack(registers: readonly Register[], actor: Actor, pack: AskedPack): boolean {
  if (!mayKnowPack(actor, pack)) return false
  if (pack.registers === null) return pack.byId === actor.id
  return pack.registers.every(seesRegister(registers, actor))
}

/** Who is told of a pack, may mark it to stay and may remove it: removing gives nothing away. */
export const mayKnowPack = (actor: Actor, { byId }: Pick<AskedPack, 'byId'>): boolean =>
  byId === actor.id || hasPermission(actor, 'system:packs')
