import { defineRegister, everyone, f, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'
import { riskBands, riskManagementData } from '../standard/riskManagement.ts'
import { riskLevels } from './lists/levels.ts'

const bandsInWords = riskBands.map((band) => `${band.label} ${band.from} to ${band.to}`).join(', ')

/** Scores are turned into levels by one rule for all records, so criteria that say otherwise would mislead. */
const sameBands = (bands: readonly { level: string; from: number; to: number }[]): boolean =>
  bands.length === riskBands.length &&
  riskBands.every((band) => bands.some((b) => b.level === band.label && b.from === band.from && b.to === band.to))

const scaleRows = {
  step: f.integer({ min: 1, max: 5 }),
  label: f.text({ max: 100 }),
  meaning: f.text({ max: 1000, label: 'What it means here' }),
}

export const riskCriteria = defineRegister({
  name: 'riskCriteria',
  label: { one: 'Risk criteria', many: 'Risk criteria' },
  explain: `How the organisation judges AI risks: what each step of the scales means here, how much risk it carries without asking, what it never accepts, and who may accept the rest. Top management approves them. Levels follow from consequence times likelihood: ${bandsInWords}.`,
  refPrefix: 'CRIT',
  area: 'risks',
  serves: ['iso42001:6.1.1', 'iso42001:6.1.2'],
  fields: {
    title: f.text({ max: 250, search: 'high' }),
    appetite: f.choice(riskLevels, {
      label: 'Appetite',
      help: 'The highest level carried without treatment and without a decision.',
    }),
    likelihoodScale: f.rows(scaleRows, { label: 'Likelihood' }).optional(),
    consequenceScale: f
      .rows(
        {
          step: f.integer({ min: 1, max: 5 }),
          label: f.text({ max: 100 }),
          organization: f.text({ max: 1000, label: 'For the organisation' }),
          individuals: f.text({ max: 1000, label: 'For individuals' }),
          society: f.text({ max: 1000, label: 'For society' }),
        },
        { label: 'Consequence' },
      )
      .optional(),
    bands: f
      .rows(
        { level: f.choice(riskLevels), from: f.integer({ min: 1, max: 25 }), to: f.integer({ min: 1, max: 25 }) },
        { help: `Consequence times likelihood: ${bandsInWords}. ${riskManagementData.level_rule.override}.` },
      )
      .optional(),
    neverAcceptable: f
      .list({ label: 'Never acceptable', help: 'Risks that are avoided whatever the benefit, one a line.' })
      .optional(),
    authority: f
      .rows(
        { level: f.choice(riskLevels), who: f.text({ label: 'Who may accept' }) },
        {
          label: 'Authority to accept',
          help: 'Named here for people to read; the moves of an acceptance enforce the order owner, designated management, top management.',
        },
      )
      .optional(),
    acceptanceMonths: f.integer({ min: 1, max: 60, unit: 'months', label: 'An acceptance lasts' }).optional(),
    peopleAndSociety: f
      .longText({
        label: 'Effects on people and society',
        help: 'How harm to people weighs against harm to the organisation.',
      })
      .optional(),
    approvedOn: f.date({ label: 'Approved on', help: 'Set by the approval.', setByMove: true }).optional(),
    approvedBy: f.text({ label: 'Approved by', help: 'Set by the approval.', setByMove: true }).optional(),
  },
  links: { owner: one('person', { inverse: 'riskCriteriaOwned', inverseLabel: 'Risk criteria' }) },
  computed: {},
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', submitted: 'inReview', approved: 'inForce', replaced: 'retired' },
    moves: {
      submit: {
        from: ['draft'],
        to: 'submitted',
        by: stewards,
        needs: [
          'owner',
          'likelihoodScale',
          'consequenceScale',
          'bands',
          'neverAcceptable',
          'authority',
          'acceptanceMonths',
        ],
        unless: (r) =>
          !sameBands(r.bands ?? []) && say`Levels are worked out as ${bandsInWords}; make the bands say the same.`,
      },
      approve: {
        from: ['submitted'],
        to: 'approved',
        signs: 'I approve',
        by: ['topManagement'],
        sets: (_r, { today, actor }) => ({ approvedOn: today, approvedBy: actor.name }),
        unless: (r, { actor }) =>
          r.createdBy === actor.id && say`You wrote these criteria; ask another manager to approve them.`,
      },
      sendBack: { from: ['submitted'], to: 'draft', by: ['topManagement', ...stewards], asksReason: true },
      replace: {
        label: 'Replaced by newer criteria',
        from: ['approved'],
        to: 'replaced',
        by: stewards,
        asksReason: true,
      },
    },
    frozen: ['submitted', 'approved', 'replaced'],
  },
  can: { read: everyone, create: stewards, edit: stewards, archive: stewards },
  readiness: [
    {
      id: 'appetite',
      ask: 'Does the appetite leave something to decide?',
      fix: 'Lower the appetite in new criteria, so that high risks come before somebody.',
      severity: 'major',
      failing: (r) => r.state === 'approved' && (r.appetite === 'high' || r.appetite === 'critical'),
    },
  ],
  list: { columns: ['ref', 'title', 'appetite', 'owner', 'state', 'approvedOn', 'approvedBy'], sort: '-approvedOn' },
  sections: [
    { title: 'Criteria', fields: ['title', 'owner', 'appetite', 'neverAcceptable', 'peopleAndSociety'] },
    { title: 'Scales', fields: ['likelihoodScale', 'consequenceScale', 'bands'] },
    { title: 'Acceptance', fields: ['authority', 'acceptanceMonths', 'approvedOn', 'approvedBy'] },
  ],
  examples: [
    {
      title: 'Risk criteria for AI, 2026',
      appetite: 'low',
      likelihoodScale: riskManagementData.likelihood_scale.map((s) => ({
        step: s.value,
        label: s.label,
        meaning: s.frequency,
      })),
      consequenceScale: riskManagementData.consequence_scale.map((s) => ({
        step: s.value,
        label: s.label,
        organization: s.organization,
        individuals: s.individuals,
        society: s.society,
      })),
      bands: riskBands.map((band) => ({ level: band.label, from: band.from, to: band.to })),
      neverAcceptable: [...riskManagementData.default_appetite.never_acceptable],
      authority: riskBands.map((band) => ({
        level: band.label,
        who: riskManagementData.acceptance_authority[band.label],
      })),
      acceptanceMonths: riskManagementData.acceptance_validity_months,
      peopleAndSociety: 'The gravest consequence counts, whoever bears it; harm to people is not set off against gain.',
    },
    { title: 'Risk criteria, draft for 2027', appetite: 'low' },
  ],
})
