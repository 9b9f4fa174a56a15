import type { RecordOf } from '../../../model/index.ts'
import { type Said, say } from '../../../model/say.ts'
import { model } from '../../../registers/model.ts'
import { supplier } from '../../../registers/supplier.ts'
import type { Snapshot } from '../../snapshot.ts'
import { isBefore, lateBy } from '../days.ts'
import { along, back, type Rule, rule } from '../rule.ts'
import { called, few } from '../words.ts'
import { eachSystem } from './lifecycle.ts'
import { type AiSystem, isBought } from './systems.ts'

/** What others contribute to a system, by name. */
export function thirdPartyParts(snapshot: Snapshot, system: AiSystem): readonly Said[] {
  const suppliers = system.suppliers.map((id) => snapshot.get(supplier, id)).filter((s) => s !== undefined)
  const models = system.models.map((id) => snapshot.get(model, id)).filter((m) => m !== undefined && m.origin !== 'own')
  const parts = [...suppliers, ...models].flatMap((r) => (r === undefined ? [] : called(r)))
  if (parts.length > 0) return parts
  return isBought(system) || system.origin === 'fine_tuned_third_party' || system.origin === 'open_weights'
    ? [say`what it was made from or bought as`]
    : []
}

const usedFrom = [
  ['aiSystem', 'suppliers'],
  ['model', 'supplier'],
  ['resource', 'supplier'],
  ['dataset', 'supplier'],
] as const

/** A supplier is active once approved, and also when something is already used from it. */
const isActive = (snapshot: Snapshot, s: RecordOf<typeof supplier>): boolean =>
  s.state === 'approved' ||
  (s.state === 'proposed' && usedFrom.some(([register, link]) => snapshot.linkedTo(s.id, register, link).length > 0))

const supplierWays = usedFrom.map(([register, link]) => back(register, link))

/** Controls A.10: suppliers and customers. */
export const thirdPartyRules: readonly Rule[] = [
  eachSystem('RR-086', [along('suppliers', 'supplier'), along('models', 'model')], (system, snapshot) => {
    if ((system.responsibilities ?? []).length > 0) return false
    const parts = thirdPartyParts(snapshot, system)
    return (
      parts.length > 0 && say`${called(system)} relies on ${few(parts)}, and it is not recorded who answers for what.`
    )
  }),

  rule('RR-087', {
    reads: ['supplier'],
    per: 'supplier',
    ways: supplierWays,
    find: (snapshot) =>
      snapshot
        .of(supplier)
        .filter((s) => s.providesAi && s.dueDiligenceOn === null && isActive(snapshot, s))
        .map((s) => ({ record: s, why: say`${called(s)} provides AI and was never checked.` })),
  }),

  rule('RR-088', {
    reads: ['supplier'],
    per: 'supplier',
    ways: supplierWays,
    find: (snapshot) =>
      snapshot
        .of(supplier)
        .filter((s) => isBefore(s.reviewBy, snapshot.today) && isActive(snapshot, s))
        .map((s) => ({ record: s, why: say`${called(s)} ${lateBy(s.reviewBy, say`its review`)}.` })),
  }),

  rule('RR-089', {
    reads: ['supplier'],
    per: 'supplier',
    find: (snapshot) =>
      snapshot
        .of(supplier)
        .filter(
          (s) => s.state !== 'ended' && s.modelChangedOn !== null && isBefore(s.impactCheckedOn, s.modelChangedOn),
        )
        .map((s) => ({
          record: s,
          why: say`${called(s)} changed its model on ${s.modelChangedOn}; what that means for your systems was ${s.impactCheckedOn === null ? say`never checked` : say`last checked on ${s.impactCheckedOn}`}.`,
        })),
  }),

  eachSystem('RR-090', [], (system) =>
    (system.orgRoles ?? []).includes('provider') && system.customerInformation === null
      ? say`You provide ${called(system)} to others, and what customers are told is not recorded.`
      : false,
  ),
]
