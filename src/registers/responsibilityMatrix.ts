import { defineRegister, everyone, f, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

export const responsibilityMatrix = defineRegister({
  name: 'responsibilityMatrix',
  label: { one: 'Responsibility matrix', many: 'Responsibility matrices' },
  explain:
    'Who does what for an AI system that is not made by one party alone: testing, logging, reporting of incidents, information of users. Each duty has one party and the place in the contract where it was agreed, so that nobody thinks it is the other’s.',
  refPrefix: 'RM',
  area: 'systems',
  serves: ['iso42001:A.10.2'],
  fields: {
    title: f.text({ max: 250, search: 'high' }),
    duties: f
      .rows(
        {
          duty: f.text({ max: 1000, help: 'For example testing after a model change.' }),
          party: f.choice(['us', 'supplier', 'customer', 'partner']).optional(),
          who: f.text({ label: 'Person or team' }).optional(),
          clause: f.text({ max: 500, label: 'Contract clause' }).optional(),
        },
        { help: 'One row per duty over the whole life of the system.' },
      )
      .optional(),
    otherParties: f
      .list({ label: 'Other parties', help: 'Partners and customers that are not in the supplier register.' })
      .optional(),
    agreedOn: f
      .date({ label: 'Agreed on', help: 'Set when it is recorded as agreed, unless given before.' })
      .optional(),
    reviewBy: f.date({ label: 'Next review by' }).optional(),
  },
  links: {
    system: one('aiSystem', {
      required: true,
      label: 'AI system',
      inverse: 'responsibilityMatrices',
      inverseLabel: 'Responsibility matrices',
    }),
    supplier: one('supplier', { inverse: 'responsibilityMatrices', inverseLabel: 'Responsibility matrices' }),
    owner: one('person', { inverse: 'responsibilityMatrices', inverseLabel: 'Responsibility matrices' }),
  },
  computed: {},
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', agreed: 'inForce', ended: 'retired' },
    moves: {
      agree: {
        label: 'Record as agreed',
        from: ['draft'],
        to: 'agreed',
        by: [...stewards, 'systemOwner'],
        needs: ['owner', 'duties', 'reviewBy'],
        sets: (r, { today }) => ({ agreedOn: r.agreedOn ?? today }),
        unless: (r) => {
          const open = (r.duties ?? []).find((row) => row.party === null)
          return open !== undefined && say`Nobody has the duty "${open.duty}" yet; name the party.`
        },
      },
      revise: {
        from: ['agreed'],
        to: 'draft',
        by: [...stewards, 'systemOwner', 'owner'],
        asksReason: true,
        sets: () => ({ agreedOn: null }),
      },
      end: { from: ['draft', 'agreed'], to: 'ended', by: [...stewards, 'systemOwner', 'owner'], asksReason: true },
    },
    frozen: ['agreed', 'ended'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'reviewed',
      ask: 'Was every agreed matrix looked at again by its day?',
      fix: 'Revise it and set the next day.',
      severity: 'minor',
      failing: (r, { today }) => r.state === 'agreed' && r.reviewBy !== null && r.reviewBy < today,
    },
    {
      id: 'inContract',
      ask: 'Does every duty of a supplier stand in the contract?',
      fix: 'Name the clause, or have the contract changed.',
      severity: 'ofi',
      failing: (r) =>
        r.state === 'agreed' && (r.duties ?? []).some((row) => row.party === 'supplier' && row.clause === null),
    },
  ],
  list: { columns: ['ref', 'title', 'system', 'supplier', 'owner', 'state', 'reviewBy'], sort: 'title' },
  examples: [
    {
      title: 'Meeting summaries with Northlight Models',
      duties: [
        { duty: 'Notice 30 days before a model version is changed', party: 'supplier', who: null, clause: '7.2' },
        { duty: 'Test after a model change', party: 'us', who: 'Collaboration team', clause: null },
        { duty: 'Report of incidents within 72 hours', party: 'supplier', who: null, clause: '9.1' },
      ],
      reviewBy: '2027-05-31',
    },
    { title: 'Applicant ranking, base model' },
  ],
})
