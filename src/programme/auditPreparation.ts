import { say, term } from '../model/say.ts'
import { auditQuestion } from '../registers/auditQuestion.ts'
import { auditRequest } from '../registers/auditRequest.ts'
import { auditorRequests, interviewQuestions } from '../standard/certification.ts'
import { english, type Voice } from './documents/voice.ts'
import type { ProposedChange } from './proposedChange.ts'
import type { Snapshot } from './snapshot.ts'

const asRefs = (ids: readonly string[]): string[] => ids.map((id) => `iso42001:${id}`)

/** What auditors usually ask to see and what nobody has put on the list yet; each can be answered before they come. */
export function proposeRequests(snapshot: Snapshot, voice: Voice = english): ProposedChange[] {
  const held = new Set(snapshot.of(auditRequest).map((request) => request.code))
  return auditorRequests
    .filter(({ id }) => !held.has(id))
    .map(({ id, item, iso42001, needed_for: neededFor, form }) => ({
      do: 'create',
      register: 'auditRequest',
      values: { title: voice.say(term(item)), code: id, refs: asRefs(iso42001), neededFor, form },
      reason: say`The usual list of auditors' requests.`,
    }))
}

/** What auditors usually ask people and what is not on the list yet, to prepare and to rehearse. */
export function proposeQuestions(snapshot: Snapshot, voice: Voice = english): ProposedChange[] {
  const held = new Set(snapshot.of(auditQuestion).map((question) => question.code))
  return interviewQuestions
    .filter(({ id }) => !held.has(id))
    .map(({ id, iso42001, ask, question, good_sign: goodSign }) => ({
      do: 'create',
      register: 'auditQuestion',
      values: {
        title: voice.say(term(question)),
        code: id,
        refs: asRefs(iso42001),
        askedOf: ask,
        goodSign: voice.say(term(goodSign)),
      },
      reason: say`The usual list of interview questions.`,
    }))
}
