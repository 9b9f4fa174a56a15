import { createHash } from 'node:crypto'
import { archive, type Chapter, create, edit, move, on, table, words } from '../story.ts'
import { refs } from './auditParts.ts'
import { files } from './files.ts'

const inventory = files.find((file) => file.name === 'inventory-import.csv')
const inventoryHash = createHash('sha256')
  .update(inventory?.bytes ?? '')
  .digest('hex')

/** key | title | phase | owner | start | due | done | days | waits for */
const tasks = table(`
task-inventory | List every AI system | prepare | hanne | 2025-04-07 | 2025-04-30 | 2025-04-30 | 12 | -
task-context | Context and parties | prepare | hanne | 2025-04-14 | 2025-05-09 | 2025-05-06 | 6 | -
task-policy | AI policy | prepare | hanne | 2025-05-12 | 2025-05-30 | 2025-05-28 | 5 | task-context
task-criteria | Risk criteria and procedure | implement | idris | 2025-06-02 | 2025-06-20 | 2025-06-12 | 8 | task-policy
task-risks | First round of risks | implement | idris | 2025-07-01 | 2025-08-29 | 2025-08-19 | 30 | task-criteria task-inventory
task-impact | Impact assessments of systems in use | implement | rik | 2025-08-18 | 2025-09-30 | 2025-09-25 | 40 | task-inventory
task-soa | Statement of applicability | implement | hanne | 2025-10-06 | 2025-10-31 | 2025-10-27 | 9 | task-risks
task-train | Train everybody | implement | noor | 2025-11-03 | 2026-03-31 | 2026-03-31 | 35 | -
task-audit | First internal audit | ready | ottilie | 2026-02-16 | 2026-03-13 | 2026-03-16 | 8 | task-soa
task-rank | Decide about applicant ranking | ready | sanne | 2026-07-06 | 2026-09-18 | - | 6 | -
task-pbc | Answer what auditors will ask for | ready | hanne | 2026-08-31 | 2026-10-23 | - | 15 | task-audit
task-rehearse | Rehearse the interviews | ready | hanne | 2026-09-14 | 2026-10-30 | - | 6 | -
task-stage1 | Stage 1 | audit | hanne | 2026-11-11 | 2026-11-13 | - | 3 | task-pbc task-rehearse
`)

const requests = [
  ['req-scope', 'PBC-001', 'Scope statement and boundaries', ['4.3'], 'document', ['doc-manual'], ['scope-2'], 'hanne'],
  [
    'req-inventory',
    'PBC-004',
    'AI system inventory with owner, role, stage',
    ['4.3', 'A.4.2'],
    'register',
    [],
    ['credit', 'mira'],
    'hanne',
  ],
  [
    'req-policy',
    'PBC-008',
    'AI policy, current and previous version',
    ['5.2', 'A.2.2'],
    'document',
    ['doc-policy'],
    [],
    'hanne',
  ],
  ['req-soa', 'PBC-018', 'Statement of applicability, approved version', ['6.1.3'], 'document', [], ['soa-2'], 'hanne'],
  [
    'req-impact',
    'PBC-023',
    'Impact assessments of all systems in scope',
    ['8.4', 'A.5.3'],
    'record',
    [],
    ['ia-credit-4.2'],
    'rik',
  ],
  ['req-tests', 'PBC-049', 'Validation report with fairness', ['A.6.2.4'], 'record', [], [], 'zofia'],
  ['req-vendors', 'PBC-065', 'Supplier due diligence and reviews', ['A.10.3'], 'record', [], [], 'daan'],
] as const

