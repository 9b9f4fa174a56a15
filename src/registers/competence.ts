import { defineRegister, everyone, f, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

export const competence = defineRegister({
  name: 'competence',
  label: { one: 'Competence', many: 'Competences' },
  explain:
    'Proof that a person can do what their role asks: a degree, a course, years of practice, a test. It says how long the proof holds, and where something is missing, what is done about it and whether that helped.',
  refPrefix: 'COMP',
  area: 'documents',
  serves: ['iso42001:7.2', 'iso42001:A.4.6'],
  fields: {
    title: f.text({
      max: 200,
      search: 'high',
      sortable: true,
      label: 'Competence',
      help: 'For example "Model validation".',
    }),
    basis: f.choice(['education', 'training', 'experience', 'test'], { label: 'Shown by' }).optional(),
    evidence: f.longText({ help: 'What shows it: certificate, project, years, result of a test.' }).optional(),
    files: f.files().optional(),
    obtainedOn: f.date().optional(),
    validUntil: f.date({ help: 'After this day the proof must be renewed.' }).optional(),
    gap: f.longText({ help: 'What the role needs and the person cannot do yet.' }).optional(),
    gapAction: f.longText({ label: 'Action on the gap', help: 'Training, mentoring, moving work, hiring.' }).optional(),
    gapActionDueOn: f.date().optional(),
    gapClosedOn: f.date().optional(),
    actionEffect: f.longText({ label: 'Did the action help?', help: 'How you judged it, and the result.' }).optional(),
    confirmedBy: f.text({ help: 'Set by the confirmation.', setByMove: true }).optional(),
    confirmedOn: f.date({ help: 'Set by the confirmation.', setByMove: true }).optional(),
  },
  links: {
    person: one('person', { inverse: 'competences', inverseLabel: 'Competences', required: true }),
    role: one('aimsRole', { inverse: 'competences', inverseLabel: 'Competences shown' }),
  },
  computed: {},
  workflow: {
    initial: 'claimed',
    states: { claimed: 'draft', confirmed: 'inForce', gap: { tone: 'due', label: 'Gap' }, withdrawn: 'retired' },
    frozen: ['withdrawn'],
    moves: {
      confirm: {
        from: ['claimed', 'gap'],
        to: 'confirmed',
        by: ['topManagement', ...stewards],
        needs: ['role', 'evidence', 'validUntil'],
        unless: (r, { actor }) =>
          actor.person !== null &&
          r.person === actor.person &&
          say`Nobody confirms their own competence; ask another person.`,
        sets: (_r, { actor, today }) => ({ confirmedBy: actor.name, confirmedOn: today }),
      },
      noteGap: {
        from: ['claimed', 'confirmed'],
        to: 'gap',
        by: ['topManagement', ...stewards],
        needs: ['gap', 'gapAction', 'gapActionDueOn'],
      },
      withdraw: { from: ['claimed', 'confirmed', 'gap'], to: 'withdrawn', by: stewards, asksReason: true },
    },
  },
  can: { read: everyone, create: workers, edit: [...stewards, 'author'], archive: stewards },
  readiness: [
    {
      id: 'gapOverdue',
      ask: 'Are actions on competence gaps done in time?',
      fix: 'Finish the action, or plan it anew with a reason.',
      severity: 'minor',
      failing: (r, { today }) =>
        r.state === 'gap' && r.gapClosedOn === null && r.gapActionDueOn !== null && r.gapActionDueOn < today,
    },
    {
      id: 'effectJudged',
      ask: 'Was it judged whether each action on a gap helped?',
      fix: 'Write how you checked it and what came out.',
      severity: 'minor',
      failing: (r) => r.state !== 'withdrawn' && r.gapClosedOn !== null && r.actionEffect === null,
    },
  ],
  list: { columns: ['ref', 'title', 'person', 'role', 'basis', 'validUntil', 'state'], sort: 'title' },
  sections: [
    {
      title: 'Competence',
      fields: ['title', 'person', 'role', 'basis', 'evidence', 'files', 'obtainedOn', 'validUntil'],
    },
    { title: 'Gap', fields: ['gap', 'gapAction', 'gapActionDueOn', 'gapClosedOn', 'actionEffect'] },
    { title: 'Confirmation', fields: ['confirmedBy', 'confirmedOn'] },
  ],
  examples: [
    {
      title: 'Validation of scoring models',
      basis: 'experience',
      evidence: 'Validated five models in 2024 and 2025; reports VAL-3 to VAL-7.',
      obtainedOn: '2025-12-01',
      validUntil: '2027-12-01',
    },
    {
      title: 'Bias testing',
      gap: 'Has not yet tested a model for unequal error rates.',
      gapAction: 'Two-day course, then one test together with the validator.',
      gapActionDueOn: '2027-02-28',
    },
  ],
})
