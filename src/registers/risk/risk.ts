import { defineRegister, everyone, f, humanise, many, one, stewards, workers } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { annexCRiskSources } from '../../standard/annexC.ts'
import { lifecycleStages, riskCatalogue, riskCategories, treatmentOptions } from '../../standard/riskManagement.ts'
import { riskLevels } from '../lists/levels.ts'
import { confidenceSteps, riskConsequence, riskLikelihood } from '../lists/scales.ts'
import { inherent, residual } from './riskLevel.ts'
import { missingRatings, needsActions, openActions, whyNeverAcceptable, whyNotCarried } from './treatment.ts'

const options = treatmentOptions.map(({ id, gist }) => ({ value: id, label: humanise(id), hint: gist }))
const sources = annexCRiskSources.map(({ id, title, gist }) => ({ value: id, label: title, hint: gist }))
const catalogue = riskCatalogue.map(({ id, title }) => ({ value: id, label: `${id} ${title}` }))
const deciders = ['owner', 'riskOwner', 'topManagement', ...stewards] as const

export const risk = defineRegister({
  name: 'risk',
  label: { one: 'Risk', many: 'Risks' },
  explain:
    'What could go wrong, or unexpectedly well, with AI: for the organisation, for single people and for society. Each risk is told as a story of cause, event and consequence, rated, treated until it is small enough or accepted by somebody with the authority, and looked at again.',
  refPrefix: 'RISK',
  area: 'risks',
  serves: ['iso42001:6.1.1', 'iso42001:6.1.2', 'iso42001:6.1.3', 'iso42001:8.2', 'iso42001:8.3'],
  fields: {
    title: f.text({ max: 250, search: 'high' }),
    type: f.choice(['risk', 'opportunity'], { help: 'An opportunity is something to be used, not reduced.' }),
    scenario: f.longText({ search: 'high', help: 'Cause, event and consequence in one story.' }).optional(),
    category: f.choice(riskCategories).optional(),
    source: f.choice(sources, { label: 'Risk source' }).optional(),
    catalogueId: f
      .choice(catalogue, { label: 'From the catalogue', help: 'The starter risk it was made from.' })
      .optional(),
    aimsWide: f
      .boolean({ label: 'Concerns the whole management system', help: 'Instead of single AI systems.' })
      .optional(),
    stage: f.choice(lifecycleStages, { label: 'Life cycle stage', help: 'Where it arises.' }).optional(),
    affected: f
      .choices([{ value: 'organization', label: 'Organisation' }, 'individuals', 'groups', 'society'], {
        label: 'Who bears it',
      })
      .optional(),
    linkedImpacts: f
      .list({ label: 'Impacts behind it', help: 'Which impacts of the linked assessments it comes from, one a line.' })
      .optional(),
    expectedBenefit: f
      .longText({ label: 'Expected benefit', help: 'For an opportunity: what is gained, by whom.' })
      .optional(),
    trigger: f
      .choice(
        [
          { value: 'interval', label: 'Planned interval' },
          { value: 'new_system', label: 'New system' },
          { value: 'change', label: 'Significant change' },
          'incident',
          { value: 'impact_assessment', label: 'Impact assessment' },
        ],
        { label: 'Why it was assessed' },
      )
      .optional(),

    consequenceOrganization: f
      .scale(riskConsequence('organization'), { label: 'Consequence for the organisation' })
      .optional(),
    consequenceIndividuals: f
      .scale(riskConsequence('individuals'), { label: 'Consequence for individuals' })
      .optional(),
    consequenceSociety: f.scale(riskConsequence('society'), { label: 'Consequence for society' }).optional(),
    likelihood: f.scale(riskLikelihood).optional(),
    confidence: f
      .choice(confidenceSteps, { help: 'How sure the estimate is; low raises the level by one.' })
      .optional(),
    ratingReason: f.longText({ label: 'What the rating rests on' }).optional(),
    assessedOn: f.date({ label: 'Assessed on' }).optional(),
    nextReviewOn: f.date({ label: 'Next review on' }).optional(),

    treatmentOption: f.choice(options, { label: 'Treatment' }).optional(),
    treatmentReason: f.longText({ label: 'Why this treatment' }).optional(),
    controlsChangedOn: f
      .date({ label: 'Controls changed on', help: 'When the controls this risk needs were last changed.' })
      .optional(),
    residualConsequence: f
      .scale(riskConsequence('individuals'), {
        label: 'Consequence after treatment',
        help: 'For whoever is hit hardest.',
      })
      .optional(),
    residualLikelihood: f.scale(riskLikelihood, { label: 'Likelihood after treatment' }).optional(),
    verificationResult: f
      .longText({ label: 'Verification', help: 'How it was checked that treatment works, and what came out.' })
      .optional(),
    verifiedOn: f.date({ label: 'Verified on' }).optional(),
    verifiedBy: f.text({ label: 'Verified by', help: 'Set when monitoring begins.', setByMove: true }).optional(),
  },
  links: {
    owner: one('person', { label: 'Risk owner', inverse: 'risksOwned', inverseLabel: 'Risks' }),
    treatmentOwner: one('person', {
      label: 'Treatment owner',
      inverse: 'risksTreated',
      inverseLabel: 'Risks to treat',
    }),
    systems: many('aiSystem', { label: 'AI systems', inverse: 'risks', inverseLabel: 'Risks' }),
    objectives: many('objective', { label: 'Objectives at stake', inverse: 'risks', inverseLabel: 'Risks' }),
    impactAssessments: many('impactAssessment', {
      label: 'Impact assessments',
      inverse: 'risks',
      inverseLabel: 'Risks',
    }),
    existingControls: many('controlDecision', {
      label: 'Controls already working',
      inverse: 'risksHeld',
      inverseLabel: 'Risks already held down',
    }),
    controls: many('controlDecision', {
      label: 'Controls needed',
      inverse: 'risks',
      inverseLabel: 'Risks it is needed for',
    }),
    criteria: one('riskCriteria', { label: 'Judged by', inverse: 'risks', inverseLabel: 'Risks judged' }),
    suppliers: many('supplier', { inverse: 'risks', inverseLabel: 'Risks' }),
  },
  computed: {
    inherentScore: { field: f.integer({ min: 1, max: 25, label: 'Score' }), from: (r) => inherent(r)?.score ?? null },
    inherentLevel: { field: f.choice(riskLevels, { label: 'Level' }), from: (r) => inherent(r)?.level ?? null },
    residualScore: {
      field: f.integer({ min: 1, max: 25, label: 'Score after treatment' }),
      from: (r) => residual(r)?.score ?? null,
    },
    residualLevel: {
      field: f.choice(riskLevels, { label: 'Level after treatment' }),
      from: (r) => residual(r)?.level ?? null,
    },
  },
  workflow: {
    initial: 'identified',
    states: {
      identified: 'draft',
      analysed: 'inReview',
      treatmentPlanned: 'due',
      inTreatment: 'due',
      monitored: 'inForce',
      accepted: 'conforms',
      closed: 'retired',
    },
    moves: {
      analyse: {
        label: 'Record as analysed',
        from: ['identified'],
        to: 'analysed',
        by: workers,
        needs: ['scenario', 'owner', 'affected', 'category', 'assessedOn'],
        unless: (r) => {
          const [missing] = missingRatings(r)
          return (
            (missing !== undefined && say`Fill in ${missing}.`) ||
            (r.aimsWide !== true &&
              r.systems.length === 0 &&
              say`Link the AI systems concerned, or say that it concerns the whole management system.`)
          )
        },
      },
      planTreatment: {
        label: 'Plan treatment',
        from: ['analysed', 'inTreatment', 'monitored'],
        to: 'treatmentPlanned',
        by: deciders,
        needs: ['treatmentOption', 'treatmentOwner'],
        looksAt: ['actions'],
        unless: (r, { related }) =>
          needsActions(r.treatmentOption) &&
          (related.actions ?? []).length === 0 &&
          say`Add at least one treatment action; this option promises a change.`,
      },
      startTreatment: {
        label: 'Start treatment',
        from: ['treatmentPlanned'],
        to: 'inTreatment',
        by: deciders,
        looksAt: ['treatmentPlans'],
        unless: (_r, { related }) =>
          !(related.treatmentPlans ?? []).some((plan) => plan.state === 'approved') &&
          say`Put this risk into a treatment plan and have the plan approved first.`,
      },
      monitor: {
        label: 'Treatment works, monitor',
        from: ['inTreatment'],
        to: 'monitored',
        by: deciders,
        needs: ['residualConsequence', 'residualLikelihood', 'verificationResult', 'nextReviewOn'],
        looksAt: ['actions', 'criteria', 'acceptances', 'systems'],
        sets: (r, { today, actor }) => ({ verifiedOn: r.verifiedOn ?? today, verifiedBy: actor.name }),
        unless: (r, { related, today }) => {
          const [open] = openActions(related.actions)
          return (
            (open !== undefined && say`Action ${open.ref} is not done; finish or drop it first.`) ||
            whyNeverAcceptable(r, related.systems) ||
            whyNotCarried(r, related, today)
          )
        },
      },
      monitorUntreated: {
        label: 'Small enough, monitor',
        from: ['analysed'],
        to: 'monitored',
        by: deciders,
        needs: ['nextReviewOn'],
        looksAt: ['criteria', 'acceptances', 'systems'],
        unless: (r, { related, today }) => whyNeverAcceptable(r, related.systems) || whyNotCarried(r, related, today),
      },
      accept: {
        label: 'Close treatment with acceptance',
        from: ['analysed', 'treatmentPlanned', 'inTreatment', 'monitored'],
        to: 'accepted',
        signs: 'I accept the remaining risk of',
        by: deciders,
        needs: ['nextReviewOn'],
        looksAt: ['acceptances', 'criteria', 'systems'],
        asksReason: true,
        unless: (r, { related, today }) => whyNeverAcceptable(r, related.systems) || whyNotCarried(r, related, today),
      },
      reassess: {
        from: ['treatmentPlanned', 'inTreatment', 'monitored', 'accepted'],
        to: 'analysed',
        by: workers,
        asksReason: true,
      },
      close: {
        from: ['identified', 'analysed', 'monitored', 'accepted'],
        to: 'closed',
        by: deciders,
        asksReason: true,
      },
      reopen: { from: ['closed'], to: 'identified', by: workers, asksReason: true },
    },
    frozen: ['closed'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'worse',
      ask: 'Is any risk rated worse after treatment than before?',
      fix: 'Correct the rating, or plan another treatment.',
      severity: 'minor',
      refs: ['iso42001:6.1.3'],
      failing: (r) =>
        r.state !== 'closed' &&
        r.residualScore !== null &&
        r.inherentScore !== null &&
        r.residualScore > r.inherentScore,
    },
    {
      id: 'staleAcceptance',
      ask: 'Does every accepted risk still stand as it was accepted?',
      fix: 'Have it accepted again at its present level, or treat it.',
      severity: 'major',
      refs: ['iso42001:6.1.3', 'iso42001:8.2'],
      looksAt: ['criteria', 'acceptances'],
      failing: (r, { related, today }) => r.state === 'accepted' && whyNotCarried(r, related, today) !== false,
    },
    {
      id: 'analysed',
      ask: 'Was every identified risk analysed?',
      fix: 'Rate it and record it as analysed, or close it with a reason.',
      severity: 'ofi',
      refs: ['iso42001:6.1.2'],
      failing: (r) => r.state === 'identified',
    },
  ],
  list: {
    columns: ['ref', 'title', 'inherentLevel', 'residualLevel', 'owner', 'state', 'nextReviewOn'],
    sort: '-inherentScore',
  },
  sections: [
    {
      title: 'What could happen',
      fields: [
        'title',
        'type',
        'scenario',
        'owner',
        'systems',
        'aimsWide',
        'affected',
        'category',
        'source',
        'stage',
        'objectives',
        'expectedBenefit',
      ],
    },
    {
      title: 'Where it comes from',
      fields: ['catalogueId', 'trigger', 'impactAssessments', 'linkedImpacts', 'suppliers'],
    },
    {
      title: 'Rating',
      help: 'The gravest consequence times the likelihood gives the score.',
      fields: [
        'consequenceOrganization',
        'consequenceIndividuals',
        'consequenceSociety',
        'likelihood',
        'confidence',
        'ratingReason',
        'existingControls',
        'criteria',
        'assessedOn',
        'nextReviewOn',
      ],
    },
    {
      title: 'Treatment',
      fields: ['treatmentOption', 'treatmentReason', 'treatmentOwner', 'controls', 'controlsChangedOn'],
    },
    {
      title: 'What is left',
      fields: ['residualConsequence', 'residualLikelihood', 'verificationResult', 'verifiedOn', 'verifiedBy'],
    },
  ],
  check: (r) =>
    r.assessedOn !== null && r.nextReviewOn !== null && r.nextReviewOn < r.assessedOn
      ? { nextReviewOn: 'The next review cannot lie before the assessment.' }
      : {},
  examples: [
    {
      title: 'Older applicants are ranked too low',
      type: 'risk',
      scenario:
        'Few applicants over 55 are in the training data, so the model rates their careers worse; they are read late or never and lose a fair chance.',
      category: 'fairness',
      source: 'C.3.4',
      catalogueId: 'AIR-008',
      stage: 'data_collection',
      affected: ['individuals', 'groups', 'organization'],
      trigger: 'impact_assessment',
      consequenceOrganization: 3,
      consequenceIndividuals: 4,
      consequenceSociety: 2,
      likelihood: 4,
      confidence: 'medium',
      ratingReason: 'Selection rate of people over 55 was 0.71 of the others in version 2.0.',
      assessedOn: '2026-01-19',
      nextReviewOn: '2027-01-19',
      treatmentOption: 'modify_likelihood',
      residualConsequence: 4,
      residualLikelihood: 2,
    },
    {
      title: 'Staff paste customer data into public chat tools',
      type: 'risk',
      scenario: 'Without an approved tool people use private accounts; customer data leaves the company.',
      category: 'security',
      catalogueId: 'AIR-044',
      aimsWide: true,
      affected: ['organization', 'individuals'],
      consequenceOrganization: 3,
      consequenceIndividuals: 2,
      consequenceSociety: 1,
      likelihood: 3,
      confidence: 'low',
    },
    {
      title: 'Shorter waiting times for customers',
      type: 'opportunity',
      expectedBenefit: 'Simple questions are answered at once, so people with difficult ones wait less.',
      aimsWide: true,
      treatmentOption: 'take',
    },
  ],
})
