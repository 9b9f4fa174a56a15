import { type Said, say, valueWord } from '../../../model/say.ts'
import { aiSystem } from '../../../registers/aiSystem/aiSystem.ts'
import { plannedChange } from '../../../registers/plannedChange.ts'
import { risk } from '../../../registers/risk/risk.ts'
import { riskAcceptance } from '../../../registers/riskAcceptance/riskAcceptance.ts'
import { riskCriteria } from '../../../registers/riskCriteria.ts'
import { treatmentAction } from '../../../registers/treatmentAction.ts'
import { treatmentPlan } from '../../../registers/treatmentPlan.ts'
import type { Snapshot } from '../../snapshot.ts'
import { isBefore, lateBy, newest, shiftDay } from '../days.ts'
import { findInForce } from '../documentHomes.ts'
import { along, back, type Found, mustExist, type Rule, rule, type Way } from '../rule.ts'
import { called } from '../words.ts'
import { type Risk, riskPolicy } from './riskPolicy.ts'
import { isOperating } from './systems.ts'

const openRisks = (snapshot: Snapshot) => snapshot.of(risk).filter((r) => r.state !== 'closed')

/** The acceptance in effect, or the last that was: of those decided, the one that lasts longest. */
const acceptanceOf = (snapshot: Snapshot, r: Risk) =>
  snapshot
    .pointing(riskAcceptance, 'risk', r.id)
    .filter((a) => a.state === 'accepted')
    .toSorted((a, b) => (b.expiresOn ?? '').localeCompare(a.expiresOn ?? ''))[0]

const riskReads = ['risk', 'riskCriteria', 'settings']

/** Rules about risks above appetite that share the condition and differ in what is missing. */
function aboveAppetite(
  id: string,
  ways: readonly Way[],
  level: 'inherentLevel' | 'residualLevel',
  lacks: (snapshot: Snapshot, r: Risk) => Said | false,
): Rule {
  return rule(id, {
    reads: riskReads,
    per: 'risk',
    ways,
    find: (snapshot) => {
      const { appetiteFor, isAcceptable } = riskPolicy(snapshot)
      return openRisks(snapshot).flatMap((r): Found[] => {
        const value = r[level]
        if (value === null || isAcceptable(r, value)) return []
        const missing = lacks(snapshot, r)
        if (missing === false) return []
        const when = level === 'residualLevel' ? say` after treatment` : ''
        return [
          {
            record: r,
            why: say`${called(r)} is ${valueWord(value)}${when}, above the appetite (${appetiteFor(r)}), and ${missing}.`,
          },
        ]
      })
    },
  })
}

