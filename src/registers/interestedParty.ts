import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

export const interestedParty = defineRegister({
  name: 'interestedParty',
  label: { one: 'Interested party', many: 'Interested parties' },
  explain:
    'People and organisations that your AI affects or that have a say in it: customers, staff, regulators, suppliers, and also people who are judged by an AI output without having any contract with you. For each party it is written down what they require and whether the management system takes it on.',
  refPrefix: 'IP',
  area: 'programme',
  serves: ['iso42001:4.2'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true, label: 'Party' }),
    group: f.choice([
      'customers',
      'users',
      {
        value: 'affected_people',
        label: 'Affected people',
        hint: 'Judged or touched by AI outputs, with or without contract.',
      },
      'staff',
      'owners_and_investors',
      'regulators',
      'suppliers_and_partners',
      'society',
    ]),
    description: f.longText({ help: 'How they are touched by your AI, or how they influence it.' }).optional(),
    requirements: f
      .rows(
        {
          requirement: f.text({ max: 1000 }),
          source: f.text({ max: 500, help: 'Law, contract, survey, complaint, conversation…' }).optional(),
          addressed: f.choice(['yes', 'no', 'undecided'], { label: 'Taken on by the AIMS' }),
          how: f.text({ max: 1000, label: 'How, or why not' }).optional(),
        },
        { help: 'One row per need or expectation. Decide yes or no for each.' },
      )
      .optional(),
    climateConsidered: f
      .boolean({ label: 'Climate needs considered', help: 'Did you ask whether this party has climate-related needs?' })
      .optional(),
    reviewedOn: f.date({ label: 'Last reviewed on' }).optional(),
    nextReviewOn: f.date({ label: 'Next review on' }).optional(),
  },
  links: {
    owner: one('person', {
      inverse: 'interestedPartiesOwned',
      inverseLabel: 'Interested parties',
      help: 'Who keeps in touch with this party.',
    }),
    obligations: many('obligation', {
      inverse: 'interestedParties',
      inverseLabel: 'Interested parties',
      help: 'Laws and contracts the requirements come from.',
    }),
  },
  computed: {
    openRequirements: {
      field: f.integer({ label: 'Undecided requirements' }),
      from: (r) => (r.requirements ?? []).filter((row) => row.addressed === 'undecided').length,
    },
  },
  workflow: {
    initial: 'noted',
    states: { noted: 'draft', confirmed: 'inForce', past: 'retired' },
    moves: {
      confirm: {
        from: ['noted'],
        to: 'confirmed',
        by: stewards,
        needs: ['requirements'],
        unless: (r) =>
          (r.requirements ?? []).some((row) => row.addressed === 'undecided') &&
          say`Decide yes or no for every requirement first.`,
        sets: (r, { today }) => ({ reviewedOn: r.reviewedOn ?? today }),
      },
      reconsider: { from: ['confirmed'], to: 'noted', by: stewards },
      close: { from: ['noted', 'confirmed'], to: 'past', by: stewards, asksReason: true },
      reopen: { from: ['past'], to: 'noted', by: stewards },
    },
  },
  can: { read: everyone, create: workers, edit: [...stewards, 'owner', 'author'], archive: stewards },
  readiness: [
    {
      id: 'hasRequirements',
      ask: 'Is it written down what every interested party requires?',
      fix: 'Add the requirements of this party, with their source.',
      severity: 'minor',
      failing: (r) => r.state !== 'past' && (r.requirements ?? []).length === 0,
    },
    {
      id: 'sourced',
      ask: 'Does every requirement say where it comes from?',
      fix: 'Name the law, contract, survey or conversation.',
      severity: 'ofi',
      failing: (r) => r.state !== 'past' && (r.requirements ?? []).some((row) => row.source === null),
    },
  ],
  list: {
    columns: ['ref', 'title', 'group', 'openRequirements', 'owner', 'reviewedOn', 'state'],
    sort: 'title',
  },
  sections: [
    { title: 'The party', fields: ['title', 'group', 'description', 'owner'] },
    { title: 'What they require', fields: ['requirements', 'obligations', 'climateConsidered'] },
    { title: 'Review', fields: ['reviewedOn', 'nextReviewOn'] },
  ],
  examples: [
    {
      title: 'Loan applicants',
      group: 'affected_people',
      description: 'Their application is pre-sorted by the scoring model before a clerk decides.',
      requirements: [
        {
          requirement: 'A human looks at a refusal when asked',
          source: 'Data protection law and our terms',
          addressed: 'yes',
          how: 'Second review by a clerk within five working days',
        },
        { requirement: 'Reasons in plain words', source: 'Complaints 2025', addressed: 'undecided', how: null },
      ],
      climateConsidered: true,
      reviewedOn: '2026-09-14',
    },
    {
      title: 'Works council',
      group: 'staff',
      requirements: [
        {
          requirement: 'Is told before AI is used to plan shifts',
          source: 'Works agreement 2024-3',
          addressed: 'yes',
          how: 'Standing item in the monthly meeting',
        },
      ],
    },
  ],
})
