import { type Chapter, create, edit, move, on, type Step, type StoryEvent } from '../story.ts'
import { courseSteps, toolCourse } from './courses.ts'
import { type PersonKey, people } from './people.ts'

const keys = Object.keys(people) as PersonKey[]
const notYet: readonly PersonKey[] = ['petra']
/** Still open today, each for a reason of its own. */
const lateTraining: Readonly<Partial<Record<PersonKey, string>>> = { daan: '2026-01-30', elif: '2026-08-14' }
const lateReading: readonly PersonKey[] = ['daan', 'yara', 'kwame']

/** Test results differ from person to person, but not from telling to telling. */
const scoreOf = (key: string) => 80 + ((key.length * 7 + key.charCodeAt(0)) % 20)

const basics = keys.filter((key) => key !== 'gijs')

const courseTitles = { 'crs-basics': 'AI basics', 'crs-scores': 'Working with scores', 'crs-tools': 'AI tools at work' }

const training = (key: string, person: PersonKey, course: keyof typeof courseTitles, dueOn: string): Step =>
  create('trainingAssignment', key, {
    title: `${courseTitles[course]}: ${people[person].name}`,
    person,
    course,
    mandatory: true,
    dueOn,
    ...(course === 'crs-tools' ? {} : { courseVersion: '1.0' }),
  })

const recorded = (person: PersonKey) => (person === 'hanne' ? 'joost' : 'hanne')

const passed = (key: string, person: PersonKey): Step[] => [
  edit(key, { score: scoreOf(person), passed: true, attempts: 1 }),
  move(key, 'complete'),
]

/** Asked lately; a visitor, who is Hanne, finds a course to take and a document to confirm. */
const askedLately = ['hanne', 'tomasz', 'elif', 'noor', 'petra'] as const

const clerks = ['jeroen', 'petra', 'yara', 'bram'] as const

const policyRounds = [
  { key: 'ack', version: '1.0', asked: '2025-06-02', read: '2025-06-11', due: '2025-06-30' },
  { key: 'ack2', version: '2.0', asked: '2026-06-01', read: '2026-06-12', due: '2026-06-30' },
] as const

const acknowledged = policyRounds.flatMap(({ key, version, asked, read, due }): StoryEvent[] => {
  const asks = keys.filter((p) => version === '2.0' || !notYet.includes(p))
  const readers = asks.filter((p) => version === '1.0' || !lateReading.includes(p))
  return [
    on(
      asked,
      'hanne',
      asks.map(
        (person): Step =>
          create('acknowledgement', `${key}-${person}`, {
            documentTitle: 'AI policy',
            versionAcknowledged: version,
            personName: people[person].name,
            wordingShown: 'I have read the AI policy, I know where to find it, and I know whom to ask.',
            askedOn: asked,
            dueOn: due,
            person,
            document: 'doc-policy',
          }),
      ),
    ),
    ...readers.map((person) => on(read, person, [move(`${key}-${person}`, 'acknowledge')])),
  ]
})

const competences: readonly (readonly [
  key: string,
  person: PersonKey,
  role: string,
  title: string,
  basis: string,
  evidence: string,
  until: string,
])[] = [
  [
    'comp-hanne',
    'hanne',
    'role-lead',
    'Lead implementer ISO/IEC 42001',
    'training',
    'Certificate of a five-day course',
    '2028-03-31',
  ],
  ['comp-idris', 'idris', 'role-board', 'Model risk', 'experience', 'Ten years in credit risk', '2027-12-31'],
  ['comp-jeroen', 'jeroen', 'role-oversight', 'Working with scores', 'test', 'Test with 94 %', '2027-01-31'],
  [
    'comp-nadia',
    'nadia',
    'role-data',
    'Data quality and protection',
    'training',
    'Two courses, one project',
    '2027-06-30',
  ],
  [
    'comp-ottilie',
    'ottilie',
    'role-audit',
    'Auditor of management systems',
    'education',
    'Lead auditor 27001, foundation 42001',
    '2027-09-30',
  ],
  [
    'comp-mireille',
    'mireille',
    'role-concern',
    'Handling of confidential cases',
    'training',
    'Course of the ombuds association',
    '2027-05-31',
  ],
]

export const learningChapter: Chapter = [
  on('2025-09-22', 'hanne', courseSteps),
  on('2025-09-26', 'femke', [move('crs-basics', 'publish'), move('crs-scores', 'publish')]),
  on('2025-11-24', 'hanne', [
    ...basics.map((p) => training(`trn-${p}`, p, 'crs-basics', lateTraining[p] ?? '2026-01-30')),
    ...clerks.map((p) => training(`trn2-${p}`, p, 'crs-scores', '2026-02-27')),
  ]),
  ...basics
    .filter((p) => !(p in lateTraining))
    .map((p, i) => on(i % 2 === 0 ? '2025-12-16' : '2026-01-20', recorded(p), passed(`trn-${p}`, p))),
  on(
    '2026-02-24',
    'hanne',
    clerks.filter((p) => p !== 'bram').flatMap((p) => passed(`trn2-${p}`, p)),
  ),
  on('2026-02-24', 'hanne', [edit('trn2-bram', { score: 58, attempts: 1 }), move('trn2-bram', 'fail')]),
  on('2026-09-07', 'hanne', [toolCourse]),
  on('2026-09-09', 'femke', [move('crs-tools', 'publish')]),
  on(
    '2026-09-14',
    'hanne',
    askedLately.map((p) => training(`trn3-${p}`, p, 'crs-tools', '2026-10-30')),
  ),
  on(
    '2026-09-14',
    'hanne',
    askedLately.map(
      (person): Step =>
        create('acknowledgement', `ack3-${person}`, {
          documentTitle: 'Acceptable use of AI',
          versionAcknowledged: '1.0',
          personName: people[person].name,
          wordingShown: 'I have read the rules for using AI tools and will keep to them.',
          askedOn: '2026-09-14',
          dueOn: '2026-10-16',
          person,
          document: 'doc-use',
        }),
    ),
  ),
  on('2026-09-21', 'noor', [move('ack3-noor', 'acknowledge')]),
  ...acknowledged,
  on(
    '2025-06-10',
    'joost',
    competences.map(([key, person, role, title, basis, evidence, validUntil]) =>
      create('competence', key, { title, person, role, basis, evidence, validUntil, obtainedOn: '2025-04-30' }),
    ),
  ),
  on(
    '2025-06-17',
    'femke',
    competences.map(([key]) => move(key, 'confirm')),
    'Competence of the appointed looked at',
  ),
  on('2026-07-13', 'hanne', [
    create('competence', 'comp-pieter', {
      title: 'Adversarial testing of models',
      person: 'pieter',
      role: 'role-security',
      basis: 'experience',
      gap: 'Has tested networks, not models.',
      gapAction: 'Course of three days',
      gapActionDueOn: '2026-10-23',
    }),
    move('comp-pieter', 'noteGap'),
  ]),
]
