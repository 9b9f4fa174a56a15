import { defineRegister, everyone, f, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'
import { comparisons } from './lists/dataLists.ts'

export const dataQualityRequirement = defineRegister({
  name: 'dataQualityRequirement',
  label: { one: 'Data quality requirement', many: 'Data quality requirements' },
  explain:
    'What "good enough" means for a data set and its use: one measure, one threshold, and why that threshold. Results are held against it, so quality is a fact and not an opinion.',
  refPrefix: 'DQR',
  area: 'systems',
  serves: ['iso42001:A.7.4'],
  fields: {
    title: f.text({ max: 250, search: 'high', label: 'Requirement' }),
    measure: f.text({ max: 1000, help: 'What is counted or calculated, for example the share of empty birth years.' }),
    comparison: f.choice(comparisons, { label: 'The value must be' }),
    threshold: f.number(),
    unit: f.text({ max: 50 }).optional(),
    aspect: f
      .choice([
        'accuracy',
        'completeness',
        'consistency',
        'timeliness',
        'representativeness',
        'label_quality',
        'bias',
        'uniqueness',
        'other',
      ])
      .optional(),
    why: f.longText({ help: 'What goes wrong for people or for the system when it is missed.' }).optional(),
    method: f.longText({ help: 'How it is measured, so that another person gets the same value.' }).optional(),
  },
  links: {
    dataset: one('dataset', {
      required: true,
      label: 'Data set',
      inverse: 'qualityRequirements',
      inverseLabel: 'Quality requirements',
    }),
    owner: one('person', { inverse: 'dataQualityRequirements', inverseLabel: 'Data quality requirements' }),
  },
  computed: {},
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', inForce: 'inForce', retired: 'retired' },
    moves: {
      approve: {
        from: ['draft'],
        to: 'inForce',
        by: [...stewards, 'systemOwner'],
        needs: ['why', 'method', 'owner'],
        unless: (r, { actor }) =>
          r.createdBy === actor.id && say`You wrote this requirement; ask another person to approve it.`,
      },
      revise: { from: ['inForce'], to: 'draft', by: [...stewards, 'systemOwner', 'owner'], asksReason: true },
      retire: { from: ['draft', 'inForce'], to: 'retired', by: [...stewards, 'systemOwner'], asksReason: true },
    },
    frozen: ['inForce', 'retired'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'measured',
      ask: 'Was every requirement in force measured?',
      fix: 'Measure it and record the result.',
      severity: 'minor',
      looksAt: ['results'],
      failing: (r, { related }) => r.state === 'inForce' && (related.results ?? []).length === 0,
    },
  ],
  list: { columns: ['ref', 'title', 'dataset', 'comparison', 'threshold', 'owner', 'state'], sort: 'title' },
  examples: [
    {
      title: 'Few missing years of experience',
      measure: 'Share of applications without years of experience',
      comparison: 'atMost',
      threshold: 2,
      unit: '%',
      aspect: 'completeness',
      why: 'Missing years were read as zero and pushed career changers down.',
      method: 'Count of empty values divided by all rows, per data version.',
    },
    {
      title: 'Labels agree',
      measure: 'Agreement of two labellers (kappa)',
      comparison: 'atLeast',
      threshold: 0.8,
      aspect: 'label_quality',
    },
  ],
})
