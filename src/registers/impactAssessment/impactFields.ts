import { f, humanise } from '../../model/index.ts'
import { impactAssessmentData, impactDimensions, reassessmentTriggers } from '../../standard/impactAssessment.ts'
import { lifecycleStages } from '../../standard/riskManagement.ts'
import { audiences, autonomyLevels, decisionEffects, modelOrigins, organisationRoles } from '../lists/aiSystemLists.ts'
import { confidenceSteps, impactLikelihood, impactSeverity, oneToFive } from '../lists/scales.ts'
import { approvalRoles } from './approvals.ts'

const dimensions = impactDimensions.map(({ id, guiding_question }) => ({
  value: id,
  label: humanise(id),
  hint: guiding_question,
}))
const societalDimensions = dimensions.filter((d) =>
  impactDimensions.some(({ id, level }) => id === d.value && level.includes('society')),
)
const triggers = reassessmentTriggers.map(({ id, when }) => ({ value: id, label: humanise(id), hint: when }))

/** One effect on one party (impact record); what is left is judged beside what there was. */
const impactColumns = {
  dimension: f.choice(dimensions),
  affectedParty: f.text({ label: 'Who' }),
  description: f.text({ max: 4000 }),
  direction: f.choice(['benefit', 'harm']),
  phase: f.choice(lifecycleStages, { label: 'Life cycle stage' }).optional(),
  cause: f.choice(['intended_use', 'misuse', 'failure', 'data', 'context']).optional(),
  severity: f.scale(impactSeverity).optional(),
  people: f
    .choice(
      [
        { value: 'one', label: '1' },
        { value: 'ten', label: '10' },
        { value: 'thousand', label: '1,000' },
        { value: 'hundredThousand', label: '100,000' },
        { value: 'million', label: '1,000,000 and more' },
      ],
      { label: 'How many people' },
    )
    .optional(),
  duration: f.choice(['moment', 'days', 'years', 'permanent']).optional(),
  reversibility: f.choice(['easy', 'with_effort', 'hard', 'impossible']).optional(),
  likelihood: f.scale(impactLikelihood).optional(),
  confidence: f.choice(confidenceSteps).optional(),
  evidence: f.text({ max: 2000, label: 'What it rests on' }).optional(),
  measures: f.text({ max: 2000 }).optional(),
  residualSeverity: f.scale(impactSeverity, { label: 'Severity left' }).optional(),
  residualLikelihood: f.scale(impactLikelihood, { label: 'Likelihood left' }).optional(),
}

const measureColumns = {
  measure: f.text({ max: 2000 }),
  type: f.choice(['prevent', 'detect', 'correct', 'inform', 'oversee', 'compensate']).optional(),
  owner: f.text().optional(),
  dueOn: f.date({ label: 'Due on' }).optional(),
  control: f.text({ max: 200, label: 'Control', help: 'For example A.9.3.' }).optional(),
  effectExpected: f.text({ max: 1000, label: 'Expected effect' }).optional(),
}

const approvalColumns = {
  role: f.choice(approvalRoles),
  person: f.text(),
  account: f.text({ max: 200, forRules: true }),
  decision: f.choice(['approved']),
  on: f.date(),
  forVersion: f.text({ max: 100, label: 'For version' }),
}

