import type { RecordOf } from '../../../model/index.ts'
import { type Said, say } from '../../../model/say.ts'
import { finding } from '../../../registers/finding.ts'
import { improvement } from '../../../registers/improvement.ts'
import type { Limits } from '../../limits.ts'
import type { Snapshot } from '../../snapshot.ts'
import { isBefore, isSince, lateBy, newest, shiftDay } from '../days.ts'
import { type Found, mustExist, type Rule, rule } from '../rule.ts'
import { called, isEmpty } from '../words.ts'

type Nonconformity = RecordOf<typeof finding>

/** Opportunities and conformities are findings too, but nothing has to be corrected about them. */
const eachNonconformity = (
  id: string,
  reads: readonly string[],
  why: (n: Nonconformity, snapshot: Snapshot, limits: Limits) => Said | false,
): Rule =>
  rule(id, {
    reads: ['finding', ...reads],
    per: 'finding',
    find: (snapshot, limits) =>
      snapshot.of(finding).flatMap((n): Found[] => {
        const said = (n.grade === 'major' || n.grade === 'minor') && why(n, snapshot, limits)
        return said === false ? [] : [{ record: n, why: said }]
      }),
  })

/** Clauses 10.1 and 10.2. */
export const improvementRules: readonly Rule[] = [
  eachNonconformity('RR-103', [], (n, { today }) =>
    n.closedOn === null && isBefore(n.dueOn, today)
      ? say`${called(n)} ${lateBy(n.dueOn, say`its end`)} and is open.`
      : false,
  ),

  eachNonconformity('RR-104', ['settings'], (n, { today }, { nextExternalAuditOn, majorBeforeAuditDays }) =>
    n.grade === 'major' &&
    n.closedOn === null &&
    nextExternalAuditOn !== null &&
    nextExternalAuditOn <= shiftDay(today, majorBeforeAuditDays)
      ? say`${called(n)} is a major nonconformity and open; the external audit is on ${nextExternalAuditOn}.`
      : false,
  ),

  eachNonconformity('RR-105', [], (n) =>
    n.closedOn !== null && isEmpty(n.cause) ? say`${called(n)} was closed on ${n.closedOn} without a cause.` : false,
  ),

  eachNonconformity('RR-106', ['settings'], (n, { today }, { effectivenessCheckDays }) =>
    n.closedOn !== null && n.effectivenessCheckedOn === null && n.closedOn < shiftDay(today, -effectivenessCheckDays)
      ? say`${called(n)} was closed on ${n.closedOn}; whether the action worked is not checked.`
      : false,
  ),

  mustExist('RR-107', ['improvement', 'settings'], 'improvement', (snapshot, { improvementDays }) => {
    const last = newest(snapshot.of(improvement).map((i) => i.doneOn))
    if (isSince(last, shiftDay(snapshot.today, -improvementDays))) return false
    return last === null
      ? say`No improvement was carried out yet.`
      : say`The last improvement was carried out on ${last}.`
  }),
]
