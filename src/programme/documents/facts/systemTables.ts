import type { RecordOf } from '../../../model/index.ts'
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
import { table } from '../markdown.ts'
import { type Voice, words, written, writtenNumber } from '../voice.ts'
import { all, type Fact, named } from './fact.ts'

const living = (snapshot: Snapshot) => all(snapshot, aiSystem).filter((system) => !isRetired(system))
const titleOf = (snapshot: Snapshot, id: string | null) => (id === null ? undefined : snapshot.byId(id)?.title)
/** A limit may be nought: "at most 0 hits". */
const limitOf = (m: RecordOf<typeof monitor>, voice: Voice): string | null =>
  m.threshold === null
    ? null
    : [words(m.comparison, voice), writtenNumber(m.threshold, voice), m.unit].filter(Boolean).join(' ')

const inDays = (days: number | null, { language }: Voice): string | null =>
  days === null ? null : { en: `${days} days`, de: `${days} Tage` }[language]

/** AI systems and what they rest on (clause 8 and Annex A). */
export const systemTables = {
  systems: (snapshot, voice) =>
    table(
      {
        en: ['AI system', 'purpose', 'stage', 'legal class', 'owner'],
        de: ['KI-System', 'Zweck', 'Phase', 'Rechtliche Klasse', 'Verantwortlich'],
      }[voice.language],
      living(snapshot)
        .filter((system) => system.inScope !== false)
        .map((system) => [
          `${system.ref} ${system.title}`,
          system.purpose,
          words(system.stage, voice),
          words(system.legalClass, voice, aiSystem.fields.legalClass),
          named(snapshot, system.owner),
        ]),
    ),
  systemOwners: (snapshot, voice) =>
    table(
      { en: ['AI system', 'signs off'], de: ['KI-System', 'Gibt frei'] }[voice.language],
      living(snapshot)
        .filter((system) => system.owner !== null)
        .map((system) => [system.title, named(snapshot, system.owner)]),
    ),
  oversight: (snapshot, voice) =>
    table(
      {
        en: ['AI system', 'acts', 'effect on decisions', 'measures'],
        de: ['KI-System', 'Autonomie', 'Wirkung auf Entscheidungen', 'Maßnahmen'],
      }[voice.language],
      living(snapshot)
        .filter((system) => system.autonomy !== null)
        .map((system) => [
          system.title,
          words(system.autonomy, voice, aiSystem.fields.autonomy),
          words(system.decisionEffect, voice),
          (system.oversightMeasures ?? []).map((m) => [m.measure, m.who].filter(Boolean).join(': ')).join('; '),
        ]),
    ),
  allowedTools: (snapshot, voice) =>
    table(
      { en: ['tool', 'allowed for'], de: ['Werkzeug', 'Zugelassen für'] }[voice.language],
      living(snapshot)
        .filter((system) => system.state === 'approvedForUse' && system.userFacing === true)
        .map((system) => [system.title, (system.intendedUses ?? []).join('; ') || system.purpose]),
    ),
  resources: (snapshot, voice) =>
    table(
      { en: ['resource', 'kind', 'used for'], de: ['Ressource', 'Art', 'Genutzt für'] }[voice.language],
      all(snapshot, resource)
        .filter((r) => r.state === 'inUse')
        .map((r) => [r.title, words(r.kind, voice, resource.fields.kind), r.usedFor]),
    ),
  monitors: (snapshot, voice) =>
    table(
      {
        en: ['what is watched', 'AI system', 'limit', 'read every'],
        de: ['Was überwacht wird', 'KI-System', 'Grenze', 'Abgelesen alle'],
      }[voice.language],
      all(snapshot, monitor)
        .filter((m) => m.state !== 'ended')
        .map((m) => [m.title, titleOf(snapshot, m.system), limitOf(m, voice), inDays(m.intervalDays, voice)]),
    ),
  eventLogs: (snapshot, voice) =>
    table(
      {
        en: ['log', 'AI system', 'kept for', 'who may read it'],
        de: ['Protokoll', 'KI-System', 'Aufbewahrt für', 'Wer es lesen darf'],
      }[voice.language],
      all(snapshot, eventLog)
        .filter((log) => log.state !== 'ended')
        .map((log) => [log.title, titleOf(snapshot, log.system), inDays(log.retentionDays, voice), log.access]),
    ),
  datasets: (snapshot, voice) =>
    table(
      {
        en: ['data set', 'made for', 'owner', 'right to use it'],
        de: ['Datensatz', 'Bestimmt für', 'Verantwortlich', 'Recht zur Nutzung'],
      }[voice.language],
      all(snapshot, dataset)
        .filter((d) => d.state !== 'withdrawn')
        .map((d) => [d.title, words(d.category, voice), named(snapshot, d.owner), d.rights]),
    ),
  suppliers: (snapshot, voice) =>
    table(
      {
        en: ['supplier', 'supplies', 'looked at on', 'next review'],
        de: ['Lieferant', 'Liefert', 'Geprüft am', 'Nächste Überprüfung'],
      }[voice.language],
      all(snapshot, supplier)
        .filter((s) => s.state !== 'ended')
        .map((s) => [
          s.title,
          (s.provides ?? []).map((value) => words(value, voice)).join(', '),
          written(s.dueDiligenceOn, voice),
          written(s.reviewBy, voice),
        ]),
    ),
  userInformation: (snapshot, voice) =>
    table(
      { en: ['AI system', 'information'], de: ['KI-System', 'Information'] }[voice.language],
      all(snapshot, systemDocument)
        .filter((d) => d.kind === 'user_info' && d.state === 'published')
        .map((d) => [titleOf(snapshot, d.system), `${d.ref} ${d.title}`]),
    ),
  commitments: (snapshot, voice) =>
    table(
      { en: ['customer', 'promised'], de: ['Kunde', 'Zugesagt'] }[voice.language],
      all(snapshot, customerCommitment)
        .filter((c) => c.state !== 'ended')
        .map((c) => [c.title, c.promised]),
    ),
} satisfies Record<string, Fact>