/** Fields of an impact assessment, section by section as in the standard data. */
export const impactFields = {
  title: f.text({ max: 250, search: 'high' }),
  assessmentType: f.choice(['initial', 'periodic', 'change_triggered', 'incident_triggered', 'retirement'], {
    label: 'Why now',
  }),
  versionAssessed: f.text({ max: 100, label: 'Version assessed' }).optional(),
  trigger: f.choice(triggers, { help: 'What set it off, when it is not the first one.' }).optional(),
  partsInScope: f.longText({ label: 'Parts looked at' }).optional(),
  partsOutOfScope: f.longText({ label: 'Parts left out, and why' }).optional(),
  assessors: f
    .rows({
      person: f.text(),
      competence: f.text({ max: 1000, help: 'Why this person can judge.' }).optional(),
    })
    .optional(),
  consultedParties: f
    .rows(
      {
        party: f.text(),
        how: f.text({ max: 1000 }),
        on: f.date().optional(),
        outcome: f.text({ max: 2000, label: 'What they said' }).optional(),
      },
      { label: 'Who was asked' },
    )
    .optional(),
  linkedAssessments: f
    .rows(
      {
        kind: f.choice([
          { value: 'dpia', label: 'Data protection (DPIA)' },
          { value: 'fria', label: 'Fundamental rights (FRIA)' },
          'security',
          'safety',
        ]),
        reference: f.text({ max: 1000 }),
      },
      { label: 'Other assessments' },
    )
    .optional(),

  description: f.longText({ search: 'high' }).optional(),
  functions: f.longText({ label: 'Functions and abilities' }).optional(),
  purposeAndReason: f.longText({ label: 'Purpose, and why AI' }).optional(),
  intendedUses: f.list({ label: 'Intended uses' }).optional(),
  misuse: f
    .rows(
      {
        scenario: f.text({ max: 2000 }),
        actor: f.text({ label: 'By whom' }).optional(),
        foreseeability: f.choice(['low', 'medium', 'high']).optional(),
      },
      { label: 'Unintended use and misuse' },
    )
    .optional(),
  automation: f.choice(autonomyLevels, { label: 'Degree of automation' }).optional(),
  decisionEffect: f.choice(decisionEffects, { label: 'Effect on decisions about people' }).optional(),
  stage: f.choice(lifecycleStages, { label: 'Life cycle stage' }).optional(),
  orgRoles: f.choices(organisationRoles, { label: 'Our roles' }).optional(),

  personalDataCategories: f.list({ label: 'Kinds of personal data' }).optional(),
  specialCategories: f.list({ label: 'Specially protected data' }).optional(),
  representativeness: f.longText({ help: 'Whom the data covers, compared with whom the system meets.' }).optional(),
  knownBias: f.longText({ label: 'Known bias and gaps' }).optional(),
  provenanceConfidence: f.scale(oneToFive, { label: 'Trust in the origin of the data' }).optional(),

  modelType: f.text({ label: 'Kind of model' }).optional(),
  origin: f.choice(modelOrigins).optional(),
  developmentChoices: f.longText({ label: 'Choices in development' }).optional(),
  learnsInUse: f.boolean({ label: 'Learns in use' }).optional(),
  explainability: f.longText({ label: 'How outputs are explained' }).optional(),
  knownLimits: f.list({ label: 'Known limits and failures' }).optional(),
  performanceByGroup: f
    .rows({ metric: f.text(), group: f.text(), value: f.number() }, { label: 'Performance by group' })
    .optional(),

  geographies: f.list({ label: 'Places and languages' }).optional(),
  jurisdictions: f.list().optional(),
  environmentComplexity: f.scale(oneToFive, { label: 'Complexity of the setting' }).optional(),
  surroundingProcess: f.longText({ label: 'The process around it' }).optional(),
  frequencyOfUse: f.text({ max: 500, label: 'How often and how long' }).optional(),
  humanOversight: f.longText({ label: 'Human oversight' }).optional(),
  fallback: f.longText({ label: 'Without the AI' }).optional(),

  directUsers: f.list({ label: 'Direct users' }).optional(),
  peopleSubject: f
    .rows(
      {
        group: f.text(),
        size: f.text().optional(),
        vulnerability: f.text({ max: 1000 }).optional(),
        noImpactReason: f.text({ max: 1000, label: 'If no impact: why' }).optional(),
      },
      { label: 'People subject to the output', help: 'Each group is met again under impacts, or it says why not.' },
    )
    .optional(),
  indirectlyAffected: f.list({ label: 'Affected indirectly' }).optional(),
  vulnerableGroups: f
    .list({ label: 'Vulnerable groups', help: 'Write "none" with a reason when there are none.' })
    .optional(),
  societalActors: f.list({ label: 'Actors in society' }).optional(),
  powerNote: f.longText({ label: 'Imbalance of power' }).optional(),
  contestOrOptOut: f.longText({ label: 'Ways to contest or opt out' }).optional(),

  impacts: f.rows(impactColumns).optional(),
  benefitsSummary: f.longText({ label: 'Benefits in short' }).optional(),
  benefitDistribution: f.longText({ label: 'Who has the benefit' }).optional(),
  societalAnswers: f
    .rows(
      { dimension: f.choice(societalDimensions), answer: f.text({ max: 4000 }) },
      { label: 'Effects on society', help: 'One answer per dimension; "none" with a reason is an answer.' },
    )
    .optional(),

  failureScenarios: f
    .rows(
      {
        scenario: f.text({ max: 2000 }),
        affected: f.text().optional(),
        severity: f.scale(impactSeverity).optional(),
        likelihood: f.scale(impactLikelihood).optional(),
      },
      { label: 'Failures' },
    )
    .optional(),
  misuseAssessed: f.list({ label: 'Misuse assessed', help: 'What was found for the misuse named above.' }).optional(),
  worstCase: f.longText({ label: 'Worst credible case' }).optional(),

  measures: f.rows(measureColumns).optional(),
  residualImpacts: f
    .rows(
      {
        impact: f.text({ max: 1000 }),
        severity: f.scale(impactSeverity),
        likelihood: f.scale(impactLikelihood),
        reasonAccepted: f.text({ max: 2000, label: 'Why it is borne' }).optional(),
      },
      { label: 'Impacts left' },
    )
    .optional(),
  noRiskReason: f
    .longText({ label: 'If no risk is linked: why', help: 'Why nothing found here is a risk to manage.' })
    .optional(),

  recommendation: f.choice(['proceed', 'proceed_with_conditions', 'redesign', 'stop']).optional(),
  conditions: f
    .rows({
      condition: f.text({ max: 2000 }),
      dueOn: f.date({ label: 'Due on' }).optional(),
      doneOn: f.date({ label: 'Done on' }).optional(),
    })
    .optional(),
  reviewNotes: f.longText({ label: 'Notes of the independent reviewer' }).optional(),
  approvals: f.rows(approvalColumns, { help: 'Added by the signatures, never typed.', setByMove: true }).optional(),
  approvedOn: f.date({ label: 'Approved on', help: 'Set when it comes into force.', setByMove: true }).optional(),
  publicationDecision: f.choice(['internal', 'customers', 'authority', 'public'], { label: 'Published to' }).optional(),
  summary: f.longText({ label: 'Summary for interested parties' }).optional(),
  summaryFor: f.choices(audiences, { label: 'Summary written for' }).optional(),
  publishedOn: f
    .date({ label: 'Published on', help: 'Set when it is recorded as published.', setByMove: true })
    .optional(),
  nextReviewOn: f
    .date({
      label: 'Next review on',
      help: `Usual intervals in months: ${Object.entries(impactAssessmentData.periodic_interval_months)
        .map(([level, months]) => `${level} ${months}`)
        .join(', ')}.`,
    })
    .optional(),
  retentionUntil: f.date({ label: 'Kept until' }).optional(),
  statements: f
    .rows(
      {
        statedBy: f.text({ label: 'Stated by' }),
        statedText: f.text({ max: 10_000, label: 'Statement' }),
        statedOn: f.date({ label: 'Stated on' }).optional(),
      },
      {
        label: 'Statements from outside',
        help: 'What an authority, a supplier or an imported inventory says. Never an approval.',
      },
    )
    .optional(),
} as const
