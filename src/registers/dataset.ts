import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'
import { dataUses } from './lists/dataLists.ts'

export const dataset = defineRegister({
  name: 'dataset',
  label: { one: 'Data set', many: 'Data sets' },
  explain:
    'The data that AI systems are trained, tested and run on. For each set: where it comes from and by what right it may be used, what was done to it, what is known about its gaps, how long it is kept and who approved it for which use.',
  refPrefix: 'DS',
  area: 'systems',
  serves: ['iso42001:A.4.3', 'iso42001:A.7.2', 'iso42001:A.7.3', 'iso42001:A.7.5', 'iso42001:A.7.6'],
  fields: {
    title: f.text({ max: 250, search: 'high', label: 'Name' }),
    category: f.choice(dataUses, { label: 'Made for', help: 'What the data is meant to be used for.' }),
    description: f.longText({ search: 'high' }).optional(),
    linkedStage: f.choice(dataUses, { label: 'In use for', help: 'Leave empty while nothing uses it.' }).optional(),
    dataVersion: f.text({ max: 100, label: 'Version' }).optional(),
    source: f.longText({ help: 'Who it comes from and how it was collected or chosen.' }).optional(),
    website: f.url({ label: 'Where it is described' }).optional(),
    rights: f
      .longText({ label: 'Right to use it', help: 'Licence, contract or legal basis, and what it allows.' })
      .optional(),
    licence: f.text({ max: 500 }).optional(),
    collectedFrom: f.date({ label: 'Collected from' }).optional(),
    collectedTo: f.date({ label: 'Collected to' }).optional(),
    size: f.text({ help: 'For example 48,000 rows, or 12 GB.' }).optional(),
    formats: f.list({ max: 200, label: 'Formats' }).optional(),
    languages: f.list({ max: 100 }).optional(),
    hash: f.text({ max: 200, label: 'Hash', help: 'Tells whether the data used is the data registered.' }).optional(),
    personalData: f.boolean({ label: 'Holds personal data' }).optional(),
    specialCategories: f.boolean({ label: 'Holds specially protected data' }).optional(),
    peopleDescribed: f.list({ label: 'People it describes' }).optional(),
    representativeness: f.longText({ help: 'Whom it covers, compared with whom the system will meet.' }).optional(),
    knownBias: f.longText({ label: 'Known bias and gaps' }).optional(),
    provenance: f
      .rows(
        {
          step: f.text({ max: 1000, help: 'What happened: created, received, merged, changed, moved.' }),
          on: f.date().optional(),
          by: f.text().optional(),
          source: f.text({ max: 1000, label: 'From' }).optional(),
        },
        { help: 'The way of the data from its origin to here.' },
      )
      .optional(),
    preparation: f
      .rows(
        {
          method: f.text({ max: 1000, help: 'For example removal of duplicates, labelling, balancing.' }),
          reason: f.text({ max: 1000 }).optional(),
          script: f.text({ max: 1000, label: 'Script and version' }).optional(),
          on: f.date().optional(),
        },
        { help: 'What was done to make it fit for use, and why.' },
      )
      .optional(),
    retentionUntil: f.date({ label: 'Kept until' }).optional(),
    retentionRule: f.text({ max: 500, label: 'Retention rule' }).optional(),
    approvedOn: f.date({ label: 'Approved on', help: 'Set by the approval.', setByMove: true }).optional(),
    approvedBy: f.text({ label: 'Approved by', help: 'Set by the approval.', setByMove: true }).optional(),
  },
  links: {
    owner: one('person', { inverse: 'datasetsOwned', inverseLabel: 'Data sets' }),
    supplier: one('supplier', { inverse: 'datasets', inverseLabel: 'Data sets' }),
    derivedFrom: many('dataset', {
      label: 'Made from',
      inverse: 'derivedDatasets',
      inverseLabel: 'Data sets made from it',
    }),
  },
  computed: {},
  workflow: {
    initial: 'proposed',
    states: { proposed: 'draft', approved: 'inForce', withdrawn: 'retired' },
    moves: {
      approve: {
        from: ['proposed'],
        to: 'approved',
        by: [...stewards, 'systemOwner'],
        needs: ['owner', 'source', 'rights', 'personalData', 'knownBias'],
        looksAt: ['qualityRequirements'],
        sets: (_r, { today, actor }) => ({ approvedOn: today, approvedBy: actor.name }),
        unless: (r, { actor, related }) =>
          (r.createdBy === actor.id && say`You entered this data set; ask another person to approve it.`) ||
          ((r.category === 'training' || r.category === 'production') &&
            (related.qualityRequirements ?? []).length === 0 &&
            say`Say first what good enough means: add a data quality requirement.`),
      },
      revise: {
        from: ['approved'],
        to: 'proposed',
        by: [...stewards, 'owner', 'systemOwner'],
        asksReason: true,
        sets: () => ({ approvedOn: null, approvedBy: null }),
      },
      withdraw: {
        from: ['proposed', 'approved'],
        to: 'withdrawn',
        by: [...stewards, 'owner', 'systemOwner'],
        asksReason: true,
        sets: () => ({ linkedStage: null }),
      },
      reopen: { from: ['withdrawn'], to: 'proposed', by: stewards },
    },
    frozen: ['approved', 'withdrawn'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'retention',
      ask: 'Is it settled how long each data set in use is kept?',
      fix: 'Give a date or a retention rule.',
      severity: 'minor',
      refs: ['iso42001:A.7.2', 'iso42001:A.4.3'],
      failing: (r) => r.linkedStage !== null && r.retentionUntil === null && r.retentionRule === null,
    },
    {
      id: 'kept',
      ask: 'Is any data set in use past the day it was to be kept until?',
      fix: 'Withdraw and delete the data, or decide on a later day with a reason.',
      severity: 'major',
      refs: ['iso42001:A.7.2'],
      failing: (r, { today }) => r.linkedStage !== null && r.retentionUntil !== null && r.retentionUntil < today,
    },
  ],
  list: { columns: ['ref', 'title', 'category', 'linkedStage', 'owner', 'personalData', 'state'], sort: 'title' },
  sections: [
    {
      title: 'What it is',
      fields: [
        'title',
        'category',
        'linkedStage',
        'owner',
        'description',
        'dataVersion',
        'size',
        'formats',
        'languages',
        'hash',
      ],
    },
    {
      title: 'Origin and rights',
      fields: ['source', 'supplier', 'website', 'rights', 'licence', 'collectedFrom', 'collectedTo'],
    },
    {
      title: 'People in it',
      fields: ['personalData', 'specialCategories', 'peopleDescribed', 'representativeness', 'knownBias'],
    },
    { title: 'What was done to it', fields: ['provenance', 'preparation', 'derivedFrom'] },
    { title: 'Keeping and approval', fields: ['retentionUntil', 'retentionRule', 'approvedOn', 'approvedBy'] },
  ],
  check: (r) =>
    r.collectedFrom !== null && r.collectedTo !== null && r.collectedTo < r.collectedFrom
      ? { collectedTo: 'This day lies before the first day of collection.' }
      : {},
  examples: [
    {
      title: 'Applications 2019 to 2024',
      category: 'training',
      linkedStage: 'training',
      dataVersion: '3',
      source: 'Own applicant system; applications for office positions with the decision taken.',
      rights: 'Consent to use for improving selection, text of 2019-03; deletion requests are honoured monthly.',
      collectedFrom: '2019-04-01',
      collectedTo: '2024-12-31',
      size: '48,000 applications',
      languages: ['German', 'English'],
      personalData: true,
      specialCategories: false,
      peopleDescribed: ['Applicants'],
      knownBias: 'People over 55 are fewer than in the population (6 % against 18 %).',
      provenance: [
        { step: 'Exported from the applicant system', on: '2025-01-20', by: 'Data team', source: 'Applicant system' },
      ],
      preparation: [
        {
          method: 'Names, photos and birth dates removed',
          reason: 'Not needed for the match',
          script: 'prepare.py 1.4',
          on: '2025-01-22',
        },
      ],
      retentionUntil: '2028-12-31',
    },
    { title: 'Sales per warehouse and day', category: 'production', source: 'Merchandise system', personalData: false },
  ],
})
