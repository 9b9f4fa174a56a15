import { defineRegister, everyone, f, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

const count = (label: string) => f.integer({ min: 0, label }).optional()

export const importRun = defineRegister({
  name: 'importRun',
  label: { one: 'Import', many: 'Imports' },
  explain:
    'What was read in from a file: which file, how its columns were understood, what was created, changed or skipped, and what could not be read. An import can be undone as long as nobody has worked on its records since.',
  refPrefix: 'IMP',
  area: 'internal',
  serves: ['iso42001:7.5.3'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true }),
    fileName: f.text({ max: 255 }),
    fileHash: f.text({ max: 64, filterable: true, label: 'SHA-256 of the file' }),
    file: f.files().optional(),
    format: f.text({ max: 40, help: 'For example csv, xlsx or oscal.' }).optional(),
    registerName: f
      .text({ max: 60, label: 'Register', filterable: true, help: 'Where the rows went; empty when several.' })
      .optional(),
    mapping: f
      .rows(
        { column: f.text(), field: f.text().optional(), note: f.text().optional() },
        {
          help: 'Which column went into which field; empty means left out.',
          search: 'none',
        },
      )
      .optional(),
    rowCount: count('Rows read'),
    createdCount: count('Created'),
    updatedCount: count('Changed'),
    skippedCount: count('Skipped'),
    problemCount: count('Rows with problems'),
    problems: f
      .rows(
        { row: f.integer({ min: 0 }), column: f.text().optional(), problem: f.text({ max: 1000 }) },
        {
          help: 'The first 500.',
          search: 'none',
        },
      )
      .optional(),
    changes: f
      .list({
        max: 80,
        search: 'none',
        help: 'Where the log stood when it ended; undoing reads the changes from there back.',
      })
      .optional(),
    finishedOn: f.date({ help: 'Set at the end.', setByMove: true }).optional(),
  },
  links: {},
  computed: {},
  workflow: {
    initial: 'running',
    states: { running: 'inReview', done: 'conforms', failed: { tone: 'major', label: 'Failed' }, undone: 'retired' },
    frozen: ['done', 'failed', 'undone'],
    moves: {
      finish: {
        from: ['running'],
        to: 'done',
        by: [...stewards, 'author'],
        sets: (_r, { today }) => ({ finishedOn: today }),
      },
      fail: {
        from: ['running'],
        to: 'failed',
        by: [...stewards, 'author'],
        asksReason: true,
        sets: (_r, { today }) => ({ finishedOn: today }),
      },
      // What was written before an import failed or was cancelled can be taken back too.
      undo: {
        from: ['done', 'failed'],
        to: 'undone',
        by: [...stewards, 'author'],
        asksReason: true,
        // The move alone would only say so; the records go back with it when the import itself is taken back.
        unless: (_r, { actor }) =>
          actor.via !== 'import' && say`Open "Result and undo" of this import; it takes the records back with it.`,
      },
    },
  },
  can: { read: everyone, create: workers, edit: [...stewards, 'author'], archive: stewards },
  readiness: [],
  list: {
    columns: ['ref', 'title', 'registerName', 'createdCount', 'updatedCount', 'problemCount', 'state'],
    sort: '-createdAt',
  },
  sections: [
    { title: 'File', fields: ['title', 'fileName', 'fileHash', 'file', 'format', 'registerName', 'mapping'] },
    {
      title: 'Result',
      fields: [
        'rowCount',
        'createdCount',
        'updatedCount',
        'skippedCount',
        'problemCount',
        'problems',
        'changes',
        'finishedOn',
      ],
    },
  ],
  examples: [
    {
      title: 'Suppliers from purchasing',
      fileName: 'suppliers-2026.csv',
      fileHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      format: 'csv',
      registerName: 'supplier',
      mapping: [
        { column: 'Vendor', field: 'title', note: null },
        { column: 'Credit limit', field: null, note: 'Not needed' },
      ],
      rowCount: 120,
      createdCount: 117,
      updatedCount: 0,
      skippedCount: 1,
      problemCount: 2,
      problems: [{ row: 44, column: 'Website', problem: 'Not a full web address.' }],
    },
  ],
})
