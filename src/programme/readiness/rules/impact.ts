import type { RecordOf } from '../../../model/index.ts'
import { type Said, say } from '../../../model/say.ts'
import { aiSystem } from '../../../registers/aiSystem/aiSystem.ts'
import { impactAssessment } from '../../../registers/impactAssessment/impactAssessment.ts'
import { plannedChange } from '../../../registers/plannedChange.ts'
import { triage } from '../../../registers/triage/triage.ts'
import type { Snapshot } from '../../snapshot.ts'
import { isSince, lateBy, newest, shiftDay } from '../days.ts'
import { back, type Found, type Rule, rule, type Way } from '../rule.ts'
import { called, few, isEmpty } from '../words.ts'
import { eachSystem } from './lifecycle.ts'
import { isOperating } from './systems.ts'

type Assessment = RecordOf<typeof impactAssessment>

const isReplaced = (a: Assessment) => a.state === 'superseded'

/** Approved, also while a change is being judged. */
const isApproved = (a: Assessment) => a.state === 'inForce' || a.state === 'underReassessment'

/** The newest assessment in force of a system. */
const latestInForce = (snapshot: Snapshot, system: string): Assessment | undefined =>
  snapshot
    .pointing(impactAssessment, 'system', system)
    .filter((a) => a.state === 'inForce')
    .toSorted((a, b) => (b.approvedOn ?? '').localeCompare(a.approvedOn ?? ''))[0]

/** One finding for each assessment that was not replaced and that a condition names a reason for. */
const eachAssessment = (
  id: string,
  ways: readonly Way[],
  why: (a: Assessment, snapshot: Snapshot) => Said | false,
): Rule =>
  rule(id, {
    reads: ['impactAssessment'],
    per: 'impactAssessment',
    ways,
    find: (snapshot) =>
      snapshot.of(impactAssessment).flatMap((a): Found[] => {
        const said = !isReplaced(a) && why(a, snapshot)
        return said === false ? [] : [{ record: a, why: said }]
      }),
  })

/** Clauses 6.1.4 and 8.4, controls A.5: what AI does to people and society. */
export const impactRules: readonly Rule[] = [
  eachSystem('RR-040', [back('triage', 'system')], (system, snapshot) => {
    if (system.stage === 'inception') return false
    const all = snapshot.pointing(triage, 'system', system.id)
    if (all.some((t) => t.state !== 'draft')) return false
    return say`${called(system)} is past inception ${all.length > 0 ? say`and its triage ${all[0]?.ref} is not finished` : say`without a triage`}.`
  }),

  rule('RR-041', {
    reads: ['aiSystem', 'settings'],
    per: 'aiSystem',
    ways: [back('impactAssessment', 'system')],
    find: (snapshot, { impactAssessmentDays }) => {
      const limit = shiftDay(snapshot.today, -impactAssessmentDays)
      return snapshot.of(aiSystem).flatMap((system): Found[] => {
        if (!isOperating(system) || system.inScope !== true) return []
        const latest = latestInForce(snapshot, system.id)
        if (latest !== undefined && isSince(latest.approvedOn, limit)) return []
        const why =
          latest === undefined
            ? say`without an impact assessment in force`
            : say`and its impact assessment ${latest.ref} was approved ${latest.approvedOn === null ? say`on an unknown day` : say`on ${latest.approvedOn}`}`
        return [{ record: system, why: say`${called(system)} is in operation ${why}.` }]
      })
    },
  }),

  rule('RR-042', {
    reads: ['aiSystem', 'impactAssessment', 'plannedChange'],
    find: (snapshot) =>
      snapshot.of(aiSystem).flatMap((system): Found[] => {
        const latest = latestInForce(snapshot, system.id)
        if (latest === undefined || latest.versionAssessed === system.deployedVersion) return []
        const change = snapshot
          .pointing(plannedChange, 'systems', system.id)
          .find(
            (c) =>
              c.significant === true &&
              c.implementedOn !== null &&
              (latest.approvedOn === null || c.implementedOn > latest.approvedOn),
          )
        if (change === undefined) return []
        return [
          {
            record: latest,
            why: say`${called(latest)} is about version ${latest.versionAssessed ?? say`(not named)`}; ${called(change)} of ${change.implementedOn} led to ${system.deployedVersion ?? say`another version`}.`,
          },
        ]
      }),
  }),

  // Who wrote it: the account that created the record, and the people named as assessors.
  eachAssessment('RR-043', [], (a) => {
    const writers = (a.assessors ?? []).map((row) => row.person.trim().toLowerCase())
    const both = (a.approvals ?? []).find(
      (row) => row.account === a.createdBy || writers.includes(row.person.trim().toLowerCase()),
    )
    return both !== undefined && say`${called(a)} was approved on ${both.on} by ${both.person}, who wrote it.`
  }),

  eachAssessment(
    'RR-044',
    [],
    (a) =>
      isApproved(a) &&
      isEmpty(a.peopleSubject) &&
      isEmpty(a.directUsers) &&
      isEmpty(a.indirectlyAffected) &&
      isEmpty(a.vulnerableGroups) &&
      say`${called(a)} names nobody who is affected.`,
  ),

  eachAssessment(
    'RR-045',
    [],
    (a) => isApproved(a) && isEmpty(a.societalAnswers) && say`${called(a)} does not judge effects on society.`,
  ),

  eachAssessment('RR-046', [back('risk', 'impactAssessments')], (a, snapshot) =>
    isApproved(a) &&
    a.overallLevel !== null &&
    a.overallLevel !== 'low' &&
    snapshot.linkedTo(a.id, 'risk', 'impactAssessments').length === 0
      ? say`${called(a)} comes out as ${a.overallLevel}, and no risk is linked to it.`
      : false,
  ),

  eachAssessment('RR-047', [], (a, { today }) => {
    const late = (a.conditions ?? []).filter((c) => c.doneOn === null && (c.dueOn === null || c.dueOn < today))
    const [first] = late
    if (first === undefined) return false
    const names = few(late.map((c) => say`"${c.condition}"`))
    return say`${called(a)}: ${late.length === 1 ? say`the condition` : say`the conditions`} ${names} ${lateBy(newest(late.map((c) => c.dueOn)), say`its end`)}.`
  }),

  eachAssessment('RR-048', [], (a) => a.retentionUntil === null && say`${called(a)} does not say how long it is kept.`),
]
