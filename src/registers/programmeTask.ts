import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

export const programmeTask = defineRegister({
  name: 'programmeTask',
  label: { one: 'Task', many: 'Tasks' },
  explain:
    'Work to be done on the way to certification and after it: who does it, when, with how much effort, and what must be finished before. Together the tasks make the roadmap. Finishing a task does not make a requirement met; that is read from the records themselves.',
  refPrefix: 'TASK',
  area: 'programme',
  serves: ['iso42001:4.4', 'iso42001:7.1'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true, label: 'Task' }),
    phase: f
      .choice(
        [
          { value: 'prepare', label: 'Prepare' },
          { value: 'implement', label: 'Implement' },
          { value: 'ready', label: 'Get ready' },
          { value: 'audit', label: 'Be audited' },
          { value: 'improve', label: 'Improve' },
        ],
        { sortable: true },
      )
      .optional(),
    step: f.text({ max: 80, filterable: true, help: 'Step of the programme this task belongs to.' }).optional(),
    description: f.longText({ help: 'What has to be there when the task is done.' }).optional(),
    standardRefs: f.standardRefs({ label: 'Clauses and controls' }).optional(),
    startOn: f.date({ label: 'Starts on' }).optional(),
    dueOn: f.date({ label: 'Due on' }).optional(),
    effortDays: f.number({ min: 0, max: 10_000, unit: 'days', label: 'Effort' }).optional(),
    cost: f.number({ min: 0, help: 'Outside cost, in the currency of the organisation.' }).optional(),
    effortSpentDays: f.number({ min: 0, max: 10_000, unit: 'days', label: 'Effort spent' }).optional(),
    costSpent: f.number({ min: 0 }).optional(),
    doneOn: f.date({ help: 'Set when finished.' }).optional(),
  },
  links: {
    owner: one('person', { inverse: 'tasksOwned', inverseLabel: 'Tasks', label: 'Done by' }),
    dependsOn: many('programmeTask', { inverse: 'blocks', inverseLabel: 'Waiting for this', label: 'Waits for' }),
    unit: one('organisationalUnit', { inverse: 'tasks', inverseLabel: 'Tasks' }),
  },
  computed: {},
  workflow: {
    initial: 'open',
    states: { open: 'draft', inProgress: 'due', done: 'conforms', dropped: 'retired' },
    moves: {
      start: { from: ['open'], to: 'inProgress', by: [...workers, 'owner'] },
      finish: {
        from: ['open', 'inProgress'],
        to: 'done',
        by: [...stewards, 'topManagement', 'owner', 'author'],
        looksAt: ['dependsOn'],
        unless: (_r, { related }) => {
          const waiting = (related.dependsOn ?? []).filter((t) => t.state !== 'done' && t.state !== 'dropped')
          return (
            waiting.length > 0 && say`Finish ${waiting.map((t) => t.ref).join(', ')} first, or remove the dependency.`
          )
        },
        sets: (r, { today }) => ({ doneOn: r.doneOn ?? today }),
      },
      reopen: { from: ['done', 'dropped'], to: 'open', by: [...stewards, 'owner'], sets: () => ({ doneOn: null }) },
      drop: { from: ['open', 'inProgress'], to: 'dropped', by: [...stewards, 'topManagement'], asksReason: true },
    },
  },
  can: { read: everyone, create: workers, edit: [...stewards, 'topManagement', 'owner', 'author'], archive: stewards },
  readiness: [
    {
      id: 'inTime',
      ask: 'Are tasks of the programme done in time?',
      fix: 'Finish the task, or plan a new date.',
      severity: 'ofi',
      failing: (r, { today }) =>
        (r.state === 'open' || r.state === 'inProgress') && r.dueOn !== null && r.dueOn < today,
    },
    {
      id: 'owned',
      ask: 'Does every task have somebody who does it?',
      fix: 'Choose who does it.',
      severity: 'ofi',
      failing: (r) => (r.state === 'open' || r.state === 'inProgress') && r.owner === null,
    },
  ],
  check: (r) => ({
    ...(r.startOn !== null && r.dueOn !== null && r.dueOn < r.startOn
      ? { dueOn: 'The due date lies before the start.' }
      : {}),
    ...(r.dependsOn.includes(r.id) ? { dependsOn: 'A task cannot wait for itself.' } : {}),
  }),
  list: { columns: ['ref', 'title', 'phase', 'owner', 'startOn', 'dueOn', 'state'], sort: 'dueOn' },
  sections: [
    { title: 'Task', fields: ['title', 'phase', 'step', 'description', 'standardRefs', 'owner', 'unit'] },
    { title: 'Plan', fields: ['startOn', 'dueOn', 'effortDays', 'cost', 'dependsOn'] },
    { title: 'Done', fields: ['effortSpentDays', 'costSpent', 'doneOn'] },
  ],
  examples: [
    {
      title: 'Write the scope statement',
      phase: 'prepare',
      description: 'A scope that top management can approve.',
      standardRefs: ['iso42001:4.3'],
      startOn: '2026-02-02',
      dueOn: '2026-02-20',
      effortDays: 4,
    },
    { title: 'Train internal auditors', phase: 'implement', dueOn: '2026-06-30', effortDays: 6, cost: 3200 },
  ],
})
