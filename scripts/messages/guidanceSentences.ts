import { Sentence } from '../../src/model/index.ts'
import { standardDetail } from '../../src/server/standardDetail.ts'
import * as standard from '../../src/standard/index.ts'

function sentencesIn(value: unknown): Sentence[] {
  if (value instanceof Sentence) return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sentencesIn) : []
}

/**
 * Guidance to clauses and controls, and what proposals record. It stands apart from the other words of the data: many of
 * its words, such as "role" or "change", are codes elsewhere, so it is said only where it is meant, never by its text.
 */
export function guidanceSentences(data: ReadonlyMap<string, unknown>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const add = (text: string, where: string) => {
    if (!data.has(text)) found.set(text, (found.get(text) ?? new Set()).add(where))
  }
  for (const ref of [...standard.listRefs('iso42001'), ...standard.listRefs('eu-ai-act')]) {
    const described = standard.describeRef(ref)
    if (described) for (const { id } of sentencesIn(standardDetail(described))) add(id, ref)
  }
  for (const { id, title, scenario } of standard.riskCatalogue) {
    add(title, `starter risk ${id}`)
    add(scenario, `starter risk ${id}`)
  }
  // What auditors usually ask is proposed whether or not a clause is named.
  for (const { id, item } of standard.auditorRequests) add(item, `request ${id}`)
  for (const { id, question, good_sign } of standard.interviewQuestions) {
    add(question, `question ${id}`)
    add(good_sign, `question ${id}`)
  }
  return found
}
