import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

export const walkthrough = defineRegister({
  name: 'walkthrough',
  label: { one: 'Walkthrough', many: 'Walkthroughs' },
  explain:
    'A guided tour for the auditor: one process or AI system from beginning to end, step by step, with what is shown at each step and who shows it. Rehearse it before the audit, so that people find things in minutes.',
  refPrefix: 'WALK',
  area: 'audit',
  serves: ['iso42001:9.2.2', 'iso42001:8.1'],
  fields: {
    title: f.text({ max: 200, search: 'high' }),
    process: f.text({ help: 'The process that is shown, for example "from idea to release".' }).optional(),
    refs: f.standardRefs({ label: 'Clauses and controls shown' }).optional(),
    steps: f
      .rows(
        {
          step: f.text(),
          show: f.text({ max: 1000, label: 'What is shown' }),
          whereToFind: f.text({ max: 500 }).optional(),
          who: f.text({ label: 'Who shows it' }).optional(),
        },
        { help: 'In the order of the tour.' },
      )
      .optional(),
    sampleCase: f
      .text({
        max: 500,
        help: 'The real case that is followed, for example one change or one applicant, without names.',
      })
      .optional(),
    plannedOn: f.date().optional(),
    rehearsedOn: f.date().optional(),
    rehearsalNotes: f.longText({ help: 'What went well, what was not found, what was fixed.' }).optional(),
    doneOn: f.date({ label: 'Shown to the auditor on' }).optional(),
    outcome: f.longText({ help: 'What the auditor asked and said.' }).optional(),
  },
  links: {
    audit: one('audit', { inverse: 'walkthroughs', inverseLabel: 'Walkthroughs' }),
    cycle: one('certificationCycle', {
      inverse: 'walkthroughs',
      inverseLabel: 'Walkthroughs',
      label: 'Certification cycle',
    }),
    system: one('aiSystem', { inverse: 'walkthroughs', inverseLabel: 'Walkthroughs', label: 'AI system' }),
    owner: one('person', { inverse: 'walkthroughs', inverseLabel: 'Walkthroughs guided', label: 'Guide' }),
    documents: many('document', { inverse: 'walkthroughs', inverseLabel: 'Walkthroughs' }),
    evidence: many('evidence', { inverse: 'walkthroughs', inverseLabel: 'Walkthroughs', label: 'Evidence to show' }),
  },
  computed: {},
  workflow: {
    initial: 'planned',
    states: { planned: 'draft', rehearsed: 'inReview', done: 'conforms', cancelled: 'retired' },
    moves: {
      rehearse: {
        label: 'Rehearsed',
        from: ['planned'],
        to: 'rehearsed',
        by: [...workers, 'internalAuditor', 'owner'],
        needs: ['owner', 'steps', 'rehearsalNotes'],
        sets: (r, { today }) => ({ rehearsedOn: r.rehearsedOn ?? today }),
        unless: (r) => r.process === null && r.system === null && say`Say which process or AI system is shown.`,
      },
      finish: {
        label: 'Shown to the auditor',
        from: ['rehearsed'],
        to: 'done',
        by: [...stewards, 'internalAuditor', 'owner'],
        sets: (r, { today }) => ({ doneOn: r.doneOn ?? today }),
      },
      again: {
        label: 'Rehearse again',
        from: ['rehearsed', 'done', 'cancelled'],
        to: 'planned',
        by: [...stewards, 'internalAuditor', 'owner'],
        sets: () => ({ rehearsedOn: null, doneOn: null }),
      },
      cancel: {
        from: ['planned', 'rehearsed'],
        to: 'cancelled',
        by: [...stewards, 'internalAuditor'],
        asksReason: true,
      },
    },
  },
  can: {
    read: everyone,
    create: [...stewards, 'systemOwner', 'internalAuditor'],
    edit: [...stewards, 'internalAuditor', 'owner', 'author'],
    archive: stewards,
  },
  readiness: [
    {
      id: 'rehearsed-in-time',
      ask: 'Is every walkthrough rehearsed before its day?',
      fix: 'Rehearse it with the guide and write down what was not found.',
      severity: 'ofi',
      failing: (r, { today }) => r.state === 'planned' && r.plannedOn !== null && r.plannedOn <= today,
    },
  ],
  list: { columns: ['ref', 'title', 'system', 'owner', 'plannedOn', 'rehearsedOn', 'state'], sort: 'plannedOn' },
  sections: [
    { title: 'Tour', fields: ['title', 'process', 'system', 'refs', 'audit', 'cycle', 'owner', 'plannedOn'] },
    { title: 'Steps', fields: ['sampleCase', 'steps', 'documents', 'evidence'] },
    { title: 'Rehearsal and audit', fields: ['rehearsedOn', 'rehearsalNotes', 'doneOn', 'outcome'] },
  ],
  examples: [
    {
      title: 'Loan pre-check, from request to retirement plan',
      process: 'Life cycle of an AI system',
      refs: ['iso42001:A.6.2.2', 'iso42001:A.6.2.4', 'iso42001:A.6.2.6'],
      steps: [
        {
          step: 'Why it exists',
          show: 'Intended use and impact assessment',
          whereToFind: 'AIS-1, IA-6',
          who: 'Product owner',
        },
        {
          step: 'How it was tested',
          show: 'Validation report with error rates by group',
          whereToFind: 'VAL-9',
          who: 'Data scientist',
        },
        {
          step: 'How it is watched',
          show: 'One alert and what followed',
          whereToFind: 'ALRT-3',
          who: 'Platform engineer',
        },
      ],
      plannedOn: '2026-11-10',
    },
    { title: 'How a concern is handled', process: 'Reporting of concerns', plannedOn: '2026-11-09' },
  ],
})
