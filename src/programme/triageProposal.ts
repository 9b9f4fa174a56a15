import { joined, type Said, say, term, valueWord } from '../model/say.ts'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { impactAssessment } from '../registers/impactAssessment/impactAssessment.ts'
import { model } from '../registers/model.ts'
import { triage } from '../registers/triage/triage.ts'
import {
  type TriageAnswers,
  type TriageId,
  triageIds,
  triageLevel,
  triageLevels,
  triageText,
} from '../registers/triage/triageLevel.ts'
import type { TriageLevel } from '../standard/index.ts'
import { english, type Voice } from './documents/voice.ts'
import { annexIIIHints } from './legalHints.ts'
import { type Mention, mention } from './mention.ts'
import type { ProposedChange } from './proposedChange.ts'
import type { Snapshot } from './snapshot.ts'
import { type AiSystem, type Fact, isInUse, type SystemFacts, systemFacts } from './systemFacts.ts'
import { isRetired } from './systemStage.ts'

export interface ProposedAnswer {
  readonly id: TriageId
  readonly question: Said
  readonly answer: 'yes' | 'no' | 'unknown'
  /** The fact it rests on, or what is missing. */
  readonly because: Said
}

export interface TriageProposal {
  readonly system: Mention
  readonly answers: readonly ProposedAnswer[]
  /** Depth when all answers are known; null while one that could raise it is open. */
  readonly level: TriageLevel | null
  /** The depth the known answers already ask for. */
  readonly atLeast: TriageLevel
}

/** Answers to the ten questions as far as the inventory gives them; what it does not say stays unknown. */
export function proposeTriage(snapshot: Snapshot, system: AiSystem): TriageProposal {
  const facts = systemFacts(snapshot, system)
  const answers = triageIds.map((id): ProposedAnswer => {
    const { value, because } = answerFrom[id](facts, snapshot)
    return { id, question: term(triageText(id)), answer: value === null ? 'unknown' : value ? 'yes' : 'no', because }
  })
  const values = answersAsValues(answers)
  const known = Object.fromEntries(triageIds.map((id) => [id, values[id] ?? false])) as Record<TriageId, boolean>
  return { system: mention(system), answers, level: triageLevel(values), atLeast: triageLevel(known) ?? 'light' }
}

function answersAsValues(answers: readonly ProposedAnswer[]): TriageAnswers {
  const entries = answers.map(({ id, answer }) => [id, answer === 'unknown' ? null : answer === 'yes'])
  // One entry per question id, so the record is complete.
  return Object.fromEntries(entries) as TriageAnswers
}

type Answer = (facts: SystemFacts, snapshot: Snapshot) => Fact

const answerFrom: Readonly<Record<TriageId, Answer>> = {
  t1: (facts) => facts.decides,
  t2: (facts) => facts.vulnerablePeople,
  t3: specialData,
  t4: (facts) => facts.safety,
  t5: listedInLaw,
  t6: prohibited,
  t7: (facts) => facts.actsAlone,
  t8: publicContact,
  t9: (facts) => facts.personalData,
  t10: unknownOrigin,
}

function specialData({ system, specialCategories, personalData }: SystemFacts): Fact {
  if (specialCategories.value === true) return specialCategories
  const kinds = system.personalDataCategories ?? []
  const telling = kinds.find((kind) => /biometr|location|gps|health|face|voice|fingerprint/i.test(kind))
  if (telling) return { value: true, because: say`Kinds of personal data: ${telling}` }
  if (personalData.value === false) return personalData
  if (specialCategories.value === false && kinds.length > 0)
    return {
      value: false,
      because: say`${specialCategories.because}; kinds of personal data: ${joined(
        kinds.map((value) => valueWord(value)),
        ', ',
      )}`,
    }
  return {
    value: null,
    because:
      specialCategories.value === false
        ? say`Kinds of personal data: not answered (location and biometric data count too)`
        : specialCategories.because,
  }
}

function listedInLaw({ system }: SystemFacts): Fact {
  const hint = annexIIIHints(system)[0]
  const pointer = hint ? say`; "${hint.word}" points to ${term(hint.title)}` : ''
  if (system.legalClass === 'high') return { value: true, because: say`EU AI Act class: high` }
  if (system.legalClass === null || system.legalClass === 'unknown')
    return { value: null, because: say`EU AI Act class: not yet known${pointer}` }
  // A class on record against a word that points the other way is for a person to settle.
  return hint
    ? { value: null, because: say`EU AI Act class: ${valueWord(system.legalClass)}${pointer}` }
    : { value: false, because: say`EU AI Act class: ${valueWord(system.legalClass)}` }
}

function prohibited({ system }: SystemFacts): Fact {
  if (system.legalClass === 'prohibited') return { value: true, because: say`EU AI Act class: prohibited` }
  if (system.legalClass === null || system.legalClass === 'unknown')
    return { value: null, because: say`EU AI Act class: not yet known` }
  return {
    value: false,
    because: say`EU AI Act class: ${valueWord(system.legalClass)}; compare it with the uses the AI policy forbids`,
  }
}

