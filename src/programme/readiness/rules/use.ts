import { say } from '../../../model/say.ts'
import { usesOutside } from '../../../registers/aiSystem/useApproval.ts'
import { concern } from '../../../registers/concern.ts'
import { decidesAboutPeople } from '../../../registers/lists/aiSystemLists.ts'
import { toolDiscovery } from '../../../registers/toolDiscovery.ts'
import { isBefore, lateBy } from '../days.ts'
import { type Rule, rule } from '../rule.ts'
import { called, few } from '../words.ts'
import { eachSystem } from './lifecycle.ts'
import { isOperating } from './systems.ts'

/** Controls A.9 and A.3.3: responsible use, and people who speak up. */
export const useRules: readonly Rule[] = [
  rule('RR-083', {
    reads: ['toolDiscovery'],
    per: 'toolDiscovery',
    find: (snapshot) =>
      snapshot.of(toolDiscovery).flatMap((tool) => {
        // What is no AI, or was stopped for real, is no longer in use.
        if (tool.state === 'notAi' || (tool.state === 'blocked' && tool.doneOn !== null)) return []
        if (tool.inInventory && tool.approved === true) return []
        const what = tool.approved === true ? say`is not in the inventory` : say`is not approved`
        return { record: tool, why: say`${called(tool)}, found on ${tool.foundOn}, is in use and ${what}.` }
      }),
  }),

  eachSystem('RR-084', [], (system) =>
    isOperating(system) && decidesAboutPeople(system.decisionEffect) && (system.oversightMeasures ?? []).length === 0
      ? say`${called(system)} ${system.decisionEffect === 'decides' ? say`decides` : say`shapes decisions`} about people, and nobody oversees it.`
      : false,
  ),

  eachSystem('RR-085', [], (system) => {
    const outside = usesOutside(system)
    return (
      outside.length > 0 &&
      say`${called(system)} is used for ${few(outside.map((u) => say`"${u}"`))}, which is not an intended use.`
    )
  }),

  // Concerns are confidential: whoever shows findings leaves out those whose record the reader may not see.
  rule('RR-091', {
    reads: ['concern'],
    per: 'concern',
    find: (snapshot) =>
      snapshot
        .of(concern)
        .filter((c) => c.closedOn === null && c.answeredOn === null && isBefore(c.responseDueOn, snapshot.today))
        .map((c) => ({ record: c, why: say`${c.ref} of ${c.openedOn} ${lateBy(c.responseDueOn, say`its answer`)}.` })),
  }),
]
