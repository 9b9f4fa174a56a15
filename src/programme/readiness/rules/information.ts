import { say, valueWord } from '../../../model/say.ts'
import { incident } from '../../../registers/incident.ts'
import { isRiskAbove } from '../../../registers/lists/levels.ts'
import { obligation } from '../../../registers/obligation.ts'
import { outsideReport } from '../../../registers/outsideReport.ts'
import { systemDocument } from '../../../registers/systemDocument.ts'
import { isBefore, lateBy } from '../days.ts'
import { back, type Rule, rule } from '../rule.ts'
import { called } from '../words.ts'
import { eachSystem } from './lifecycle.ts'
import { isOperating } from './systems.ts'

/** Controls A.8: what users, those affected and authorities are told. */
export const informationRules: readonly Rule[] = [
  eachSystem('RR-077', [back('systemDocument', 'system')], (system, snapshot) => {
    if (system.userFacing !== true || !isOperating(system)) return false
    const isTold = snapshot
      .pointing(systemDocument, 'system', system.id)
      .some((d) => d.state === 'published' && d.kind === 'user_info' && d.systemVersion === system.deployedVersion)
    return (
      !isTold &&
      say`People use ${called(system)}, and no user information for version ${system.deployedVersion ?? say`(not named)`} is published.`
    )
  }),

  eachSystem('RR-078', [], (system) =>
    system.externalEffect === true && isOperating(system) && system.externalChannel === null
      ? say`${called(system)} affects outsiders, who have no channel to report harm.`
      : false,
  ),

  rule('RR-079', {
    reads: ['outsideReport'],
    per: 'outsideReport',
    find: (snapshot) =>
      snapshot
        .of(outsideReport)
        .filter((r) => r.acknowledgedOn === null && isBefore(r.ackDueOn, snapshot.today))
        .map((r) => ({
          record: r,
          why: say`${called(r)} of ${r.receivedOn} ${lateBy(r.ackDueOn, say`its confirmation`)}.`,
        })),
  }),

  rule('RR-080', {
    reads: ['incident'],
    per: 'incident',
    readsClock: true,
    find: (snapshot) =>
      snapshot
        .of(incident)
        .filter(
          (i) =>
            i.notifiable === true &&
            i.state !== 'dismissed' &&
            i.communicatedOn === null &&
            (i.deadlineAt === null || Date.parse(i.deadlineAt) < Date.parse(snapshot.now)),
        )
        .map((i) => ({
          record: i,
          why:
            i.deadlineAt === null
              ? say`Others must be told of ${called(i)}, but no deadline is recorded and nobody was told.`
              : say`Others had to be told of ${called(i)} by ${i.deadlineAt}.`,
        })),
  }),

  rule('RR-081', {
    reads: ['incident'],
    per: 'incident',
    find: (snapshot) =>
      snapshot
        .of(incident)
        .filter(
          (i) =>
            i.severity !== null && isRiskAbove(i.severity, 'medium') && i.state !== 'dismissed' && i.decidedOn === null,
        )
        .map((i) => ({
          record: i,
          why: say`${called(i)} is ${valueWord(i.severity ?? 'unrated')}; nobody has decided whether others are told.`,
        })),
  }),

  rule('RR-082', {
    reads: ['obligation'],
    per: 'obligation',
    find: (snapshot) =>
      snapshot
        .of(obligation)
        .filter(
          (o) =>
            (o.isReporting === true || o.dueOn !== null) &&
            o.state !== 'notApplicable' &&
            o.state !== 'ended' &&
            o.fulfilledOn === null &&
            isBefore(o.dueOn, snapshot.today),
        )
        .map((o) => ({ record: o, why: say`${called(o)} ${lateBy(o.dueOn, say`its report`)}, which was not sent.` })),
  }),
]
