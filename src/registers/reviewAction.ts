import { defineRegister, everyone, f, one, stewards } from '../model/index.ts'

export const reviewAction = defineRegister({
  name: 'reviewAction',
  label: { one: 'Review action', many: 'Review actions' },
  explain:
    'Work that follows from a decision of a management review: who does it, and by when. The next review begins by looking at which of these are done.',
  refPrefix: 'RA',
  area: 'audit',
  serves: ['iso42001:9.3.3', 'iso42001:9.3.2'],
  fields: {
    title: f.text({ max: 200, search: 'high', label: 'What shall be done' }),
    decision: f.text({ max: 3000, help: 'The decision it follows from, with its number in the minutes.' }).optional(),
    description: f.longText().optional(),
    dueOn: f.date().optional(),
    doneOn: f.date().optional(),
    doneBy: f.text({ setByMove: true }).optional(),
    result: f.longText({ label: 'What was done' }).optional(),
  },
  links: {
    review: one('managementReview', {
      inverse: 'actions',
      inverseLabel: 'Review actions',
      label: 'Management review',
      required: true,
    }),
    owner: one('person', { inverse: 'reviewActions', inverseLabel: 'Review actions' }),
  },
  computed: {},
  workflow: {
    initial: 'open',
    states: { open: 'due', done: 'conforms', dropped: 'retired' },
    moves: {
      finish: {
        label: 'Done',
        from: ['open'],
        to: 'done',
        by: [...stewards, 'topManagement', 'owner'],
        needs: ['owner', 'result'],
        sets: (r, { actor, today }) => ({ doneOn: r.doneOn ?? today, doneBy: actor.name }),
      },
      drop: { label: 'No longer wanted', from: ['open'], to: 'dropped', by: ['topManagement'], asksReason: true },
      reopen: {
        from: ['done', 'dropped'],
        to: 'open',
        by: [...stewards, 'topManagement'],
        asksReason: true,
        sets: () => ({ doneOn: null, doneBy: null }),
      },
    },
    frozen: ['done', 'dropped'],
  },
  can: {
    read: everyone,
    create: [...stewards, 'topManagement'],
    edit: [...stewards, 'topManagement', 'owner'],
    archive: stewards,
  },
  readiness: [
    {
      id: 'owned-and-dated',
      ask: 'Does every review action have an owner and a due day?',
      fix: 'Choose an owner and a day.',
      severity: 'minor',
      failing: (r) => r.state === 'open' && (r.owner === null || r.dueOn === null),
    },
  ],
  list: { columns: ['ref', 'title', 'review', 'owner', 'dueOn', 'doneOn', 'state'], sort: 'dueOn' },
  examples: [
    {
      title: 'Make the release step ask for an approved impact assessment',
      decision: 'D1: Releases of AI systems stop without an approved impact assessment.',
      dueOn: '2026-08-15',
    },
    { title: 'Bring the list of approved AI tools up to date', decision: 'D3', dueOn: '2026-07-31' },
  ],
})
