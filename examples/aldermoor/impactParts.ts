import { create, edit, move, on, type Step, type StoryEvent, type Values } from '../story.ts'
import { type PersonKey, people } from './people.ts'

export interface Assessment {
  readonly key: string
  readonly system: string
  readonly version: string
  readonly title: string
  readonly author: PersonKey
  readonly owner: PersonKey
  /** Days: written, asked those affected (full ones only), reviewed or submitted, signed. */
  readonly days: readonly [written: string, asked: string | null, submitted: string, signed: string]
  readonly signs: readonly ('legal' | 'designated')[]
  readonly risks: readonly string[]
  readonly values: Values
}

/** A harm as it was and as it is left: `s l` before and after measures. */
export const harm = (
  dimension: string,
  affectedParty: string,
  description: string,
  before: readonly [number, number],
  after: readonly [number, number],
  measures: string,
): Values => ({
  dimension,
  affectedParty,
  description,
  direction: 'harm',
  phase: 'operation',
  cause: 'intended_use',
  severity: before[0],
  likelihood: before[1],
  people: 'thousand',
  duration: 'years',
  reversibility: 'with_effort',
  confidence: 'medium',
  evidence: 'Test report and sample',
  measures,
  residualSeverity: after[0],
  residualLikelihood: after[1],
})

export const benefit = (dimension: string, affectedParty: string, description: string): Values => ({
  dimension,
  affectedParty,
  description,
  direction: 'benefit',
})

export const society = (
  environment: string,
  work: string,
  public_: string,
  culture: string,
  information: string,
): Values[] => [
  { dimension: 'environment', answer: environment },
  { dimension: 'economy_labour', answer: work },
  { dimension: 'democracy_government', answer: public_ },
  { dimension: 'culture_norms', answer: culture },
  { dimension: 'information_integrity', answer: information },
]

/** What all our assessments say alike: where we work, how long papers are kept. */
const common: Values = {
  assessmentType: 'initial',
  partsOutOfScope: 'Accounting and printing: no AI in them.',
  stage: 'operation',
  learnsInUse: false,
  geographies: ['Netherlands', 'Belgium', 'Dutch', 'French'],
  jurisdictions: ['EU', 'Netherlands', 'Belgium'],
  environmentComplexity: 3,
  provenanceConfidence: 4,
  publicationDecision: 'internal',
  retentionUntil: '2037-12-31',
}

/** An assessment from its first draft to the day it came into force, each step by somebody else. */
export function assessed(a: Assessment): StoryEvent[] {
  const [written, asked, submitted, signed] = a.days
  const draft = create('impactAssessment', a.key, {
    ...common,
    title: a.title,
    system: a.system,
    versionAssessed: a.version,
    triage: `triage-${a.system}`,
    owner: a.owner,
    independentReviewer: asked ? 'mireille' : null,
    legalReviewer: 'rik',
    designatedManager: 'idris',
    assessors: [{ person: people[a.author].name, competence: 'Course on impact assessment, knows the data' }],
    nextReviewOn: '2026-10-23',
    ...a.values,
  })
  const review: StoryEvent[] = asked
    ? [
        on(asked, a.author, [move(a.key, 'consult')]),
        on(submitted, a.author, [move(a.key, 'sendToReview')]),
        on(submitted, 'mireille', [
          move(a.key, 'passReview', {
            reviewNotes: 'Read with two clerks; the groups are complete and the ratings follow from the evidence.',
          }),
        ]),
      ]
    : [on(submitted, a.author, [move(a.key, 'submit')])]
  const more: StoryEvent[] = a.signs.map((sign) =>
    sign === 'legal'
      ? on(signed, 'rik', [move(a.key, 'signAsLegal')])
      : on(signed, 'idris', [move(a.key, 'signAsDesignated')]),
  )
  return [
    on(written, a.author, [draft]),
    on(
      written,
      'hanne',
      a.risks.map((risk): Step => edit(risk, { impactAssessments: [a.key] })),
      'Risks found in the impact assessment',
    ),
    ...review,
    on(signed, a.owner, [move(a.key, 'signAsSystemOwner')]),
    ...more,
    on(signed, 'hanne', [move(a.key, 'signAsLead'), move(a.key, 'putInForce')]),
  ]
}
