import { say } from '../../../model/say.ts'
import { aiSystem } from '../../../registers/aiSystem/aiSystem.ts'
import { contextIssue } from '../../../registers/contextIssue.ts'
import { document } from '../../../registers/document/document.ts'
import { interestedParty } from '../../../registers/interestedParty.ts'
import { scopeStatement } from '../../../registers/scopeStatement.ts'
import { isSince, newest, shiftDay } from '../days.ts'
import { mustExist, type Rule, rule } from '../rule.ts'
import { called, few, isEmpty } from '../words.ts'
import { isLiving } from './systems.ts'

/** Clauses 4.1 to 4.4: what the management system is about and where it ends. */
export const scopeAndContextRules: readonly Rule[] = [
  mustExist('RR-001', ['scopeStatement'], 'scopeStatement', (snapshot) => {
    const all = snapshot.of(scopeStatement)
    if (all.some((s) => s.state === 'approved')) return false
    const [draft] = all
    return draft === undefined
      ? say`There is no scope statement yet.`
      : say`${called(draft)} is ${draft.state === 'inReview' ? say`in review` : draft.state}, and no other is approved.`
  }),

  rule('RR-002', {
    reads: ['aiSystem'],
    per: 'aiSystem',
    find: (snapshot) =>
      snapshot
        .of(aiSystem)
        .filter((s) => isLiving(s) && s.inScope === null)
        .map((s) => ({ record: s, why: say`For ${called(s)} nobody has decided whether it is in scope.` })),
  }),

  rule('RR-003', {
    reads: ['aiSystem'],
    per: 'aiSystem',
    find: (snapshot) =>
      snapshot
        .of(aiSystem)
        .filter((s) => isLiving(s) && s.inScope === false && isEmpty(s.exclusionReason))
        .map((s) => ({ record: s, why: say`${called(s)} is out of scope without a reason.` })),
  }),

  rule('RR-004', {
    reads: ['aiSystem'],
    per: 'aiSystem',
    find: (snapshot) =>
      snapshot
        .of(aiSystem)
        .filter((s) => isLiving(s) && s.inScope === false && s.usedByScopedProcess === true)
        .map((s) => ({ record: s, why: say`${called(s)} is out of scope, but a process in scope uses it.` })),
  }),

  // The decision is the context issue with the topic "Climate change": relevant or not, with a reason.
  mustExist('RR-005', ['contextIssue'], 'contextIssue', (snapshot) => {
    const issues = snapshot.of(contextIssue).filter((i) => i.topic === 'climate_change' && i.state !== 'past')
    if (issues.some((i) => (i.relevant === 'yes' || i.relevant === 'no') && !isEmpty(i.relevanceReason))) return false
    const [open] = issues
    return open === undefined
      ? say`No context issue has the topic climate change.`
      : say`${called(open)} does not yet say with a reason whether climate change matters.`
  }),

  mustExist('RR-006', ['contextIssue'], 'contextIssue', (snapshot, { contextReviewDays }) => {
    const issues = snapshot.of(contextIssue)
    const last = newest(issues.map((i) => i.reviewedOn))
    if (isSince(last, shiftDay(snapshot.today, -contextReviewDays))) return false
    if (issues.length === 0) return say`No context issue is recorded.`
    return last === null
      ? say`No context issue was ever reviewed.`
      : say`Context was last reviewed on ${last}, more than ${contextReviewDays} days ago.`
  }),

  rule('RR-007', {
    reads: ['aiSystem'],
    per: 'aiSystem',
    find: (snapshot) =>
      snapshot
        .of(aiSystem)
        .filter((s) => isLiving(s) && s.inScope === true && isEmpty(s.orgRoles))
        .map((s) => ({ record: s, why: say`${called(s)} is in scope, but our role for it is not recorded.` })),
  }),

  rule('RR-008', {
    reads: ['interestedParty'],
    per: 'interestedParty',
    find: (snapshot) =>
      snapshot.of(interestedParty).flatMap((party) => {
        const open = (party.requirements ?? []).filter((row) => row.addressed === 'undecided')
        if (party.state === 'past' || open.length === 0) return []
        const names = few(open.map((row) => say`"${row.requirement}"`))
        return { record: party, why: say`${called(party)}: it is undecided whether to take on ${names}.` }
      }),
  }),

  // The process map is the AIMS description, DOC-C-02, or the manual written from its outline TPL-02.
  mustExist('RR-009', ['document'], 'document', (snapshot) =>
    snapshot
      .of(document)
      .some(
        (d) =>
          (d.documentId === 'DOC-C-02' || d.documentId === 'TPL-02') &&
          d.hasContent === true &&
          d.state !== 'retired' &&
          d.state !== 'superseded',
      )
      ? false
      : say`No document serves as the description of the processes (DOC-C-02).`,
  ),
]
