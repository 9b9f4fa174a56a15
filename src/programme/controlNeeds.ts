import type { AnyRecord, RecordOf } from '../model/index.ts'
import { type Said, say } from '../model/say.ts'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import { dataset } from '../registers/dataset.ts'
import { document } from '../registers/document/document.ts'
import { incident } from '../registers/incident.ts'
import { decidesAboutPeople } from '../registers/lists/aiSystemLists.ts'
import { model } from '../registers/model.ts'
import { obligation } from '../registers/obligation.ts'
import { outsideReport } from '../registers/outsideReport.ts'
import { risk } from '../registers/risk/risk.ts'
import { supplier } from '../registers/supplier.ts'
import { toolDiscovery } from '../registers/toolDiscovery.ts'
import type { Snapshot } from './snapshot.ts'

/** Why a control cannot be left out: a property of what the organisation has, and the records that have it. */
export interface ControlNeed {
  /** Half a sentence, to follow "is needed because" or "is left out, but". */
  readonly because: Said
  readonly records: readonly AnyRecord[]
}

type System = RecordOf<typeof aiSystem>

const systemNeeds: readonly { controls: readonly string[]; because: Said; where: (s: System) => boolean }[] = [
  {
    controls: ['A.4.2', 'A.5.2', 'A.5.3', 'A.9.4'],
    because: say`AI systems are in scope`,
    where: () => true,
  },
  {
    controls: ['A.6.1.2', 'A.6.1.3', 'A.6.2.2', 'A.6.2.3', 'A.6.2.4'],
    because: say`AI systems are developed here`,
    where: (s) => isDevelopedHere(s),
  },
  {
    controls: ['A.6.2.5', 'A.6.2.6', 'A.6.2.8', 'A.4.5', 'A.4.6'],
    because: say`AI systems are in operation`,
    where: (s) => s.stage === 'operation' || s.stage === 'deployment',
  },
  { controls: ['A.8.2', 'A.8.4'], because: say`people use AI systems directly`, where: (s) => s.userFacing === true },
  {
    controls: ['A.8.3', 'A.5.4', 'A.5.5'],
    because: say`AI systems affect outsiders`,
    where: (s) => s.externalEffect === true,
  },
  {
    controls: ['A.5.4'],
    because: say`AI systems bear on people`,
    where: (s) => s.personalData === true || s.vulnerablePeople === true || (s.touches ?? []).length > 0,
  },
  {
    controls: ['A.9.3', 'A.5.4'],
    because: say`AI systems decide about people or shape such decisions`,
    where: (s) => decidesAboutPeople(s.decisionEffect),
  },
  {
    controls: ['A.9.2', 'A.9.3'],
    because: say`AI systems are used in own work`,
    where: (s) => (s.orgRoles ?? []).includes('customer_user'),
  },
  {
    controls: ['A.10.4', 'A.6.2.7', 'A.8.2'],
    because: say`AI systems are provided to customers`,
    where: (s) => (s.orgRoles ?? []).includes('provider'),
  },
  {
    controls: ['A.10.2', 'A.10.3'],
    because: say`AI systems rest on what others deliver`,
    where: (s) => s.suppliers.length > 0 || (s.origin !== null && s.origin !== 'own'),
  },
  {
    controls: ['A.8.5', 'A.6.2.7'],
    because: say`the law demands information about AI systems`,
    where: (s) => s.legalClass === 'high' || s.legalClass === 'transparency',
  },
]

const isDevelopedHere = (s: System): boolean =>
  s.origin === 'own' || s.origin === 'fine_tuned_third_party' || (s.orgRoles ?? []).includes('producer')

type Reads = (snapshot: Snapshot) => readonly AnyRecord[]

