import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

export const contextIssue = defineRegister({
  name: 'contextIssue',
  label: { one: 'Context issue', many: 'Context issues' },
  explain:
    'Circumstances inside and outside the organisation that make responsible AI easier or harder: law, market, technology, culture, skills, money, climate. Each one says whether it matters for the management system and why, and is looked at again at planned times. The decision whether climate change matters is kept here too, as the issue with the topic "Climate change".',
  refPrefix: 'CTX',
  area: 'programme',
  serves: ['iso42001:4.1', 'iso42001:6.1.1'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true, label: 'Issue' }),
    origin: f.choice(['external', 'internal'], { help: 'Does it come from outside or from inside the organisation?' }),
    topic: f.choice(
      [
        'law',
        'market',
        'technology',
        'society',
        'economy',
        'environment',
        { value: 'climate_change', label: 'Climate change', hint: 'Keep exactly one issue with this topic.' },
        'strategy',
        'culture',
        'people_and_skills',
        'structure',
        'intended_purpose_of_ai',
        'forbidden_uses',
      ],
      { help: 'What the issue is about.' },
    ),
    description: f.longText({ help: 'What is going on, in two or three sentences.' }).optional(),
    effect: f
      .longText({ label: 'Effect on AI', help: 'What it makes easier or harder for your AI systems.' })
      .optional(),
    relevant: f
      .choice(['yes', 'no', 'undecided'], {
        label: 'Matters for the AIMS',
        help: 'Decide yes or no; for climate change this decision is required.',
      })
      .optional(),
    relevanceReason: f.longText({ label: 'Reason for the decision' }).optional(),
    decidedOn: f.date({ help: 'Set when the issue is confirmed.', setByMove: true }).optional(),
    decidedBy: f.text({ help: 'Set when the issue is confirmed.', setByMove: true }).optional(),
    reviewedOn: f.date({ label: 'Last reviewed on' }).optional(),
    nextReviewOn: f.date({ label: 'Next review on' }).optional(),
  },
  links: {
    owner: one('person', { inverse: 'contextIssuesOwned', inverseLabel: 'Context issues' }),
    units: many('organisationalUnit', {
      inverse: 'contextIssues',
      inverseLabel: 'Context issues',
      label: 'Units concerned',
    }),
  },
  computed: {},
  workflow: {
    initial: 'noted',
    states: { noted: 'draft', confirmed: 'inForce', past: 'retired' },
    moves: {
      confirm: {
        from: ['noted'],
        to: 'confirmed',
        by: stewards,
        needs: ['relevant', 'relevanceReason'],
        unless: (r) => r.relevant === 'undecided' && say`Decide first whether the issue matters: choose yes or no.`,
        sets: (r, { actor, today }) => ({
          decidedOn: today,
          decidedBy: actor.name,
          reviewedOn: r.reviewedOn ?? today,
        }),
      },
      reconsider: { from: ['confirmed'], to: 'noted', by: stewards, asksReason: true },
      close: { from: ['noted', 'confirmed'], to: 'past', by: stewards, asksReason: true },
      reopen: { from: ['past'], to: 'noted', by: stewards },
    },
  },
  can: { read: everyone, create: workers, edit: [...stewards, 'owner', 'author'], archive: stewards },
  readiness: [
    {
      id: 'decided',
      ask: 'Is it decided for every issue whether it matters for the management system?',
      fix: 'Choose yes or no and write the reason.',
      severity: 'minor',
      failing: (r) => r.state !== 'past' && (r.relevant === null || r.relevant === 'undecided'),
    },
    {
      id: 'reviewInTime',
      ask: 'Was every relevant issue looked at again when planned?',
      fix: 'Review the issue, update the text and plan the next review.',
      severity: 'ofi',
      failing: (r, { today }) => r.state === 'confirmed' && r.nextReviewOn !== null && r.nextReviewOn < today,
    },
  ],
  list: { columns: ['ref', 'title', 'origin', 'topic', 'relevant', 'reviewedOn', 'state'], sort: 'title' },
  sections: [
    { title: 'The issue', fields: ['title', 'origin', 'topic', 'description', 'effect', 'owner', 'units'] },
    { title: 'Decision', fields: ['relevant', 'relevanceReason', 'decidedOn', 'decidedBy'] },
    { title: 'Review', fields: ['reviewedOn', 'nextReviewOn'] },
  ],
  examples: [
    {
      title: 'EU AI Act duties apply in stages',
      origin: 'external',
      topic: 'law',
      description:
        'Our loan pre-check falls into a strict class, so documentation, oversight and registration are due.',
      effect: 'Releases need more lead time; customers ask for proof.',
      relevant: 'yes',
      relevanceReason: 'Without meeting the duties the product may not be offered.',
      reviewedOn: '2026-09-14',
      nextReviewOn: '2027-03-15',
    },
    {
      title: 'Relevance of climate change',
      origin: 'external',
      topic: 'climate_change',
      effect: 'Training runs use rented computing; energy use is part of our customers’ questionnaires.',
      relevant: 'yes',
      relevanceReason: 'Energy use of training is material for two key customers.',
      reviewedOn: '2026-09-14',
    },
  ],
})
