import { defineRegister, everyone, f, many, one, stewards } from '../model/index.ts'
import { insiders } from './lists/insiders.ts'

export const improvement = defineRegister({
  name: 'improvement',
  label: { one: 'Improvement', many: 'Improvements' },
  explain:
    'Ideas for doing better, from anybody: a simpler form, a better measure, a safer release. Each gets a decision with a reason, and when it was carried out, what came of it.',
  refPrefix: 'IMPR',
  area: 'audit',
  serves: ['iso42001:10.1'],
  fields: {
    title: f.text({ max: 200, search: 'high' }),
    idea: f.longText({ help: 'What could be better, and how.' }),
    source: f
      .choice([
        'staff',
        'audit',
        'incident',
        'concern',
        'customer',
        'measurement',
        { value: 'review', label: 'Management review' },
        'other',
      ])
      .optional(),
    benefit: f.longText({ label: 'What it would bring' }).optional(),
    effort: f.choice(['small', 'medium', 'large']).optional(),
    refs: f.standardRefs({ label: 'Clauses and controls' }).optional(),
    decision: f.longText({ label: 'Decision and reason' }).optional(),
    decidedOn: f.date({ setByMove: true }).optional(),
    decidedBy: f.text({ setByMove: true }).optional(),
    dueOn: f.date().optional(),
    doneOn: f.date().optional(),
    result: f.longText({ help: 'What got better, if possible in figures.' }).optional(),
  },
  links: {
    owner: one('person', { inverse: 'improvements', inverseLabel: 'Improvements' }),
    systems: many('aiSystem', { inverse: 'improvements', inverseLabel: 'Improvements', label: 'AI systems' }),
    finding: one('finding', { inverse: 'improvements', inverseLabel: 'Improvements' }),
    review: one('managementReview', {
      inverse: 'improvements',
      inverseLabel: 'Improvements',
      label: 'Management review',
      help: 'The review that looked at this idea.',
    }),
  },
  computed: {},
  workflow: {
    initial: 'proposed',
    states: { proposed: 'draft', accepted: 'due', done: 'conforms', refused: 'retired' },
    moves: {
      accept: {
        from: ['proposed'],
        to: 'accepted',
        by: [...stewards, 'topManagement'],
        needs: ['owner', 'decision'],
        sets: (_r, { actor, today }) => ({ decidedOn: today, decidedBy: actor.name }),
      },
      refuse: {
        label: 'Turn down',
        from: ['proposed', 'accepted'],
        to: 'refused',
        by: [...stewards, 'topManagement'],
        asksReason: true,
        sets: (_r, { actor, today }) => ({ decidedOn: today, decidedBy: actor.name }),
      },
      finish: {
        label: 'Done',
        from: ['accepted'],
        to: 'done',
        by: [...stewards, 'owner'],
        needs: ['result'],
        sets: (r, { today }) => ({ doneOn: r.doneOn ?? today }),
      },
      reopen: {
        from: ['done', 'refused'],
        to: 'proposed',
        by: stewards,
        asksReason: true,
        sets: () => ({ doneOn: null, decidedOn: null, decidedBy: null }),
      },
    },
    frozen: ['done', 'refused'],
  },
  can: { read: everyone, create: insiders, edit: [...stewards, 'owner', 'author'], archive: stewards },
  readiness: [
    {
      id: 'carried-out',
      ask: 'Is every accepted improvement carried out by its day?',
      fix: 'Finish it, set a new day, or turn it down with a reason.',
      severity: 'ofi',
      failing: (r, { today }) => r.state === 'accepted' && r.dueOn !== null && r.dueOn < today,
    },
  ],
  list: { columns: ['ref', 'title', 'source', 'owner', 'dueOn', 'doneOn', 'state'], sort: '-decidedOn' },
  sections: [
    { title: 'Idea', fields: ['title', 'idea', 'source', 'benefit', 'effort', 'refs', 'systems', 'finding', 'review'] },
    { title: 'Decision', fields: ['decision', 'decidedOn', 'decidedBy', 'owner', 'dueOn'] },
    { title: 'Result', fields: ['doneOn', 'result'] },
  ],
  examples: [
    {
      title: 'Shorter intake form for small AI tools',
      idea: 'Ask six questions instead of twenty when a tool only drafts text that a person checks.',
      source: 'staff',
      benefit: 'People register tools instead of hiding them.',
      effort: 'small',
    },
    {
      title: 'Show error rates by group on the monitoring page',
      idea: 'Add the two groups from the impact assessment to the weekly figures.',
      source: 'audit',
      effort: 'medium',
      dueOn: '2026-10-30',
    },
  ],
})
