import { type Said, say, term } from '../model/say.ts'
import { annexIIIAreas, prohibitedPractices } from '../standard/index.ts'
import type { AiSystem } from './systemFacts.ts'

/** A word in the inventory that points to a provision. It proves nothing; it is a question to ask. */
export interface LegalHint {
  /** Reference with framework, such as `eu-ai-act:Annex III.4`. */
  readonly ref: string
  readonly title: string
  readonly word: string
  readonly ask: Said
}

// Our own list of tell-tale words, by provision; kept in code because it is a rule of ours, not a statement of the law.
const areaWords: Readonly<Record<string, RegExp>> = {
  'III.1': /\b(biometric\w*|face recognition|facial recognition|fingerprint\w*|emotion (recognition|detection))\b/i,
  'III.2':
    /\b(power grid|electricity (grid|network)|water supply|gas network|heating network|traffic (control|management)|critical infrastructure)\b/i,
  'III.3': /\b(admission\w*|exam(s|ination\w*)?|grading|proctor\w*|student\w*|pupil\w*)\b/i,
  'III.4':
    /\b(recruit\w*|applicant\w*|job candidate\w*|hiring|cv screening|r[ée]sum[ée]s?|promotion of staff|dismissal\w*|performance (appraisal|review)\w*|task allocation|worker monitoring)\b/i,
  'III.5':
    /\b(credit(worthiness| scor\w*| decision\w*| risk)?|loan\w*|benefit (claim|eligibility)\w*|social benefit\w*|eligibility|life insurance|health insurance|emergency call\w*|triage of patients)\b/i,
  'III.6': /\b(law enforcement|police|policing|offend\w*|crime|criminal\w*|polygraph)\b/i,
  'III.7': /\b(asylum|migration|migrant\w*|border|visa\w*|immigration)\b/i,
  'III.8': /\b(court\w*|judge\w*|judicial|dispute resolution|election\w*|voter\w*|voting)\b/i,
}

const practiceWords: Readonly<Record<string, RegExp>> = {
  '(a)': /\b(subliminal|manipulat\w*|dark pattern\w*)\b/i,
  '(ba)': /\b(nudif\w*|undress\w*|deepfake porn\w*|intimate (image|depiction)\w*)\b/i,
  '(c)': /\b(social scor\w*|social credit|citizen scor\w*)\b/i,
  '(d)': /\b(crime prediction|predictive policing|predict\w* (crime|offend\w*))\b/i,
  '(e)': /\b(scrap\w* (of )?faces?|face (database|scraping))\b/i,
  '(f)':
    /\bemotion\w*\b.*\b(work|staff|employee\w*|school|pupil\w*|student\w*)\b|\b(work|staff|employee\w*|school|pupil\w*|student\w*)\b.*\bemotion\w*\b/i,
  '(g)': /\bbiometric categori[sz]ation\b/i,
  '(h)': /\b(real-time|live) (remote )?(biometric|facial|face)\b/i,
}

/** Annex III areas that words of the inventory entry point to. */
export const annexIIIHints = (system: AiSystem): LegalHint[] =>
  annexIIIAreas.flatMap((area) =>
    hint(
      system,
      areaWords[area.id],
      `eu-ai-act:Annex ${area.id}`,
      area.title,
      say`Is it meant for this area: ${term(area.gist)}?`,
    ),
  )

/** Prohibited practices that words of the inventory entry point to, on a day or before. */
export const prohibitionHints = (
  system: AiSystem,
  onDate: string,
): (LegalHint & { readonly appliesFrom: string; readonly applies: boolean })[] =>
  prohibitedPractices.flatMap(({ point, title, gist, applies_from }) =>
    hint(system, practiceWords[point], `eu-ai-act:Art 5(1)${point}`, title, say`Does it do this: ${term(gist)}?`).map(
      (found) => ({
        ...found,
        appliesFrom: applies_from,
        applies: applies_from <= onDate,
      }),
    ),
  )

function hint(system: AiSystem, words: RegExp | undefined, ref: string, title: string, ask: Said): LegalHint[] {
  const word = words?.exec(wordsOf(system))?.[0]
  return word === undefined ? [] : [{ ref, title, word: shorten(word), ask }]
}

const shorten = (word: string): string => (word.length > 60 ? `${word.slice(0, 57)}…` : word)

// Misuse and exclusions are left out: what a system must not do would point to the very things it avoids.
function wordsOf(system: AiSystem): string {
  const lists = [system.intendedUses, system.actualUses, system.peopleAffected].flatMap((list) => list ?? [])
  return [system.title, system.purpose, system.topicArea, system.outputs, ...lists].filter((t) => t !== null).join('. ')
}
