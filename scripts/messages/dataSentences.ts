import { catalogue } from '../../src/model/index.ts'
import { phases } from '../../src/programme/programmeSteps.ts'
import { assembleReview } from '../../src/programme/reviewInputs.ts'
import { makeSnapshot } from '../../src/programme/snapshot.ts'
import { storyTitles } from '../../src/programme/systemStory.ts'
import { registers } from '../../src/registers/index.ts'
import { describeRegister } from '../../src/server/describe.ts'
import * as standard from '../../src/standard/index.ts'

/** Properties of what is described that hold words for people; all others are names, numbers and data. */
const words = new Set(['label', 'one', 'many', 'explain', 'help', 'hint', 'title', 'unit'])

/** Every sentence and label that the server sends and that is data of the program: not composed, no record's own words. */
export function dataSentences(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const add = (text: string | null | undefined, where: string) => {
    if (text && /\p{L}/u.test(text)) found.set(text, (found.get(text) ?? new Set()).add(where))
  }
  for (const [code, { title, next }] of Object.entries(catalogue)) {
    add(title, `problem ${code}`)
    add(next, `problem ${code}`)
  }
  for (const register of registers) {
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return
      for (const [key, each] of Object.entries(value)) {
        if (typeof each === 'string') {
          if (words.has(key)) add(each, `register ${register.name}`)
        } else if (key !== 'examples') walk(each)
      }
    }
    walk(describeRegister(register, registers, {}))
  }
  for (const { id, title, fix_hint } of standard.readinessRules) {
    add(title, `rule ${id}`)
    add(fix_hint, `rule ${id}`)
  }
  for (const register of registers)
    for (const question of register.readiness ?? []) {
      add(question.ask, `rule ${register.name}.${question.id}`)
      add(question.fix, `rule ${register.name}.${question.id}`)
    }
  for (const phase of phases) {
    add(phase.title, 'programme')
    for (const { id, title, purpose } of phase.steps) {
      add(title, `step ${id}`)
      add(purpose, `step ${id}`)
    }
  }
  // A history names these beside the fields of the register.
  for (const label of ['State', 'Archived', 'Title', 'Owner']) add(label, 'history')
  for (const title of storyTitles) add(title, 'story of an AI system')
  for (const { id, title } of [...standard.requiredDocuments, ...standard.documentTemplates])
    add(title, `document ${id}`)
  for (const { ref, carriesOver, addForAi } of standard.overlaps) {
    add(carriesOver, `overlap of ${ref}`)
    add(addForAi, `overlap of ${ref}`)
  }
  for (const { title } of standard.euAiActDutyGroups) add(title, 'duties of the EU AI Act')
  for (const ref of [...standard.listRefs('iso42001'), ...standard.listRefs('eu-ai-act')]) {
    add(standard.describeRef(ref)?.title, ref)
    add(standard.describeRef(ref)?.gist, ref)
  }
  // An organisation without records is told what is to be looked at, and nothing else.
  for (const { asks, figures } of assembleReview(makeSnapshot([], '2026-01-01T00:00:00.000000Z')).inputs)
    for (const text of [asks, ...figures.map((figure) => figure.label)]) add(text, 'review inputs')
  return found
}
