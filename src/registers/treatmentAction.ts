import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

export const treatmentAction = defineRegister({
  name: 'treatmentAction',
  label: { one: 'Treatment action', many: 'Treatment actions' },
  explain:
    'One thing somebody does to make a risk smaller, or to meet a condition of an impact assessment: what, by whom, by when, through which control, and afterwards whether it worked.',
  refPrefix: 'TA',
  area: 'risks',
  serves: ['iso42001:6.1.3', 'iso42001:8.3', 'iso42001:6.1.1'],
  fields: {
    title: f.text({ max: 250, search: 'high', label: 'Action' }),
    dueOn: f.date({ label: 'Due on' }),
    description: f.longText().optional(),
    resources: f.text({ max: 1000, help: 'People, money, tools it takes.' }).optional(),
    expectedEffect: f
      .longText({ label: 'Expected effect', help: 'What becomes less likely or less grave, and by how much.' })
      .optional(),
    doneOn: f.date({ label: 'Done on', help: 'Set when it is recorded as done, unless given before.' }).optional(),
    verification: f.longText({ help: 'How it was checked that the action works, and what came out.' }).optional(),
    effective: f.boolean({ help: 'Did it work?', setByMove: true }).optional(),
    verifiedOn: f.date({ label: 'Verified on' }).optional(),
    verifiedBy: f.text({ label: 'Verified by', help: 'Set by the verification.', setByMove: true }).optional(),
  },
  links: {
    risk: one('risk', { inverse: 'actions', inverseLabel: 'Treatment actions' }),
    impactAssessment: one('impactAssessment', {
      label: 'Impact assessment',
      inverse: 'actions',
      inverseLabel: 'Actions',
    }),
    controls: many('controlDecision', { inverse: 'treatmentActions', inverseLabel: 'Treatment actions' }),
    owner: one('person', { inverse: 'treatmentActions', inverseLabel: 'Treatment actions' }),
  },
  computed: {},
  workflow: {
    initial: 'planned',
    states: {
      planned: 'draft',
      started: 'due',
      done: 'inReview',
      verified: 'conforms',
      ineffective: 'major',
      dropped: 'retired',
    },
    moves: {
      start: {
        from: ['planned', 'ineffective'],
        to: 'started',
        by: workers,
        needs: ['owner'],
        sets: () => ({ doneOn: null }),
      },
      finish: {
        from: ['planned', 'started'],
        to: 'done',
        by: ['owner', 'riskOwner', 'systemOwner', ...stewards],
        needs: ['owner'],
        sets: (r, { today }) => ({ doneOn: r.doneOn ?? today }),
      },
      verify: {
        label: 'Confirm that it works',
        from: ['done'],
        to: 'verified',
        by: ['riskOwner', 'systemOwner', ...stewards],
        needs: ['verification'],
        sets: (r, { today, actor }) => ({ effective: true, verifiedOn: r.verifiedOn ?? today, verifiedBy: actor.name }),
        unless: (r, { actor }) =>
          r.owner !== null &&
          r.owner === actor.person &&
          say`You carried this action out; ask another person to confirm that it works.`,
      },
      findIneffective: {
        label: 'Record that it does not work',
        from: ['done'],
        to: 'ineffective',
        by: ['owner', 'riskOwner', 'systemOwner', ...stewards],
        needs: ['verification'],
        asksReason: true,
        sets: (r, { today, actor }) => ({
          effective: false,
          verifiedOn: r.verifiedOn ?? today,
          verifiedBy: actor.name,
        }),
      },
      drop: {
        from: ['planned', 'started', 'ineffective'],
        to: 'dropped',
        by: ['riskOwner', 'systemOwner', ...stewards],
        asksReason: true,
      },
    },
    frozen: ['verified', 'dropped'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'purpose',
      ask: 'Does every action belong to a risk or an impact assessment?',
      fix: 'Link the risk or the impact assessment it serves.',
      severity: 'ofi',
      failing: (r) => r.state !== 'dropped' && r.risk === null && r.impactAssessment === null,
    },
    {
      id: 'ineffective',
      ask: 'Was every action that did not work taken up again?',
      fix: 'Start it again in another way, or drop it and plan a different action.',
      severity: 'major',
      failing: (r) => r.state === 'ineffective',
    },
  ],
  list: { columns: ['ref', 'title', 'risk', 'owner', 'dueOn', 'state', 'doneOn'], sort: 'dueOn' },
  sections: [
    {
      title: 'Action',
      fields: [
        'title',
        'risk',
        'impactAssessment',
        'owner',
        'dueOn',
        'description',
        'controls',
        'resources',
        'expectedEffect',
      ],
    },
    { title: 'Result', fields: ['doneOn', 'verification', 'effective', 'verifiedOn', 'verifiedBy'] },
  ],
  examples: [
    {
      title: 'Test selection rates per age group before each release',
      dueOn: '2026-02-27',
      expectedEffect: 'Uneven errors are found before people feel them; likelihood from 4 to 2.',
      resources: 'Five days of the data team',
    },
    { title: 'Train recruiters on over-trust', dueOn: '2027-01-31' },
  ],
})
