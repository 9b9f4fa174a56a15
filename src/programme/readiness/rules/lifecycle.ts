import { type Said, say, valueWord } from '../../../model/say.ts'
import { aiSystem } from '../../../registers/aiSystem/aiSystem.ts'
import { alert } from '../../../registers/alert.ts'
import { deployment } from '../../../registers/deployment.ts'
import { eventLog } from '../../../registers/eventLog.ts'
import { lifecycleGate } from '../../../registers/lifecycleGate.ts'
import { monitor } from '../../../registers/monitor.ts'
import { reading } from '../../../registers/reading.ts'
import { systemDocument } from '../../../registers/systemDocument.ts'
import { validation } from '../../../registers/validation.ts'
import type { Snapshot } from '../../snapshot.ts'
import { isBefore, isSince, newest, shiftDay } from '../days.ts'
import { back, type Found, type Rule, rule, type Way } from '../rule.ts'
import { called, few } from '../words.ts'
import { type AiSystem, hasReached, isBought, isLiving, isOperating, stagesBefore } from './systems.ts'

/** One finding for each living system that a condition names a reason for. */
export const eachSystem = (
  id: string,
  ways: readonly Way[],
  why: (s: AiSystem, snapshot: Snapshot) => Said | false,
  alsoReads: readonly string[] = [],
): Rule =>
  rule(id, {
    reads: ['aiSystem', ...alsoReads],
    per: 'aiSystem',
    ways,
    find: (snapshot) =>
      snapshot.of(aiSystem).flatMap((system): Found[] => {
        const said = isLiving(system) && why(system, snapshot)
        return said === false ? [] : [{ record: system, why: said }]
      }),
  })

/** Stages that end with a gate for this system: nobody collects data or develops what is bought ready-made. */
function gatedStages(system: AiSystem): readonly string[] {
  const data = system.datasets.length > 0
  return stagesBefore(system.stage).filter((stage) => {
    if (stage === 'data_collection' || stage === 'data_preparation') return data && !isBought(system)
    return stage !== 'development' || !isBought(system)
  })
}

const published = (snapshot: Snapshot, system: AiSystem) =>
  snapshot.pointing(systemDocument, 'system', system.id).filter((d) => d.state === 'published')

const hoursBefore = (now: string, hours: number) => new Date(Date.parse(now) - hours * 3_600_000).toISOString()

