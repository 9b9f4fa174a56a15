import { defineRegister, everyone, f, many, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'
import { insiders } from './lists/insiders.ts'

export const evidence = defineRegister({
  name: 'evidence',
  label: { one: 'Evidence', many: 'Evidence' },
  explain:
    'Proof that something is done, not only planned: minutes, logs, screenshots, reports, test results. Each piece says when it was collected, how long it counts, and which clauses, controls and records it proves. A second person looks at it before it counts.',
  refPrefix: 'EV',
  area: 'controls',
  serves: ['iso42001:7.5.1', 'iso42001:8.1'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true }),
    shows: f.longText({ label: 'What it shows', help: 'The fact a reader can take from it.' }).optional(),
    files: f.files().optional(),
    url: f.url({ label: 'Address', help: 'Where it can be seen, when it is not a file.' }).optional(),
    collectedOn: f.date(),
    coversFrom: f.date({ help: 'First day the proof speaks about.' }).optional(),
    coversUntil: f.date({ help: 'Last day the proof speaks about.' }).optional(),
    validDays: f
      .integer({ min: 1, max: 3650, unit: 'days', label: 'Counts for', help: 'After that, newer proof is needed.' })
      .optional(),
    standardRefs: f.standardRefs({ label: 'Clauses and controls', help: 'Which points it proves.' }).optional(),
    ownControls: f
      .list({ max: 80, help: 'Own controls it proves, by id as in the statement of applicability.' })
      .optional(),
    origin: f.choice(['uploaded', 'collected_automatically', 'imported', 'produced_here']).optional(),
    collector: f.text({ help: 'Name of the automatic collector, if any.' }).optional(),
    reviewedOn: f.date({ help: 'Set by the review.', setByMove: true }).optional(),
    reviewedBy: f.text({ help: 'Set by the review.', setByMove: true }).optional(),
    reviewNote: f.longText({ help: 'What the reviewer saw or misses.' }).optional(),
  },
  links: {
    about: many('any', { label: 'Proves something about', help: 'Records this evidence belongs to.' }),
    collectedBy: one('person', { inverse: 'evidenceCollected', inverseLabel: 'Evidence collected' }),
  },
  computed: {
    validUntil: { field: f.date({ label: 'Counts until' }), from: (r) => addDays(r.collectedOn, r.validDays) },
  },
  workflow: {
    initial: 'proposed',
    states: {
      proposed: 'inReview',
      accepted: 'inForce',
      rejected: { tone: 'major', label: 'Rejected' },
      withdrawn: 'retired',
    },
    frozen: ['accepted', 'withdrawn'],
    moves: {
      accept: {
        from: ['proposed'],
        to: 'accepted',
        by: [...insiders],
        unless: (r, { actor }) =>
          ((r.createdBy === actor.id || (r.collectedBy !== null && r.collectedBy === actor.person)) &&
            say`You collected this evidence; another person reviews it.`) ||
          ((r.files ?? []).length === 0 &&
            r.url === null &&
            r.about.length === 0 &&
            say`There is nothing to look at: add a file, an address or a record.`),
        sets: (_r, { actor, today }) => ({ reviewedOn: today, reviewedBy: actor.name }),
      },
      reject: {
        from: ['proposed'],
        to: 'rejected',
        by: [...insiders],
        asksReason: true,
        unless: (r, { actor }) =>
          (r.createdBy === actor.id || (r.collectedBy !== null && r.collectedBy === actor.person)) &&
          say`You collected this evidence; withdraw it instead.`,
        sets: (_r, { actor, today }) => ({ reviewedOn: today, reviewedBy: actor.name }),
      },
      proposeAgain: { from: ['rejected'], to: 'proposed', by: [...stewards, 'author'] },
      withdraw: {
        from: ['proposed', 'accepted', 'rejected'],
        to: 'withdrawn',
        by: [...stewards, 'author'],
        asksReason: true,
      },
    },
  },
  readLike: 'about',
  can: { read: everyone, create: insiders, edit: [...stewards, 'author'], archive: stewards },
  readiness: [
    {
      id: 'provesSomething',
      ask: 'Does every piece of evidence say what it proves?',
      fix: 'Add the clauses, controls or records it proves.',
      severity: 'ofi',
      failing: (r) =>
        r.state !== 'withdrawn' &&
        (r.standardRefs ?? []).length === 0 &&
        (r.ownControls ?? []).length === 0 &&
        r.about.length === 0,
    },
    {
      id: 'stale',
      ask: 'Is accepted evidence still recent enough to count?',
      fix: 'Collect newer proof.',
      severity: 'ofi',
      failing: (r, { today }) => r.state === 'accepted' && r.validUntil !== null && r.validUntil < today,
    },
  ],
  check: (r) =>
    r.coversFrom !== null && r.coversUntil !== null && r.coversUntil < r.coversFrom
      ? { coversUntil: 'The period ends before it begins.' }
      : {},
  list: { columns: ['ref', 'title', 'standardRefs', 'collectedOn', 'validUntil', 'state'], sort: '-collectedOn' },
  sections: [
    { title: 'Evidence', fields: ['title', 'shows', 'files', 'url'] },
    { title: 'What it proves', fields: ['standardRefs', 'ownControls', 'about'] },
    {
      title: 'Collection',
      fields: ['collectedOn', 'collectedBy', 'coversFrom', 'coversUntil', 'validDays', 'origin', 'collector'],
    },
    { title: 'Review', fields: ['reviewedOn', 'reviewedBy', 'reviewNote'] },
  ],
  examples: [
    {
      title: 'Board minutes with budget for AI governance',
      shows: 'The board released 38,000 EUR and half a position.',
      collectedOn: '2026-01-29',
      validDays: 365,
      standardRefs: ['iso42001:5.1', 'iso42001:7.1'],
      origin: 'uploaded',
    },
    {
      title: 'Drift report October 2026',
      url: 'https://monitoring.example.org/reports/2026-10',
      collectedOn: '2026-11-02',
      coversFrom: '2026-10-01',
      coversUntil: '2026-10-31',
      validDays: 120,
      standardRefs: ['iso42001:A.6.2.6'],
      origin: 'collected_automatically',
      collector: 'Metrics webhook',
    },
  ],
})

function addDays(day: string, days: number | null): string | null {
  return days === null ? null : Temporal.PlainDate.from(day).add({ days }).toString()
}