const questions = [
  [
    'q-why',
    'INT-008',
    'Why do you run an AI management system?',
    '5.1',
    'top_management',
    'femke',
    'Because 470 people a day get an answer from us about their money, and we want to be able to stand by each.',
  ],
  [
    'q-climate',
    'INT-003',
    'How did you decide about climate relevance?',
    '4.1',
    'aims_manager',
    'hanne',
    'In the AI board of April; floods change incomes, so drift is watched by region.',
  ],
  [
    'q-stop',
    'INT-009',
    'When did you last refuse or stop an AI use?',
    '5.1',
    'top_management',
    'idris',
    'In May Mira was off for five days; in July we blocked a note taker.',
  ],
  [
    'q-policy',
    'INT-012',
    'Where do you find the AI policy and what does it mean for you?',
    '5.2',
    'any_staff',
    'petra',
    '',
  ],
] as const

export const officeChapter: Chapter = [
  on(
    '2025-04-07',
    'hanne',
    tasks.map(([key = '', title, phase, owner, startOn, dueOn, , days, waits]) =>
      create('programmeTask', key, {
        title,
        phase,
        owner,
        startOn,
        dueOn,
        effortDays: Number(days),
        dependsOn: words(waits),
      }),
    ),
    'Plan of the project',
  ),
  ...tasks
    .filter((cells) => cells[6] !== '-')
    .map(([key = '', , , owner = '', , , done = '', days]) =>
      on(done, owner, [edit(key, { effortSpentDays: Number(days) + 1 }), move(key, 'finish')]),
    ),
  on('2026-09-01', 'hanne', [move('task-pbc', 'start')]),
  on(
    '2026-08-31',
    'hanne',
    requests.map(([key, code, title, ids, form, , , owner]) =>
      create('auditRequest', key, {
        title,
        code,
        refs: refs(...ids),
        form,
        neededFor: 'stage_1_and_2',
        askedBy: 'Nordsertifikat',
        askedOn: '2026-08-31',
        dueOn: key === 'req-vendors' ? '2026-09-18' : '2026-10-16',
        cycle: 'cycle',
        owner,
      }),
    ),
  ),
  on(
    '2026-09-08',
    'hanne',
    requests
      .slice(0, 4)
      .flatMap(([key, , , , , documents, records]) => [
        edit(key, { documents, records, answer: 'See the linked records.' }),
        move(key, 'answer'),
      ]),
  ),
  on('2026-09-10', 'ottilie', [move('req-scope', 'accept'), move('req-policy', 'accept')]),
  on(
    '2026-09-10',
    'ottilie',
    [move('req-inventory', 'sendBack')],
    'The column for our role in each system is missing in the print',
  ),
  on(
    '2026-09-14',
    'hanne',
    questions.map(([key, code, title, ref, askedOf, owner, preparedAnswer]) =>
      create('auditQuestion', key, {
        title,
        code,
        refs: refs(ref),
        askedOf,
        owner,
        ...(preparedAnswer ? { preparedAnswer } : {}),
      }),
    ),
  ),
  on(
    '2026-09-15',
    'hanne',
    ['q-why', 'q-climate', 'q-stop'].map((key) => move(key, 'prepare')),
  ),
  on('2026-09-23', 'hanne', [
    move('q-climate', 'rehearse', { rehearsalResult: 'convincing' }),
    move('q-stop', 'rehearse', { rehearsalResult: 'withHelp' }),
  ]),
  on('2026-09-16', 'hanne', [
    create('walkthrough', 'walk-release', {
      title: 'From a wish to a release: credit scoring 4.2',
      process: 'Life cycle',
      system: 'credit',
      cycle: 'cycle',
      refs: refs('8.1', 'A.6.1.3'),
      steps: [
        { step: 'Change request', show: 'CHG of March', who: 'Zofia Malinowska' },
        { step: 'Assessment', show: 'Impact assessment 4.2 with signatures', who: 'Rik Meulenbelt' },
        { step: 'Test', show: 'Fairness report', who: 'Tomasz Wrona' },
        { step: 'Release', show: 'Approval and way back', who: 'Jeroen Kuijpers' },
      ],
      plannedOn: '2026-11-12',
      owner: 'zofia',
    }),
  ]),
  on('2026-09-25', 'zofia', [
    move('walk-release', 'rehearse', { rehearsalNotes: 'Nineteen minutes; the report was found only by Tomasz.' }),
  ]),
  on('2026-08-18', 'joost', [
    create('findingAcceptance', 'facc-log', {
      rule: 'RR-070',
      about: 'log-fraud',
      reason: 'The log store is full until the new disks arrive.',
      until: '2026-11-27',
      compensation: 'Weekly copy to the archive.',
    }),
  ]),
  on('2026-08-20', 'hanne', [move('facc-log', 'accept')], 'Disks are ordered'),
  on('2025-04-23', 'hanne', [
    create('importRun', 'imp-1', {
      title: 'Inventory of the departments',
      fileName: 'inventory-import.csv',
      fileHash: inventoryHash,
      file: ['inventory-import.csv'],
      format: 'csv',
      registerName: 'aiSystem',
      mapping: [
        { column: 'name', field: 'title' },
        { column: 'owner', field: 'owner' },
        { column: 'status', field: 'stage', note: 'Two values did not fit' },
      ],
      rowCount: 3,
      createdCount: 0,
      updatedCount: 0,
      skippedCount: 3,
      problemCount: 1,
      problems: [
        {
          row: 3,
          column: 'status',
          problem: '"planned" is no stage; the three rows turned out to be no AI and were left out.',
        },
      ],
    }),
    move('imp-1', 'finish'),
  ]),
  on('2025-06-18', 'joost', [
    create('customField', 'field-board', {
      title: 'Board report',
      registerName: 'aiSystem',
      key: 'boardReport',
      kind: 'boolean',
      help: 'Appears in the quarterly report to the board.',
    }),
    create('customField', 'field-cost', {
      title: 'Cost centre',
      registerName: 'supplier',
      key: 'costCentre',
      kind: 'text',
    }),
    move('field-board', 'activate'),
    move('field-cost', 'activate'),
  ]),
  on('2025-06-19', 'hanne', [
    edit('credit', {}, { boardReport: true }),
    edit('mira', {}, { boardReport: true }),
    edit('talvera', {}, { costCentre: '4210' }),
  ]),
  on('2026-01-08', 'hanne', [
    create('savedView', 'view-high', {
      title: 'High and critical risks',
      registerName: 'risk',
      query: 'inherentLevel=high&inherentLevel=critical&sort=-inherentScore',
      shared: true,
    }),
    create('savedView', 'view-mine', {
      title: 'Documents to review this quarter',
      registerName: 'document',
      query: 'sort=nextReviewOn',
      shared: false,
    }),
  ]),
  on('2026-09-17', 'jeroen', [
    create('comment', 'cmt-1', {
      about: 'r-trust',
      body: 'Team four is at 0.6 % again. Can we bring the session forward?',
      mentions: ['petra', 'noor'],
    }),
  ]),
  on('2026-09-18', 'noor', [
    create('comment', 'cmt-2', {
      about: 'r-trust',
      answers: 'cmt-1',
      body: 'Two slots on the sixth and seventh of October.',
    }),
  ]),
  on('2026-08-24', 'amara', [
    create('comment', 'cmt-3', {
      about: 'talvera',
      body: 'The sample fell to 91 % in the week of the new model. Who checks it against our cases?',
      mentions: ['daan', 'hanne'],
    }),
  ]),
  on('2026-05-15', 'rik', [
    create('comment', 'cmt-4', {
      about: 'doc-iaproc',
      body: 'Is a change of a price page a trigger too? I think not.',
    }),
  ]),
  on('2026-05-18', 'hanne', [move('cmt-4', 'settle')]),
  on('2025-07-25', 'hanne', [
    create('programmeTask', 'task-double', { title: 'List AI systems again', phase: 'prepare', owner: 'hanne' }),
  ]),
  on('2025-07-25', 'hanne', [archive('task-double')], 'Entered twice'),
]
