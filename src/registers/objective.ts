import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

export const objective = defineRegister({
  name: 'objective',
  label: { one: 'AI objective', many: 'AI objectives' },
  explain:
    'What the organisation wants to reach with responsible AI, in a way that can be measured: for the management system as a whole, for how AI is developed, or for how it is used. Each objective has a plan: what is done, with what, by whom, until when, and how you will know.',
  refPrefix: 'OBJ',
  area: 'programme',
  serves: ['iso42001:6.2', 'iso42001:A.6.1.2', 'iso42001:A.9.3'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true, label: 'Objective' }),
    kind: f.choice([
      { value: 'aims', label: 'Management system' },
      { value: 'development', label: 'Responsible development' },
      { value: 'use', label: 'Responsible use' },
    ]),
    description: f.longText({ help: 'What will be different when it is reached.' }).optional(),
    target: f.text({ help: 'The value or state to reach, for example "false refusals below 2 %".' }).optional(),
    baseline: f.text({ label: 'Where we start' }).optional(),
    plan: f.longText({ help: 'What will be done to get there.' }).optional(),
    resources: f.text({ max: 1000, help: 'People, money, tools, data, computing.' }).optional(),
    startOn: f.date().optional(),
    dueOn: f.date({ label: 'Reached by' }).optional(),
    evaluationMethod: f
      .longText({ label: 'How it is judged', help: 'How and by whom you will decide whether it was reached.' })
      .optional(),
    policyLink: f
      .text({
        max: 500,
        label: 'Statement of the AI policy',
        help: 'Which commitment or principle of the policy it serves.',
      })
      .optional(),
    requirements: f
      .list({
        label: 'Requirements derived',
        help: 'System requirements that follow from it, one a line, by number or in words.',
      })
      .optional(),
    result: f.longText({ help: 'What was reached, when it ended.' }).optional(),
    communicatedOn: f.date({ help: 'When those concerned were told.' }).optional(),
    approvedOn: f.date({ help: 'Set by the approval.', setByMove: true }).optional(),
    approvedBy: f.text({ help: 'Set by the approval.', setByMove: true }).optional(),
  },
  links: {
    owner: one('person', { inverse: 'objectivesOwned', inverseLabel: 'AI objectives' }),
    metric: one('metric', {
      inverse: 'objectives',
      inverseLabel: 'AI objectives',
      help: 'The measure that shows progress.',
    }),
    systems: many('aiSystem', { inverse: 'objectives', inverseLabel: 'AI objectives', label: 'AI systems concerned' }),
    unit: one('organisationalUnit', { inverse: 'objectives', inverseLabel: 'AI objectives' }),
    tests: many('validation', {
      inverse: 'objectives',
      inverseLabel: 'Objectives tested',
      help: 'Validations that show a development objective is met.',
    }),
  },
  computed: {},
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', active: 'inForce', achieved: 'conforms', missed: 'minor', dropped: 'retired' },
    frozen: ['achieved', 'missed', 'dropped'],
    moves: {
      activate: {
        label: 'Approve',
        from: ['draft'],
        to: 'active',
        by: ['topManagement', 'aimsLead'],
        needs: ['owner', 'metric', 'target', 'dueOn', 'evaluationMethod'],
        unless: (r, { actor }) =>
          r.createdBy === actor.id && say`You wrote this objective; another person approves it.`,
        sets: (_r, { actor, today }) => ({ approvedOn: today, approvedBy: actor.name }),
      },
      revise: { from: ['active'], to: 'draft', by: stewards, asksReason: true },
      achieve: {
        label: 'Reached',
        from: ['active'],
        to: 'achieved',
        by: ['topManagement', ...stewards],
        needs: ['result'],
      },
      miss: {
        label: 'Not reached',
        from: ['active'],
        to: 'missed',
        by: ['topManagement', ...stewards],
        needs: ['result'],
        asksReason: true,
      },
      drop: { from: ['draft', 'active'], to: 'dropped', by: ['topManagement', ...stewards], asksReason: true },
    },
  },
  can: { read: everyone, create: workers, edit: [...stewards, 'topManagement', 'owner', 'author'], archive: stewards },
  readiness: [
    {
      id: 'overdue',
      ask: 'Is every active objective still within its date?',
      fix: 'Record the result, or revise the plan.',
      severity: 'minor',
      failing: (r, { today }) => r.state === 'active' && r.dueOn !== null && r.dueOn < today,
    },
    {
      id: 'communicated',
      ask: 'Were those concerned told about every active objective?',
      fix: 'Tell them and record the day.',
      severity: 'minor',
      failing: (r) => r.state === 'active' && r.communicatedOn === null,
    },
    {
      id: 'servesPolicy',
      ask: 'Does every active objective serve a statement of the AI policy?',
      fix: 'Name the commitment or principle it serves.',
      severity: 'ofi',
      failing: (r) => r.state === 'active' && r.policyLink === null,
    },
  ],
  check: (r) =>
    r.startOn !== null && r.dueOn !== null && r.dueOn < r.startOn ? { dueOn: 'The end lies before the start.' } : {},
  list: { columns: ['ref', 'title', 'kind', 'metric', 'owner', 'dueOn', 'state'], sort: 'title' },
  sections: [
    { title: 'Objective', fields: ['title', 'kind', 'description', 'policyLink', 'owner', 'unit', 'systems'] },
    { title: 'Measure', fields: ['metric', 'baseline', 'target', 'evaluationMethod'] },
    { title: 'Plan', fields: ['plan', 'resources', 'startOn', 'dueOn', 'communicatedOn'] },
    {
      title: 'Requirements and tests',
      help: 'For development objectives: what the objective demands of a system, and what shows it is met.',
      fields: ['requirements', 'tests'],
    },
    { title: 'Approval and result', fields: ['approvedOn', 'approvedBy', 'result'] },
  ],
  examples: [
    {
      title: 'Fewer wrong refusals in loan pre-check',
      kind: 'development',
      description: 'Applicants who would repay are rarely refused, whatever their age.',
      target: 'False refusals below 2 % in each age band',
      baseline: '3.4 % in 2025',
      plan: 'New training data for people under 25; test per age band in each release.',
      resources: '20 days data science, 6,000 EUR data purchase',
      dueOn: '2027-06-30',
      evaluationMethod: 'Quarterly back-test by the validator.',
      requirements: ['REQ-12 error rate per age band'],
    },
    {
      title: 'All staff in scope have passed the AI principles course',
      kind: 'aims',
      target: '100 % within 60 days of joining',
      dueOn: '2027-01-31',
    },
  ],
})
