import { defineRegister, everyone, f, one, stewards, workers } from '../model/index.ts'

export const customerCommitment = defineRegister({
  name: 'customerCommitment',
  label: { one: 'Customer commitment', many: 'Customer commitments' },
  explain:
    'What a customer who uses one of our AI systems needs and was promised, what the customer has to do in return, and which information was handed over. It keeps promises and duties apart from what people remember.',
  refPrefix: 'CC',
  area: 'systems',
  serves: ['iso42001:A.10.4'],
  fields: {
    title: f.text({ max: 250, search: 'high', label: 'Customer', help: 'A customer, or a group with the same terms.' }),
    needs: f.longText({ label: 'Needs and expectations' }).optional(),
    promised: f.longText({ label: 'What was promised', search: 'high' }).optional(),
    customerDuties: f
      .longText({ label: 'What the customer must do', help: 'For example human review, notice to its users.' })
      .optional(),
    informationGiven: f
      .longText({ label: 'Information handed over', help: 'Intended use, limits, results of tests, changes.' })
      .optional(),
    informedOn: f
      .date({ label: 'Informed on', help: 'Set when it is recorded as given, unless given before.' })
      .optional(),
    contractReference: f.text({ max: 500, label: 'Contract' }).optional(),
    feedbackRoute: f.text({ max: 1000, label: 'Where the customer reports problems' }).optional(),
    reviewBy: f.date({ label: 'Next review by' }).optional(),
  },
  links: {
    system: one('aiSystem', {
      required: true,
      label: 'AI system',
      inverse: 'customerCommitments',
      inverseLabel: 'Customer commitments',
    }),
    owner: one('person', { inverse: 'customerCommitments', inverseLabel: 'Customer commitments' }),
  },
  computed: {},
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', inForce: 'inForce', ended: 'retired' },
    moves: {
      give: {
        label: 'Record as agreed and informed',
        from: ['draft'],
        to: 'inForce',
        by: [...stewards, 'systemOwner', 'owner'],
        needs: ['owner', 'promised', 'customerDuties', 'informationGiven', 'feedbackRoute'],
        sets: (r, { today }) => ({ informedOn: r.informedOn ?? today }),
      },
      revise: {
        from: ['inForce'],
        to: 'draft',
        by: [...stewards, 'systemOwner', 'owner'],
        asksReason: true,
        sets: () => ({ informedOn: null }),
      },
      end: { from: ['draft', 'inForce'], to: 'ended', by: [...stewards, 'systemOwner', 'owner'], asksReason: true },
    },
    frozen: ['inForce', 'ended'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'informedSinceRelease',
      ask: 'Were customers informed since the last release?',
      fix: 'Tell the customer what changed, and record it.',
      severity: 'minor',
      looksAt: ['system'],
      failing: (r, { related }) => {
        const deployedOn = related.system?.[0]?.deployedOn
        return (
          r.state === 'inForce' && r.informedOn !== null && typeof deployedOn === 'string' && r.informedOn < deployedOn
        )
      },
    },
    {
      id: 'reviewed',
      ask: 'Was every commitment looked at again by its day?',
      fix: 'Revise it and set the next day.',
      severity: 'ofi',
      failing: (r, { today }) => r.state === 'inForce' && r.reviewBy !== null && r.reviewBy < today,
    },
  ],
  list: { columns: ['ref', 'title', 'system', 'owner', 'state', 'informedOn', 'reviewBy'], sort: 'title' },
  sections: [
    { title: 'Customer', fields: ['title', 'system', 'owner', 'needs', 'contractReference'] },
    { title: 'Promises and duties', fields: ['promised', 'customerDuties'] },
    { title: 'Information', fields: ['informationGiven', 'informedOn', 'feedbackRoute', 'reviewBy'] },
  ],
  examples: [
    {
      title: 'Retail customers of the demand forecast',
      needs: 'Know how far ahead the forecast can be trusted.',
      promised: 'Error below 12 % a week ahead; notice 14 days before a new version.',
      customerDuties: 'A buyer confirms orders above 5,000 EUR; master data is kept current.',
      informationGiven: 'User guide 3.2, test report of version 3.2, list of limits.',
      feedbackRoute: 'support@forecast.example.org',
      reviewBy: '2027-02-28',
    },
    { title: 'Pilot customer, draft terms' },
  ],
})
