import { defineRegister, everyone, f, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'

// Whoever takes the test gets its questions without the right answers: those who may change the course alone read them.
const teachers = [...stewards, 'owner'] as const

export const course = defineRegister({
  name: 'course',
  label: { one: 'Course', many: 'Courses' },
  explain:
    'Lessons that people take here: the AI principles, the policy, how to raise a concern, what a role must know. A course has a text to read, questions with answers and a pass mark; who passed which version is kept per person.',
  refPrefix: 'CRS',
  area: 'documents',
  serves: ['iso42001:7.2', 'iso42001:7.3', 'iso42001:A.4.6'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true }),
    audience: f.text({ max: 500, help: 'Whom it is for, for example all staff in scope.' }).optional(),
    goal: f.longText({ help: 'What people know or can do afterwards.' }).optional(),
    content: f
      .longText({ max: 200_000, label: 'Lesson', help: 'Each heading of the second level (##) begins a page.' })
      .optional(),
    files: f.files({ help: 'Slides, videos, exercises.' }).optional(),
    questions: f
      .rows(
        {
          question: f.text({ max: 1000 }),
          answers: f.list({ max: 500, help: 'Answers to choose from, one a line.' }),
          correct: f.integer({
            min: 1,
            max: 20,
            label: 'Right answer',
            help: 'Its place in the list, from 1.',
            readBy: teachers,
          }),
          because: f.text({ max: 1000, label: 'Why it is right', readBy: teachers }).optional(),
          topic: f
            .text({ max: 200, help: 'Heading of the part of the lesson to read again after a wrong answer.' })
            .optional(),
        },
        { search: 'none' },
      )
      .optional(),
    passMark: f.integer({ min: 0, max: 100, unit: '%', help: 'Share of right answers needed.' }).optional(),
    minutes: f.integer({ min: 1, max: 10_000, unit: 'minutes', label: 'Takes about' }).optional(),
    repeatMonths: f.integer({ min: 1, max: 120, unit: 'months', label: 'Repeat every' }).optional(),
    versionLabel: f.text({ max: 40, label: 'Version' }).optional(),
    standardRefs: f.standardRefs({ label: 'Clauses and controls' }).optional(),
    publishedOn: f.date({ help: 'Set when published.', setByMove: true }).optional(),
    publishedBy: f.text({ help: 'Set when published.', setByMove: true }).optional(),
  },
  links: {
    owner: one('person', { inverse: 'coursesOwned', inverseLabel: 'Courses' }),
    document: one('document', {
      inverse: 'courses',
      inverseLabel: 'Courses',
      label: 'Teaches',
      help: 'Policy or procedure the course explains.',
    }),
    role: one('aimsRole', { inverse: 'courses', inverseLabel: 'Courses', label: 'For role' }),
  },
  computed: {},
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', published: 'inForce', retired: 'retired' },
    frozen: ['published', 'retired'],
    moves: {
      publish: {
        from: ['draft'],
        to: 'published',
        by: ['topManagement', ...stewards],
        needs: ['content', 'versionLabel', 'audience'],
        unless: (r) =>
          (r.questions ?? []).length > 0 && r.passMark === null && say`The course has questions; set the pass mark.`,
        sets: (_r, { actor, today }) => ({ publishedOn: today, publishedBy: actor.name }),
      },
      revise: { label: 'Draft a new version', from: ['published'], to: 'draft', by: stewards },
      retire: { from: ['draft', 'published'], to: 'retired', by: stewards, asksReason: true },
    },
  },
  can: { read: everyone, create: stewards, edit: teachers, archive: stewards },
  readiness: [
    {
      id: 'effectChecked',
      ask: 'Does every course check what people took from it?',
      fix: 'Add questions and a pass mark.',
      severity: 'ofi',
      failing: (r) => r.state === 'published' && (r.questions ?? []).length === 0,
    },
  ],
  check: (r) => {
    const wrong = (r.questions ?? []).findIndex((q) => q.correct > q.answers.length)
    return wrong < 0 ? {} : { questions: `Question ${wrong + 1} has no answer at the place given as right.` }
  },
  list: { columns: ['ref', 'title', 'audience', 'versionLabel', 'passMark', 'owner', 'state'], sort: 'title' },
  sections: [
    { title: 'Course', fields: ['title', 'audience', 'goal', 'role', 'document', 'standardRefs', 'owner'] },
    { title: 'Lesson', fields: ['content', 'files', 'minutes'] },
    { title: 'Test', fields: ['questions', 'passMark', 'repeatMonths'] },
    { title: 'Version', fields: ['versionLabel', 'publishedOn', 'publishedBy'] },
  ],
  examples: [
    {
      title: 'Our AI principles',
      audience: 'All staff in scope',
      goal: 'Know the principles, the red lines and where to raise a concern.',
      content:
        '## A person decides\n\nAn output is advice. You may overrule it, and nobody will blame you for asking twice.',
      questions: [
        {
          question: 'The system proposes a refusal and you doubt it. What do you do?',
          answers: ['Follow the system', 'Look again and decide yourself', 'Leave the case to somebody else'],
          correct: 2,
          because: 'A person decides; the output is one source.',
          topic: 'A person decides',
        },
      ],
      passMark: 80,
      minutes: 25,
      repeatMonths: 12,
      versionLabel: '1.0',
      standardRefs: ['iso42001:7.3'],
    },
    { title: 'Assessing impacts on people', audience: 'Impact assessors', minutes: 90 },
  ],
})