function publicContact({ outsiders, usedDirectly, generative }: SystemFacts): Fact {
  if (outsiders.value === true && (usedDirectly.value === true || generative.value === true))
    return {
      value: true,
      because: say`${outsiders.because}; ${usedDirectly.value === true ? usedDirectly.because : generative.because}`,
    }
  if (outsiders.value === false) return outsiders
  if (usedDirectly.value === false && generative.value === false)
    return { value: false, because: say`${usedDirectly.because}; ${generative.because}` }
  const missing = [outsiders, usedDirectly, generative]
    .filter((fact) => fact.value === null)
    .map((fact) => fact.because)
  return { value: null, because: joined(missing, '; ') }
}

function unknownOrigin({ system, thirdParty }: SystemFacts, snapshot: Snapshot): Fact {
  if (thirdParty.value !== true) return thirdParty
  const models = system.models.flatMap((id) => snapshot.get(model, id) ?? []).filter((m) => m.origin !== 'own')
  const dark = models.find((m) => m.trainingDataKnown !== true)
  if (dark)
    return { value: true, because: say`${thirdParty.because}; training data of ${dark.ref} ${dark.title} is not known` }
  if (models.length === 0)
    return { value: true, because: say`${thirdParty.because}; no model is linked that says what it was trained on` }
  return { value: false, because: say`${thirdParty.because}, and the training data of its models is known` }
}

const answerWords: Readonly<Record<ProposedAnswer['answer'], Said>> = {
  yes: say`yes`,
  no: say`no`,
  unknown: say`unknown`,
}

/** Drafts of triages for systems in their life that have none, finished or begun. */
export function proposeTriages(
  snapshot: Snapshot,
  voice: Voice = english,
): (TriageProposal & { readonly change: ProposedChange })[] {
  return snapshot
    .of(aiSystem)
    .filter(
      (system) =>
        !isRetired(system) && snapshot.pointing(triage, 'system', system.id).every((t) => t.state === 'replaced'),
    )
    .map((system) => {
      const proposal = proposeTriage(snapshot, system)
      const reasons = proposal.answers
        .map((a) => voice.say(say`${a.id.toUpperCase()} ${answerWords[a.answer]}: ${a.because}.`))
        .join('\n')
      const values = { system: system.id, owner: system.owner, ...answersAsValues(proposal.answers), reasons }
      return {
        ...proposal,
        change: { do: 'create', register: 'triage', values, reason: say`${system.ref} has no triage.` },
      }
    })
}

export interface AssessmentNeed {
  readonly system: Mention
  readonly depth: TriageLevel
  /** Whether a finished triage says so, or only what the inventory shows. */
  readonly from: 'triage' | 'inventory'
  readonly isInUse: boolean
  readonly people: number | null
  readonly because: Said
  /** The finished triage that says so. */
  readonly triage: Mention | null
}

/** Systems that need an impact assessment and have none in force: the deepest and those in use first, then by people affected. */
export function assessmentsNeeded(snapshot: Snapshot): AssessmentNeed[] {
  return snapshot
    .of(aiSystem)
    .filter((system) => !isRetired(system) && !hasAssessment(snapshot, system))
    .flatMap((system) => needOf(snapshot, system) ?? [])
    .sort(
      (a, b) =>
        triageLevels.indexOf(b.depth) - triageLevels.indexOf(a.depth) ||
        Number(b.isInUse) - Number(a.isInUse) ||
        (b.people ?? 0) - (a.people ?? 0) ||
        a.system.ref.localeCompare(b.system.ref, 'en', { numeric: true }),
    )
}

const hasAssessment = (snapshot: Snapshot, system: AiSystem): boolean =>
  snapshot.pointing(impactAssessment, 'system', system.id).some((assessment) => assessment.state === 'inForce')

function needOf(snapshot: Snapshot, system: AiSystem): AssessmentNeed | null {
  const done = snapshot
    .pointing(triage, 'system', system.id)
    .filter((t) => t.state === 'done')
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
    .at(-1)
  const common = { system: mention(system), isInUse: isInUse(system), people: system.peopleAffectedNumber }
  if (done?.level != null)
    return done.level === 'light'
      ? null
      : { ...common, depth: done.level, from: 'triage', because: say`${done.ref} asks for it.`, triage: mention(done) }
  const { atLeast, answers } = proposeTriage(snapshot, system)
  if (atLeast === 'light') return null
  const yes = answers.filter((a) => a.answer === 'yes').map((a) => say`${a.id.toUpperCase()} (${a.because})`)
  return {
    ...common,
    depth: atLeast,
    from: 'inventory',
    because: say`No finished triage; the inventory answers yes to ${joined(yes, ', ')}.`,
    triage: null,
  }
}
