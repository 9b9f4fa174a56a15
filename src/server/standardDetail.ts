import { type Said, term } from '../model/say.ts'
import * as standard from '../standard/index.ts'
import type { StandardDetail } from './contract/standard.ts'

/** `ai_system_owner` as people say it: "AI system owner". */
const inWords = (name: string): string =>
  name
    .replaceAll('_', ' ')
    .replace(/\bai\b/g, 'AI')
    .replace(/\baims\b/g, 'AIMS')
    .replace(/\bhr\b/g, 'HR')

const terms = (texts: readonly string[]): readonly Said[] => texts.map(term)

/** Everything held about a clause or control; what is said in our words can be said in each language. */
export function standardDetail(described: standard.RefDescription): StandardDetail {
  const { ref, id, kind, framework } = described
  const isOurs = framework === 'iso42001'
  const control = isOurs && kind === 'control' ? standard.controlById(id) : undefined
  return {
    ...described,
    requirements: standard.requirementsFor(ref),
    control: control === undefined ? null : controlGuidance(control),
    clause: isOurs && kind === 'clause' ? clauseGuidance(standard.clauseById(id)) : null,
    documents: standard.documentsFor(ref).map((document) => ({
      ...document,
      review_cadence: term(document.review_cadence),
      contains: document.must_contain.map((part) => term(inWords(part))),
    })),
    requests: standard.requestsFor(ref).map((request) => ({ ...request, item: term(request.item) })),
    questions: standard.questionsFor(ref).map((question) => ({
      ...question,
      question: term(question.question),
      good_sign: term(question.good_sign),
      asked_of: term(inWords(question.ask)),
    })),
    rules: standard.rulesFor(ref),
    overlap: standard.overlapFor(ref),
    crosswalk: standard
      .crosswalkFor(ref)
      .map(({ note, ...pair }) => (note === undefined ? pair : { ...pair, note: term(note) })),
  }
}

const controlGuidance = (control: standard.Control): StandardDetail['control'] => ({
  ...control,
  implementation_hints: terms(control.implementation_hints),
  typical_evidence: terms(control.typical_evidence),
  lint: control.lint.map((sign) => ({ ...sign, sign_not_operating: term(sign.sign_not_operating) })),
})

function clauseGuidance(clause: standard.Clause | undefined): StandardDetail['clause'] {
  if (clause?.assessable !== true) return null
  const { kind, items, note } = clause.documented_information
  return {
    documented_information: { kind, items: terms(items), note: note === undefined ? null : term(note) },
    typical_evidence: terms(clause.typical_evidence),
  }
}
