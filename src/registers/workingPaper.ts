import { defineRegister, everyone, f, many, one } from '../model/index.ts'
import { say } from '../model/say.ts'

export const workingPaper = defineRegister({
  name: 'workingPaper',
  label: { one: 'Working paper', many: 'Working papers' },
  explain:
    'The notes of an auditor on one question: what was asked, which items were drawn and how, what was seen and where it can be found again, and what follows. With it another auditor can repeat the check and come to the same result.',
  refPrefix: 'WP',
  area: 'audit',
  serves: ['iso42001:9.2.2'],
  fields: {
    title: f.text({ max: 200, search: 'high' }),
    refs: f.standardRefs({ label: 'Requirement', help: 'The clause or control this question is about.' }).optional(),
    question: f.longText({ help: 'The question to be answered with yes or no, and proof.' }),
    askedOf: f.list({ max: 200, label: 'Spoken to', help: 'Name, function and day, one a line.' }).optional(),
    population: f
      .longText({ help: 'All items the sample is drawn from, and how you know the list is complete.' })
      .optional(),
    populationSize: f.integer({ min: 0 }).optional(),
    method: f
      .choice([
        { value: 'all', label: 'Every item' },
        { value: 'random', label: 'Drawn at random' },
        { value: 'everyNth', label: 'Every n-th item' },
        { value: 'risk', label: 'Chosen by risk' },
        { value: 'judgement', label: 'Chosen by judgement' },
      ])
      .optional(),
    sampleSize: f.integer({ min: 0 }).optional(),
    seed: f.text({ max: 100, search: 'none', help: 'With the same seed the same items are drawn again.' }).optional(),
    items: f
      .rows(
        {
          item: f.text({ help: 'Ref or name of the item.' }),
          result: f.choice(['asRequired', 'notAsRequired', 'notFound']),
          note: f.text({ max: 2000 }).optional(),
          whereToFind: f.text({ max: 500 }).optional(),
        },
        { label: 'Sample', help: 'One row for each item looked at.' },
      )
      .optional(),
    extended: f
      .longText({
        label: 'How the sample was extended',
        help: 'Needed when an item failed: how many more were looked at, with which result.',
      })
      .optional(),
    evidenceSeen: f.longText({ help: 'What was seen or heard, exact enough to be seen again.' }).optional(),
    whereToFind: f.longText({ label: 'Where to find it', help: 'Record refs, paths, versions and dates.' }).optional(),
    conclusion: f
      .choice([
        'conforms',
        { value: 'opportunity', label: 'Opportunity for improvement' },
        { value: 'minor', label: 'Minor nonconformity' },
        { value: 'major', label: 'Major nonconformity' },
        'not_assessed',
      ])
      .optional(),
    conclusionReason: f.longText({ label: 'Why', help: 'How the evidence leads to the conclusion.' }).optional(),
    doneOn: f.date().optional(),
    doneBy: f.text({ setByMove: true }).optional(),
    reviewedOn: f.date({ setByMove: true }).optional(),
    reviewedBy: f.text({ setByMove: true }).optional(),
  },
  links: {
    audit: one('audit', { inverse: 'workingPapers', inverseLabel: 'Working papers', required: true }),
    systems: many('aiSystem', { inverse: 'workingPapers', inverseLabel: 'Audit working papers', label: 'AI systems' }),
    evidence: many('evidence', { inverse: 'workingPapers', inverseLabel: 'Audit working papers' }),
    owner: one('person', { inverse: 'workingPapersOwned', inverseLabel: 'Working papers', label: 'Auditor' }),
  },
  computed: {},
  workflow: {
    initial: 'open',
    states: { open: 'draft', done: 'inReview', reviewed: 'inForce' },
    moves: {
      finish: {
        from: ['open'],
        to: 'done',
        by: ['internalAuditor', 'owner'],
        needs: ['refs', 'conclusion', 'conclusionReason'],
        sets: (r, { actor, today }) => ({ doneOn: r.doneOn ?? today, doneBy: actor.name }),
        unless: (r) => {
          if (r.conclusion === 'not_assessed') return false
          if (r.evidenceSeen === null || r.whereToFind === null)
            return say`Write what was seen and where to find it, or conclude "Not assessed" with the reason.`
          const failed = (r.items ?? []).filter((i) => i.result !== 'asRequired')
          return (
            failed.length > 0 &&
            r.conclusion === 'conforms' &&
            r.extended === null &&
            say`${failed.length} of the items failed; say how the sample was extended, or choose another conclusion.`
          )
        },
      },
      review: {
        from: ['done'],
        to: 'reviewed',
        by: ['internalAuditor'],
        sets: (_r, { actor, today }) => ({ reviewedOn: today, reviewedBy: actor.name }),
        unless: (r, { actor }) =>
          (r.createdBy === actor.id || r.doneBy === actor.name || (r.owner !== null && r.owner === actor.person)) &&
          say`Another auditor than the one who did the check must review it.`,
      },
      reopen: {
        from: ['done', 'reviewed'],
        to: 'open',
        by: ['internalAuditor', 'owner'],
        asksReason: true,
        sets: () => ({ reviewedOn: null, reviewedBy: null }),
      },
    },
    frozen: ['done', 'reviewed'],
  },
  can: {
    read: everyone,
    create: ['internalAuditor', 'aimsLead'],
    edit: ['internalAuditor', 'owner', 'author'],
    archive: ['internalAuditor', 'aimsLead'],
  },
  readiness: [
    {
      id: 'led-to-finding',
      ask: 'Does every check that did not conform lead to a finding?',
      fix: 'Open a finding from the working paper.',
      severity: 'minor',
      refs: ['iso42001:9.2.2', 'iso42001:10.2'],
      looksAt: ['findings'],
      failing: (r, { related }) =>
        r.state !== 'open' &&
        (r.conclusion === 'minor' || r.conclusion === 'major') &&
        (related.findings ?? []).length === 0,
    },
  ],
  list: { columns: ['ref', 'title', 'audit', 'refs', 'owner', 'conclusion', 'state'], sort: 'ref' },
  sections: [
    { title: 'Question', fields: ['title', 'audit', 'refs', 'question', 'systems', 'owner', 'askedOf'] },
    {
      title: 'Sample',
      help: 'Leave empty when the question needs no sample.',
      fields: ['population', 'populationSize', 'method', 'sampleSize', 'seed', 'items', 'extended'],
    },
    { title: 'Evidence', fields: ['evidenceSeen', 'whereToFind', 'evidence'] },
    { title: 'Conclusion', fields: ['conclusion', 'conclusionReason', 'doneOn', 'doneBy', 'reviewedOn', 'reviewedBy'] },
  ],
  check: (r) =>
    r.sampleSize !== null && r.populationSize !== null && r.sampleSize > r.populationSize
      ? { sampleSize: 'The sample cannot be larger than the population; correct one of the two numbers.' }
      : {},
  examples: [
    {
      title: 'Impact assessments before go-live',
      refs: ['iso42001:8.4', 'iso42001:A.5.3'],
      question: 'Was the impact assessment approved before each significant change went live?',
      population: 'All significant changes of AI systems from January to June 2026, from the change register.',
      populationSize: 14,
      method: 'random',
      sampleSize: 2,
      seed: 'AUD-2026-03',
      items: [
        { item: 'CHG-7', result: 'asRequired', note: 'Approved 3 days before', whereToFind: 'IA-4 version 2' },
        { item: 'CHG-11', result: 'notAsRequired', note: 'Approved 9 days after', whereToFind: 'IA-6 version 1' },
      ],
      evidenceSeen: 'Change records and impact assessments with their approval dates.',
      whereToFind: 'CHG-7, CHG-11, IA-4, IA-6',
      conclusion: 'minor',
      conclusionReason:
        'One of two went live before the approval; nobody was harmed and the assessment changed nothing.',
    },
    {
      title: 'People know the AI policy',
      refs: ['iso42001:7.3'],
      question: 'Can people say where the AI policy is and what it means for their work?',
    },
  ],
})
