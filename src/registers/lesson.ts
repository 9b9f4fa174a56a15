import { defineRegister, everyone, f, many, one, stewards } from '../model/index.ts'
import { insiders } from './lists/insiders.ts'

export const lesson = defineRegister({
  name: 'lesson',
  label: { one: 'Lesson', many: 'Lessons' },
  explain:
    'What happened once should teach everybody it can help. A lesson says in a few plain sentences what happened, what you learnt, where it was put to use, and when it was told to those who need it.',
  refPrefix: 'LES',
  area: 'audit',
  serves: ['iso42001:10.1', 'iso42001:7.3'],
  fields: {
    title: f.text({ max: 200, search: 'high', label: 'The lesson, in one line' }),
    whatHappened: f.longText({ help: 'Without names of people.' }),
    whatWeLearnt: f.longText(),
    appliedWhere: f.longText({ help: 'Which documents, systems, tests or habits changed.' }).optional(),
    appliedOn: f.date().optional(),
    taughtTo: f.text({ help: 'Teams or roles it was told to.' }).optional(),
    taughtOn: f.date({ label: 'Told on' }).optional(),
  },
  links: {
    owner: one('person', { inverse: 'lessonsOwned', inverseLabel: 'Lessons' }),
    incidents: many('incident', { inverse: 'lessonsLearnt', inverseLabel: 'Lessons' }),
    findings: many('finding', { inverse: 'lessonsLearnt', inverseLabel: 'Lessons' }),
    systems: many('aiSystem', { inverse: 'lessonsLearnt', inverseLabel: 'Lessons', label: 'AI systems it helps' }),
    courses: many('course', { inverse: 'lessonsLearnt', inverseLabel: 'Lessons', label: 'Courses that teach it' }),
  },
  computed: {},
  workflow: {
    initial: 'noted',
    states: { noted: 'draft', applied: 'inForce', retired: 'retired' },
    moves: {
      apply: {
        label: 'Put to use',
        from: ['noted'],
        to: 'applied',
        by: [...stewards, 'owner'],
        needs: ['appliedWhere', 'taughtTo', 'taughtOn'],
        sets: (r, { today }) => ({ appliedOn: r.appliedOn ?? today }),
      },
      retire: { from: ['noted', 'applied'], to: 'retired', by: [...stewards, 'owner'], asksReason: true },
      reopen: { from: ['applied', 'retired'], to: 'noted', by: [...stewards, 'owner'], asksReason: true },
    },
  },
  can: { read: everyone, create: insiders, edit: [...stewards, 'owner', 'author'], archive: stewards },
  readiness: [
    {
      id: 'owned',
      ask: 'Does somebody see to it that every lesson is put to use?',
      fix: 'Choose an owner for the lesson.',
      severity: 'ofi',
      failing: (r) => r.state === 'noted' && r.owner === null,
    },
  ],
  list: { columns: ['ref', 'title', 'owner', 'appliedOn', 'taughtOn', 'state'], sort: '-taughtOn' },
  examples: [
    {
      title: 'Check error rates for diplomas from abroad before each release',
      whatHappened: 'The loan pre-check turned down applicants whose diploma had a name it had not seen in training.',
      whatWeLearnt: 'Rare values need a test of their own; the average hides them.',
      appliedWhere: 'Validation plan of all systems that rank people.',
      taughtTo: 'Data science and product teams',
      taughtOn: '2026-03-20',
    },
    {
      title: 'A chat assistant needs a list of promises it may not make',
      whatHappened: 'The support assistant promised refunds that do not exist.',
      whatWeLearnt: 'Good answers are not enough; what must never be said has to be tested too.',
    },
  ],
})