/** Clauses 6.1.1 to 6.1.3, 8.2 and 8.3: judging and treating risks. */
export const riskRules: readonly Rule[] = [
  mustExist('RR-017', ['riskCriteria'], 'riskCriteria', (snapshot) => {
    const all = snapshot.of(riskCriteria)
    if (all.some((c) => c.state === 'approved')) return false
    const [draft] = all
    return draft === undefined ? say`There are no risk criteria yet.` : say`${called(draft)} is not approved.`
  }),

  mustExist('RR-018', ['document'], 'document', (snapshot) =>
    findInForce(snapshot, 'DOC-C-05').length > 0
      ? false
      : say`No approved document describes the AI risk assessment process.`,
  ),

  rule('RR-019', {
    reads: ['aiSystem'],
    per: 'aiSystem',
    ways: [back('risk', 'systems')],
    find: (snapshot) =>
      snapshot
        .of(aiSystem)
        .filter((s) => isOperating(s) && s.inScope === true && snapshot.pointing(risk, 'systems', s.id).length === 0)
        .map((s) => ({ record: s, why: say`${called(s)} is in operation, and no risk is recorded for it.` })),
  }),

  rule('RR-020', {
    reads: ['risk'],
    per: 'risk',
    find: (snapshot) =>
      openRisks(snapshot)
        .filter((r) => isBefore(r.nextReviewOn, snapshot.today))
        .map((r) => ({ record: r, why: say`${called(r)} ${lateBy(r.nextReviewOn, say`its review`)}.` })),
  }),

  rule('RR-021', {
    reads: ['plannedChange'],
    per: 'plannedChange',
    find: (snapshot) =>
      snapshot
        .of(plannedChange)
        .filter(
          (c) =>
            c.target === 'system' &&
            c.significant === true &&
            c.implementedOn !== null &&
            c.reassessmentDecision === null,
        )
        .map((c) => ({
          record: c,
          why: say`${called(c)} was made on ${c.implementedOn}; nobody decided whether to assess risks again.`,
        })),
  }),

  aboveAppetite(
    'RR-022',
    [],
    'inherentLevel',
    (_s, r) => r.treatmentOwner === null && say`nobody is named to treat it`,
  ),
  aboveAppetite('RR-023', [], 'inherentLevel', (_s, r) => r.treatmentOption === null && say`no treatment is chosen`),
  aboveAppetite(
    'RR-024',
    [back('riskAcceptance', 'risk')],
    'residualLevel',
    (s, r) => acceptanceOf(s, r) === undefined && say`nobody has accepted what is left`,
  ),

  rule('RR-025', {
    reads: ['risk'],
    per: 'risk',
    ways: [back('riskAcceptance', 'risk')],
    find: (snapshot) =>
      openRisks(snapshot).flatMap((r) => {
        const acceptance = acceptanceOf(snapshot, r)
        if (acceptance === undefined || !isBefore(acceptance.expiresOn, snapshot.today)) return []
        const until = acceptance.expiresOn === null ? say`has no end date` : say`ran out on ${acceptance.expiresOn}`
        return { record: r, why: say`The acceptance ${acceptance.ref} of ${called(r)} ${until}.` }
      }),
  }),

  rule('RR-026', {
    reads: riskReads,
    per: 'risk',
    ways: [back('riskAcceptance', 'risk')],
    find: (snapshot) => {
      const { mayDecide, deciderOf } = riskPolicy(snapshot)
      return openRisks(snapshot).flatMap((r) => {
        const acceptance = acceptanceOf(snapshot, r)
        const level = r.residualLevel ?? r.inherentLevel
        if (acceptance === undefined || level === null || mayDecide(acceptance.role, level)) return []
        const who = acceptance.role === null ? say`nobody with a recorded role` : valueWord(acceptance.role)
        return {
          record: r,
          why: say`${called(r)} is ${valueWord(level)} and was accepted by ${who} (${acceptance.ref}); ${deciderOf(level)} must decide.`,
        }
      })
    },
  }),

  mustExist('RR-027', ['treatmentPlan'], 'treatmentPlan', (snapshot) => {
    const all = snapshot.of(treatmentPlan)
    if (all.some((p) => p.state === 'approved' && p.approvedByRole !== null)) return false
    const [draft] = all
    return draft === undefined
      ? say`There is no risk treatment plan yet.`
      : say`${called(draft)} is not approved by management.`
  }),

  rule('RR-028', {
    reads: ['treatmentAction'],
    per: 'treatmentAction',
    find: (snapshot) =>
      snapshot
        .of(treatmentAction)
        .filter((a) => a.state !== 'dropped' && a.doneOn === null && a.dueOn < snapshot.today)
        .map((a) => ({ record: a, why: say`${called(a)} was due on ${a.dueOn} and is not done.` })),
  }),

  rule('RR-029', {
    reads: ['risk', 'settings'],
    per: 'risk',
    ways: [back('treatmentAction', 'risk')],
    find: (snapshot, { treatmentVerificationDays }) => {
      const limit = shiftDay(snapshot.today, -treatmentVerificationDays)
      return openRisks(snapshot).flatMap((r) => {
        if (r.verifiedOn !== null) return []
        const actions = snapshot.pointing(treatmentAction, 'risk', r.id).filter((a) => a.state !== 'dropped')
        const last = newest(actions.map((a) => a.doneOn))
        // Without actions there is nothing whose effect could be verified.
        if (actions.length === 0 || actions.some((a) => a.doneOn === null) || last === null || last >= limit) return []
        return {
          record: r,
          why: say`The last treatment of ${called(r)} was done on ${last}; its effect is not verified.`,
        }
      })
    },
  }),

  rule('RR-030', {
    reads: ['risk'],
    per: 'risk',
    ways: [along('systems', 'aiSystem')],
    find: (snapshot) =>
      openRisks(snapshot).flatMap((r) => {
        if ((r.affected ?? []).some((who) => who !== 'organization')) return []
        const outside = r.systems.map((id) => snapshot.get(aiSystem, id)).find((s) => s?.externalEffect === true)
        if (outside === undefined) return []
        return {
          record: r,
          why: say`${called(r)} concerns ${called(outside)}, which affects outsiders, but names no people or society.`,
        }
      }),
  }),

  rule('RR-031', {
    reads: ['risk'],
    per: 'risk',
    find: (snapshot) =>
      openRisks(snapshot)
        .filter((r) => r.objectives.length === 0)
        .map((r) => ({ record: r, why: say`${called(r)} is not linked to an AI objective it touches.` })),
  }),
]
