import { count, type Said, say } from '../model/say.ts'
import { triage } from '../registers/triage/triage.ts'
import { type EuAiActDutyGroup, euAiActData, euAiActDutyGroups } from '../standard/index.ts'
import { annexIIIHints, type LegalHint, prohibitionHints } from './legalHints.ts'
import type { Snapshot } from './snapshot.ts'
import { type AiSystem, type SystemFacts, systemFacts } from './systemFacts.ts'

export type LegalClass = 'prohibited' | 'high' | 'transparency' | 'minimal' | 'unknown'

export interface LegalClassProposal {
  /** What the facts on record carry; `unknown` as long as one of them is missing. */
  readonly proposed: LegalClass
  /** What people decided and recorded, if they did. */
  readonly recorded: LegalClass | null
  /** False when record and facts contradict each other, null while one of them says nothing. */
  readonly agrees: boolean | null
  readonly reasons: readonly Said[]
  /** Questions to be answered, and where the answer is recorded. */
  readonly open: readonly { readonly ask: Said; readonly answerIn: Said; readonly ref?: string }[]
  /** Provisions that words in the inventory point to; reasons to ask, never answers. */
  readonly hints: readonly LegalHint[]
  /** When the duties of the class start, as our data has it. */
  readonly duties: readonly { readonly group: EuAiActDutyGroup; readonly applies: boolean }[]
  readonly notice: Said
}

export const legalNotice = say`This sorts the facts on record by the EU AI Act as our data knew it on ${euAiActData.status_date}. It is not legal advice; a competent person decides.`

/** The class of the EU AI Act that the facts on record speak for, on a day (`yyyy-mm-dd`, the snapshot's unless given). */
export function legalClass(snapshot: Snapshot, system: AiSystem, onDate = snapshot.today): LegalClassProposal {
  const facts = systemFacts(snapshot, system)
  const answers = newestTriage(snapshot, system.id)
  const prohibitions = prohibitionHints(system, onDate)
  const hints = [...prohibitions, ...annexIIIHints(system)]
  const judged = judge(facts, answers, hints, onDate)
  const recorded = system.legalClass
  const isKnown = recorded !== null && recorded !== 'unknown' && judged.proposed !== 'unknown'
  return {
    ...judged,
    recorded,
    agrees: isKnown ? recorded === judged.proposed : null,
    hints,
    duties: dutyGroupsOf(recorded !== null && recorded !== 'unknown' ? recorded : judged.proposed, onDate),
    notice: legalNotice,
  }
}

interface Answers {
  readonly ref: string
  readonly t5: boolean | null
  readonly t6: boolean | null
}

function newestTriage(snapshot: Snapshot, systemId: string): Answers | null {
  const done = snapshot.pointing(triage, 'system', systemId).filter((t) => t.state === 'done')
  return [...done].sort((a, b) => (a.doneOn ?? a.createdAt).localeCompare(b.doneOn ?? b.createdAt)).at(-1) ?? null
}

type Judged = Pick<LegalClassProposal, 'proposed' | 'reasons' | 'open'>

function judge(facts: SystemFacts, answers: Answers | null, hints: readonly LegalHint[], onDate: string): Judged {
  const open = openQuestions(facts, answers, hints)
  if (answers?.t6 === true)
    return {
      proposed: 'prohibited',
      reasons: [say`${answers.ref}, question T6: its use would be prohibited by law or by the AI policy.`],
      open,
    }
  if (answers?.t5 === true)
    return {
      proposed: 'high',
      reasons: [
        say`${answers.ref}, question T5: it is listed in Annex III or a comparable law.`,
        ...startsLater('high_risk_annex_iii', onDate),
      ],
      open,
    }
  if (open.length > 0)
    return { proposed: 'unknown', reasons: [say`${count(open.length, 'question')} still to be answered.`], open }
  const transparency = transparencyReasons(facts)
  if (transparency.length > 0)
    return { proposed: 'transparency', reasons: [...transparency, ...startsLater('transparency', onDate)], open }
  return {
    proposed: 'minimal',
    reasons: [
      say`${answers?.ref}: neither prohibited nor listed; no people deal with it directly and it generates no content.`,
    ],
    open,
  }
}

function openQuestions(
  facts: SystemFacts,
  answers: Answers | null,
  hints: readonly LegalHint[],
): LegalClassProposal['open'] {
  const open: { ask: Said; answerIn: Said; ref?: string }[] = []
  const settled = answers?.t5 === true || answers?.t6 === true
  if (answers === null || answers.t6 === null)
    open.push({
      ask: say`Would its use be prohibited by law or by the AI policy?`,
      answerIn: say`Triage, question T6`,
      ref: 'eu-ai-act:Art 5',
    })
  if (answers === null || answers.t5 === null)
    open.push({
      ask: say`Is it meant for one of the areas of Annex III?`,
      answerIn: say`Triage, question T5`,
      ref: 'eu-ai-act:Annex III',
    })
  if (answers === null)
    open.push(
      ...hints.map(({ ask, ref }) => ({ ask, ref, answerIn: say`Triage, questions T5 and T6, with its reasons` })),
    )
  if (settled) return open
  if (facts.safety.value !== false)
    open.push({
      ask: say`Is it a safety component of a product under the laws of Annex I, or such a product itself?`,
      answerIn:
        facts.safety.value === null ? say`Bears on (inventory)` : say`EU AI Act class and its reason (inventory)`,
      ref: 'eu-ai-act:Art 6(1)',
    })
  if (facts.usedDirectly.value === null)
    open.push({
      ask: say`Do people deal with it directly?`,
      answerIn: say`People use it directly (inventory)`,
      ref: 'eu-ai-act:Art 50(1)',
    })
  if (facts.generative.value === null)
    open.push({
      ask: say`Does it generate text, images, sound or video?`,
      answerIn: say`Models linked to the system, with their kind`,
      ref: 'eu-ai-act:Art 50(2)',
    })
  return open
}

function transparencyReasons(facts: SystemFacts): Said[] {
  const reasons: Said[] = []
  if (facts.usedDirectly.value)
    reasons.push(
      say`${facts.usedDirectly.because}, so they must learn that it is AI unless that is obvious (Art 50(1)).`,
    )
  if (facts.generative.value) reasons.push(say`${facts.generative.because}, so output must be marked (Art 50(2)).`)
  return reasons
}

const groupsOfClass: Readonly<Record<LegalClass, readonly string[]>> = {
  prohibited: [],
  high: ['high_risk_annex_iii', 'transparency', 'marking_existing'],
  transparency: ['transparency', 'marking_existing'],
  minimal: [],
  unknown: [],
}

/** Groups of duties a class brings, literacy of staff always among them; annex I products follow their own dates. */
export function dutyGroupsOf(legalClassName: LegalClass, onDate: string): LegalClassProposal['duties'] {
  const wanted = ['literacy', ...groupsOfClass[legalClassName]]
  return euAiActDutyGroups
    .filter((group) => wanted.includes(group.id))
    .map((group) => ({ group, applies: group.from <= onDate }))
}

function startsLater(groupId: string, onDate: string): Said[] {
  const group = euAiActDutyGroups.find(({ id }) => id === groupId)
  return group !== undefined && group.from > onDate ? [say`The duties start on ${group.from}.`] : []
}
