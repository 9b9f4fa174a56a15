import { aiSystem } from '../../../registers/aiSystem/aiSystem.ts'
import { customerCommitment } from '../../../registers/customerCommitment.ts'
import { dataset } from '../../../registers/dataset.ts'
import { eventLog } from '../../../registers/eventLog.ts'
import { monitor } from '../../../registers/monitor.ts'
import { resource } from '../../../registers/resource.ts'
import { supplier } from '../../../registers/supplier.ts'
import { systemDocument } from '../../../registers/systemDocument.ts'
import type { Snapshot } from '../../snapshot.ts'
import { isRetired } from '../../systemStage.ts'
import { table, words } from '../markdown.ts'
import { all, type Fact, named } from './fact.ts'

const living = (snapshot: Snapshot) => all(snapshot, aiSystem).filter((system) => !isRetired(system))
const titleOf = (snapshot: Snapshot, id: string | null) => (id === null ? undefined : snapshot.byId(id)?.title)

/** AI systems and what they rest on (clause 8 and Annex A). */
export const systemTables = {
  systems: (snapshot) =>
    table(
      ['AI system', 'purpose', 'stage', 'legal class', 'owner'],
      living(snapshot)
        .filter((system) => system.inScope !== false)
        .map((system) => [
          `${system.ref} ${system.title}`,
          system.purpose,
          words(system.stage),
          words(system.legalClass),
          named(snapshot, system.owner),
        ]),
    ),
  systemOwners: (snapshot) =>
    table(
      ['AI system', 'signs off'],
      living(snapshot)
        .filter((system) => system.owner !== null)
        .map((system) => [system.title, named(snapshot, system.owner)]),
    ),
  oversight: (snapshot) =>
    table(
      ['AI system', 'acts', 'effect on decisions', 'measures'],
      living(snapshot)
        .filter((system) => system.autonomy !== null)
        .map((system) => [
          system.title,
          words(system.autonomy),
          words(system.decisionEffect),
          (system.oversightMeasures ?? []).map((m) => [m.measure, m.who].filter(Boolean).join(': ')).join('; '),
        ]),
    ),
  allowedTools: (snapshot) =>
    table(
      ['tool', 'allowed for'],
      living(snapshot)
        .filter((system) => system.state === 'approvedForUse' && system.userFacing === true)
        .map((system) => [system.title, (system.intendedUses ?? []).join('; ') || system.purpose]),
    ),
  resources: (snapshot) =>
    table(
      ['resource', 'kind', 'used for'],
      all(snapshot, resource)
        .filter((r) => r.state === 'inUse')
        .map((r) => [r.title, words(r.kind), r.usedFor]),
    ),
  monitors: (snapshot) =>
    table(
      ['what is watched', 'AI system', 'limit', 'read every'],
      all(snapshot, monitor)
        .filter((m) => m.state !== 'ended')
        .map((m) => [
          m.title,
          titleOf(snapshot, m.system),
          m.threshold === null ? null : [words(m.comparison), m.threshold, m.unit].filter(Boolean).join(' '),
          m.intervalDays === null ? null : `${m.intervalDays} days`,
        ]),
    ),
  eventLogs: (snapshot) =>
    table(
      ['log', 'AI system', 'kept for', 'who may read it'],
      all(snapshot, eventLog)
        .filter((log) => log.state !== 'ended')
        .map((log) => [
          log.title,
          titleOf(snapshot, log.system),
          log.retentionDays === null ? null : `${log.retentionDays} days`,
          log.access,
        ]),
    ),
  datasets: (snapshot) =>
    table(
      ['data set', 'made for', 'owner', 'right to use it'],
      all(snapshot, dataset)
        .filter((d) => d.state !== 'withdrawn')
        .map((d) => [d.title, words(d.category), named(snapshot, d.owner), d.rights]),
    ),
  suppliers: (snapshot) =>
    table(
      ['supplier', 'supplies', 'looked at on', 'next review'],
      all(snapshot, supplier)
        .filter((s) => s.state !== 'ended')
        .map((s) => [s.title, (s.provides ?? []).map(words).join(', '), s.dueDiligenceOn, s.reviewBy]),
    ),
  userInformation: (snapshot) =>
    table(
      ['AI system', 'information'],
      all(snapshot, systemDocument)
        .filter((d) => d.kind === 'user_info' && d.state === 'published')
        .map((d) => [titleOf(snapshot, d.system), `${d.ref} ${d.title}`]),
    ),
  commitments: (snapshot) =>
    table(
      ['customer', 'promised'],
      all(snapshot, customerCommitment)
        .filter((c) => c.state !== 'ended')
        .map((c) => [c.title, c.promised]),
    ),
} satisfies Record<string, Fact>
