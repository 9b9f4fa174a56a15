import { defineRegister, everyone, f, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'

export const trainingAssignment = defineRegister({
  name: 'trainingAssignment',
  label: { one: 'Training', many: 'Trainings' },
  explain:
    'Who must or may take which training until when, and the result: a course taken here with its score, or a course elsewhere with its certificate. It shows that people know and can do what their work with AI asks.',
  refPrefix: 'TRN',
  area: 'documents',
  serves: ['iso42001:7.2', 'iso42001:7.3', 'iso42001:A.4.6'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true, label: 'Training' }),
    mandatory: f.boolean({ help: 'Yes when the person must take it; readiness then warns when it is late.' }),
    dueOn: f.date().optional(),
    doneOn: f.date().optional(),
    score: f.integer({ min: 0, max: 100, unit: '%', help: 'Share of right answers.' }).optional(),
    passed: f.boolean().optional(),
    attempts: f.integer({ min: 0, max: 100 }).optional(),
    courseVersion: f.text({ max: 40, label: 'Version taken' }).optional(),
    validUntil: f
      .date({ help: 'The training is taken again by then. A course taken here sets it by how often it is repeated.' })
      .optional(),
    provider: f.text({ label: 'Given by', help: 'For training taken elsewhere.' }).optional(),
    certificate: f.files().optional(),
  },
  links: {
    person: one('person', { inverse: 'trainings', inverseLabel: 'Trainings', required: true }),
    course: one('course', { inverse: 'assignments', inverseLabel: 'Assigned to' }),
    competence: one('competence', { inverse: 'trainings', inverseLabel: 'Trainings', label: 'Closes the gap in' }),
  },
  computed: {},
  workflow: {
    initial: 'assigned',
    states: { assigned: 'due', done: 'conforms', failed: 'minor', cancelled: 'retired' },
    frozen: ['done', 'cancelled'],
    moves: {
      // The test in the product ends here too, as the named system actor that marked it.
      complete: {
        from: ['assigned', 'failed'],
        to: 'done',
        by: stewards,
        unless: (r, { actor }) =>
          (actor.kind === 'person' &&
            actor.person !== null &&
            r.person === actor.person &&
            say`Take the test, or ask another person to record your training.`) ||
          (r.passed === false && say`The test was not passed; let the person try again.`),
        sets: (r, { today }) => ({ doneOn: r.doneOn ?? today }),
      },
      // From "failed" too: who tries again may fail again.
      fail: {
        label: 'Not passed',
        from: ['assigned', 'failed'],
        to: 'failed',
        by: stewards,
        sets: () => ({ passed: false }),
      },
      retry: { from: ['failed'], to: 'assigned', by: stewards, sets: () => ({ passed: null }) },
      again: {
        label: 'Assign again',
        from: ['done'],
        to: 'assigned',
        by: stewards,
        // Due when the one before runs out; what was reached then stays in the history.
        sets: (r) => ({ dueOn: r.validUntil, doneOn: null, score: null, passed: null, validUntil: null }),
      },
      cancel: { from: ['assigned', 'failed'], to: 'cancelled', by: stewards, asksReason: true },
    },
  },
  can: { read: everyone, create: stewards, edit: stewards, archive: stewards },
  readiness: [
    {
      id: 'failedLeft',
      ask: 'Do people who did not pass try again?',
      fix: 'Let the person take the training again, or help them another way.',
      severity: 'ofi',
      failing: (r) => r.state === 'failed',
    },
    {
      id: 'repeated',
      ask: 'Is every training that must be repeated taken again in time?',
      fix: 'Assign the training again.',
      severity: 'minor',
      failing: (r, { today }) => r.state === 'done' && r.mandatory && r.validUntil !== null && r.validUntil < today,
    },
  ],
  list: { columns: ['ref', 'title', 'person', 'mandatory', 'dueOn', 'doneOn', 'state'], sort: 'dueOn' },
  sections: [
    { title: 'Training', fields: ['title', 'person', 'course', 'competence', 'mandatory', 'dueOn'] },
    {
      title: 'Result',
      fields: ['doneOn', 'validUntil', 'score', 'passed', 'attempts', 'courseVersion', 'provider', 'certificate'],
    },
  ],
  examples: [
    { title: 'Our AI principles', mandatory: true, dueOn: '2027-01-31' },
    {
      title: 'Lead auditor ISO/IEC 42001',
      mandatory: false,
      doneOn: '2026-05-22',
      passed: true,
      score: 86,
      provider: 'Academy North',
    },
  ],
})