const recordNeeds: readonly { controls: readonly string[]; because: Said; records: Reads }[] = [
  {
    controls: ['A.7.2', 'A.7.3', 'A.7.4', 'A.7.5', 'A.7.6', 'A.4.3'],
    because: say`data sets are used to build AI systems`,
    records: (s) => usedData(s).filter((d) => d.linkedStage !== 'production'),
  },
  {
    controls: ['A.7.4', 'A.7.5', 'A.4.3'],
    because: say`data sets are used to run AI systems`,
    records: (s) => usedData(s).filter((d) => d.linkedStage === 'production'),
  },
  {
    controls: ['A.10.2', 'A.10.3'],
    because: say`suppliers provide AI`,
    records: (s) => s.of(supplier).filter((x) => x.providesAi && x.state === 'approved'),
  },
  {
    controls: ['A.10.3', 'A.4.4'],
    because: say`models from outside are in use`,
    records: (s) => s.of(model).filter((m) => m.origin !== 'own' && m.state === 'approved'),
  },
  {
    controls: ['A.8.5'],
    because: say`there are duties to report`,
    records: (s) => s.of(obligation).filter((o) => o.isReporting === true && o.state === 'applies'),
  },
  {
    controls: ['A.8.4'],
    because: say`incidents had to be communicated`,
    records: (s) => s.of(incident).filter((i) => i.notifiable === true && i.state !== 'dismissed'),
  },
  {
    controls: ['A.8.3'],
    because: say`outsiders report problems`,
    records: (s) => s.of(outsideReport).filter((r) => r.channelTest !== true),
  },
  {
    controls: ['A.9.2'],
    because: say`AI tools were found in use without approval`,
    records: (s) => s.of(toolDiscovery).filter((t) => t.state === 'found'),
  },
  {
    controls: ['A.2.3'],
    because: say`other policies touch AI`,
    records: (s) => s.of(document).filter((d) => d.aiRelevant === true && d.state === 'approved'),
  },
]

const usedData = (snapshot: Snapshot) =>
  snapshot.of(dataset).filter((d) => d.linkedStage !== null && d.state !== 'withdrawn')

/** Registers the answer depends on. */
export const controlNeedsReads: readonly string[] = [
  'aiSystem',
  'controlDecision',
  'dataset',
  'supplier',
  'model',
  'obligation',
  'incident',
  'outsideReport',
  'toolDiscovery',
  'document',
  'risk',
  'impactAssessment',
]

/**
 * Which controls the inventory makes necessary, and why, by control as in the statement of applicability
 * (`iso42001:A.8.2`, `own:LOG-1`). Systems without a decision on scope count: nothing may be left out because of them.
 */
export function controlNeeds(snapshot: Snapshot): Map<string, ControlNeed[]> {
  const needs = new Map<string, ControlNeed[]>()
  const add = (control: string, because: Said, records: readonly AnyRecord[]) => {
    if (records.length > 0) needs.set(control, [...(needs.get(control) ?? []), { because, records }])
  }
  const systems = snapshot.of(aiSystem).filter((s) => s.inScope !== false && s.state !== 'retired')
  for (const { controls, because, where } of systemNeeds) {
    const found = systems.filter(where)
    for (const id of controls) add(`iso42001:${id}`, because, found)
  }
  for (const { controls, because, records } of recordNeeds) {
    const found = records(snapshot)
    for (const id of controls) add(`iso42001:${id}`, because, found)
  }
  for (const line of snapshot.of(controlDecision)) {
    if (line.state === 'removed') continue
    const named = snapshot.pointing(risk, 'controls', line.id).filter((r) => r.state !== 'closed')
    add(line.control, say`risks name it as needed`, named)
    add(line.control, say`obligations call for it`, linked(snapshot, line.obligations, ['ended', 'notApplicable']))
    add(line.control, say`impact assessments call for it`, linked(snapshot, line.impacts, ['superseded']))
  }
  return needs
}

const linked = (snapshot: Snapshot, ids: readonly string[], over: readonly string[]): readonly AnyRecord[] =>
  ids.flatMap((id) => snapshot.byId(id) ?? []).filter((r) => !over.includes(r.state))