/** Clause 8.1, controls A.6: from requirements through gates, tests and release to watching. */
export const lifecycleRules: readonly Rule[] = [
  eachSystem('RR-060', [back('lifecycleGate', 'system')], (system, snapshot) => {
    if (!hasReached(system, 'verification')) return false
    const gates = snapshot.pointing(lifecycleGate, 'system', system.id)
    const skipped = gatedStages(system).filter((s) => !gates.some((g) => g.stage === s && g.result === 'passed'))
    return (
      skipped.length > 0 &&
      say`${called(system)} is in ${valueWord(system.stage)}, but the gate after ${few(skipped.map((value) => valueWord(value)))} is not passed.`
    )
  }),

  eachSystem('RR-061', [back('validation', 'system')], (system, snapshot) => {
    const { deployedOn, deployedVersion } = system
    if (deployedOn === null) return false
    const passed = snapshot
      .pointing(validation, 'system', system.id)
      .some(
        (v) =>
          v.systemVersion === deployedVersion &&
          v.result === 'passed' &&
          v.finishedOn !== null &&
          v.finishedOn <= deployedOn,
      )
    return (
      !passed &&
      say`${called(system)} was deployed on ${deployedOn} in version ${deployedVersion ?? say`(not named)`} without a passed validation of it before that day.`
    )
  }),

  rule('RR-062', {
    reads: ['validation'],
    find: (snapshot) =>
      snapshot.of(validation).flatMap((v) => {
        const { dataChangedOn } = v
        if (dataChangedOn === null || v.state === 'cancelled' || !isBefore(v.finishedOn, dataChangedOn)) return []
        // A later test of the same system answers the change.
        const again = snapshot
          .pointing(validation, 'system', v.system ?? '')
          .some((other) => other.state === 'passed' && isSince(other.finishedOn, dataChangedOn))
        return again
          ? []
          : {
              record: v,
              why: say`${called(v)} was finished on ${v.finishedOn ?? say`an unknown day`}; data or model changed on ${dataChangedOn}.`,
            }
      }),
  }),

  eachSystem('RR-063', [back('deployment', 'system')], (system, snapshot) => {
    if (system.deployedOn === null && system.deployedVersion === null) return false
    const releases = snapshot.pointing(deployment, 'system', system.id)
    const live = releases.find((d) => d.systemVersion === system.deployedVersion && d.state !== 'cancelled')
    const version = system.deployedVersion ?? say`(not named)`
    if (live === undefined)
      return say`No deployment of version ${version} of ${called(system)} is recorded, so no approval and no way back.`
    const missing = [live.approver === null && say`an approval`, live.rollback === null && say`a way back`].filter(
      (x) => x !== false,
    )
    return (
      missing.length > 0 &&
      say`${live.ref}, the release of version ${version} of ${called(system)}, has not ${few(missing)}.`
    )
  }),

  eachSystem('RR-064', [], (system) =>
    hasReached(system, 'development') && !(system.requirements ?? []).some((r) => r.measurable === true)
      ? say`${called(system)} is in ${valueWord(system.stage)} without one measurable requirement.`
      : false,
  ),

  eachSystem('RR-066', [back('systemDocument', 'system')], (system, snapshot) =>
    system.deployedVersion !== null &&
    !published(snapshot, system).some((d) => d.kind === 'model_card' || d.kind === 'design')
      ? say`${called(system)} is deployed in version ${system.deployedVersion} without a published design record or model card.`
      : false,
  ),

  eachSystem(
    'RR-067',
    [],
    (system, snapshot) => {
      if (!isOperating(system)) return false
      const monitors = snapshot.pointing(monitor, 'system', system.id).filter((m) => m.state === 'active')
      const values = monitors.map((m) => ({
        monitor: m,
        last: newest(
          snapshot
            .pointing(reading, 'monitor', m.id)
            .filter((r) => r.state !== 'withdrawn')
            .map((r) => r.readOn),
        ),
      }))
      const isWatched = values.some(
        ({ monitor: m, last }) => m.intervalDays !== null && isSince(last, shiftDay(snapshot.today, -m.intervalDays)),
      )
      if (isWatched) return false
      if (monitors.length === 0) return say`${called(system)} is in operation and nothing watches it.`
      const last = newest(values.map((v) => v.last))
      return say`The last value of ${called(system)} is ${last === null ? say`missing` : say`of ${last}`}; its monitors should have one by now.`
    },
    ['monitor', 'reading'],
  ),

  rule('RR-068', {
    reads: ['alert', 'monitor'],
    per: 'alert',
    find: (snapshot) =>
      snapshot.of(alert).flatMap((a) => {
        const watched = snapshot.get(monitor, a.monitor)
        const days = watched?.responseDays ?? null
        if (a.closedOn !== null || a.state === 'closed' || days === null) return []
        const due = shiftDay(a.openedOn, days)
        return due < snapshot.today
          ? { record: a, why: say`${called(a)} is open since ${a.openedOn}; an answer was due on ${due}.` }
          : []
      }),
  }),

  {
    ...eachSystem('RR-069', [back('eventLog', 'system')], (system, snapshot) => {
      if (!isOperating(system)) return false
      const logs = snapshot.pointing(eventLog, 'system', system.id).filter((log) => log.state === 'running')
      const isLogged = logs.some(
        (log) =>
          log.windowHours !== null &&
          log.lastEventAt !== null &&
          Date.parse(log.lastEventAt) >= Date.parse(hoursBefore(snapshot.now, log.windowHours)),
      )
      if (isLogged) return false
      const last = newest(logs.map((log) => log.lastEventAt))
      return logs.length === 0
        ? say`${called(system)} is in operation without a running event log.`
        : say`The last event of ${called(system)} was recorded ${last === null ? say`never` : say`at ${last}`}, longer ago than its log allows.`
    }),
    readsClock: true,
  },

  rule('RR-070', {
    reads: ['eventLog'],
    per: 'eventLog',
    find: (snapshot) =>
      snapshot.of(eventLog).flatMap((log) => {
        const { retentionDays: kept, requiredRetentionDays: needed } = log
        if (log.state === 'ended' || kept === null || needed === null || kept >= needed) return []
        return { record: log, why: say`${called(log)} is kept for ${kept} days; ${needed} are required.` }
      }),
  }),

  eachSystem('RR-071', [back('systemDocument', 'system')], (system, snapshot) => {
    if (system.deployedVersion === null) return false
    const versions = published(snapshot, system)
      .filter((d) => d.kind === 'technical')
      .map((d) => d.systemVersion)
    if (versions.includes(system.deployedVersion)) return false
    const held = versions.filter((v) => v !== null)
    return say`${called(system)} is deployed in version ${system.deployedVersion}; technical documentation ${held.length === 0 ? say`is not published` : say`is of version ${held.at(-1)}`}.`
  }),
]
