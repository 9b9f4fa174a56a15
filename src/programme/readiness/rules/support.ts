import { say, term } from '../../../model/say.ts'
import { aimsRole } from '../../../registers/aimsRole.ts'
import { appointment } from '../../../registers/appointment.ts'
import { competence } from '../../../registers/competence.ts'
import { document } from '../../../registers/document/document.ts'
import { person } from '../../../registers/person.ts'
import { trainingAssignment } from '../../../registers/trainingAssignment.ts'
import { requiredDocuments } from '../../../standard/documents.ts'
import { isBefore, isSince, lateBy } from '../days.ts'
import { documentHomes, findBegun, findServing, registersHolding } from '../documentHomes.ts'
import { isDocumentInForce } from '../documentsInForce.ts'
import { along, type Found, mustExist, type Rule, rule } from '../rule.ts'
import { called, few } from '../words.ts'
import { isHeld } from './leadership.ts'

const clauseDocuments = requiredDocuments.filter((d) => d.basis === 'clause')
const isOut = (state: string) => state === 'retired' || state === 'superseded'

/** Clauses 7.2 to 7.5: competence, awareness, communication, documents. */
export const supportRules: readonly Rule[] = [
  rule('RR-053', {
    reads: ['person', 'appointment', 'aimsRole', 'competence'],
    per: 'person',
    find: (snapshot) =>
      snapshot.of(person).flatMap((p): Found[] => {
        if (p.state !== 'active') return []
        const held = snapshot.pointing(appointment, 'person', p.id).filter((a) => isHeld(a, snapshot.today))
        if (held.length === 0) return []
        const valid = snapshot
          .pointing(competence, 'person', p.id)
          .filter((c) => c.state === 'confirmed' && isSince(c.validUntil, snapshot.today))
        const lacking = held.filter((a) => !valid.some((c) => c.role !== null && c.role === a.role))
        if (lacking.length === 0) return []
        const roles = lacking.map((a) => snapshot.get(aimsRole, a.role)?.title ?? a.title)
        return [
          { record: p, why: say`${p.title} holds ${few(roles)} without confirmed competence that is valid today.` },
        ]
      }),
  }),

  rule('RR-054', {
    reads: ['trainingAssignment'],
    per: 'trainingAssignment',
    ways: [along('person', 'person')],
    find: (snapshot) =>
      snapshot.of(trainingAssignment).flatMap((t) => {
        if (!t.mandatory || t.doneOn !== null || (t.state !== 'assigned' && t.state !== 'failed')) return []
        const who = snapshot.get(person, t.person)
        if (who?.state === 'left' || !isBefore(t.dueOn, snapshot.today)) return []
        return {
          record: t,
          why: say`${called(t)} of ${who?.title ?? say`an unknown person`} ${lateBy(t.dueOn, say`its end`)}.`,
        }
      }),
  }),

  // The register of communications is the plan as well: a line in force says what, when, with whom and how.
  mustExist('RR-055', registersHolding('DOC-P-08'), 'communication', (snapshot) =>
    findServing(snapshot, 'DOC-P-08').length > 0 ? false : say`No communication plan is in force.`,
  ),

  rule('RR-056', {
    reads: [...new Set(clauseDocuments.flatMap((d) => registersHolding(d.id)))],
    find: (snapshot) =>
      clauseDocuments.flatMap((wanted): Found[] => {
        if (findServing(snapshot, wanted.id).length > 0) return []
        const [draft] = findBegun(snapshot, wanted.id)
        const name = say`${wanted.id} ${term(wanted.title)}`
        if (draft !== undefined)
          return [
            {
              record: draft,
              about: wanted.id,
              why: say`${name}: ${called(draft)} is ${draft.state === 'draft' ? say`a draft` : say`in review`}, not approved.`,
            },
          ]
        const register = documentHomes[wanted.id]?.register ?? 'document'
        return [{ record: null, register, about: wanted.id, why: say`${name} is missing.` }]
      }),
  }),

  rule('RR-057', {
    reads: ['document'],
    per: 'document',
    find: (snapshot) =>
      snapshot
        .of(document)
        .filter(
          (d) =>
            isDocumentInForce(d) &&
            // Records are never revised and outside documents are reviewed by their publisher: no day is normal there.
            (d.nextReviewOn !== null || (d.kind !== 'record' && d.isExternal !== true)) &&
            isBefore(d.nextReviewOn, snapshot.today),
        )
        .map((d) => ({ record: d, why: say`${called(d)} ${lateBy(d.nextReviewOn, say`its review`)}.` })),
  }),

  rule('RR-058', {
    reads: ['document'],
    per: 'document',
    find: (snapshot) =>
      snapshot
        .of(document)
        .filter((d) => d.owner === null && !isOut(d.state))
        .map((d) => ({ record: d, why: say`${called(d)} has no owner.` })),
  }),

  rule('RR-059', {
    reads: ['document'],
    per: 'document',
    find: (snapshot) =>
      snapshot
        .of(document)
        .filter(
          (d) =>
            d.kind === 'record' &&
            !isOut(d.state) &&
            d.approvedOn !== null &&
            d.updatedAt.slice(0, 10) > d.approvedOn &&
            d.correctedWithTrail !== true,
        )
        .map((d) => ({
          record: d,
          why: say`${called(d)} was approved on ${d.approvedOn} and changed on ${d.updatedAt.slice(0, 10)} without a correction.`,
        })),
  }),
]
