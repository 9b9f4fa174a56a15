import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'

export const communication = defineRegister({
  name: 'communication',
  label: { one: 'Communication', many: 'Communications' },
  explain:
    'The plan of who is told what about AI, when, by whom and through which channel, inside and outside the organisation; and below each line, what was actually said and when.',
  refPrefix: 'COM',
  area: 'documents',
  serves: ['iso42001:7.4', 'iso42001:7.3'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true, label: 'Topic' }),
    direction: f.choice(['internal', 'external']),
    why: f.longText({ help: 'What people should know or do afterwards.' }).optional(),
    timing: f
      .text({ label: 'When', help: 'A day, a rhythm or an event, for example "each January" or "after an incident".' })
      .optional(),
    nextOn: f.date({ label: 'Next on' }).optional(),
    audience: f.text({ max: 500, label: 'With whom' }).optional(),
    channel: f.text({ max: 500, label: 'How', help: 'Meeting, e-mail, website, contract, training.' }).optional(),
    said: f
      .rows(
        {
          on: f.date(),
          by: f.text(),
          to: f.text().optional(),
          what: f.text({ max: 2000 }),
        },
        { label: 'What was said', help: 'One row each time it took place.' },
      )
      .optional(),
    files: f.files({ help: 'Slides, mails, minutes.' }).optional(),
    standardRefs: f.standardRefs({ label: 'Clauses and controls' }).optional(),
  },
  links: {
    owner: one('person', { inverse: 'communicationsOwned', inverseLabel: 'Communications', label: 'Who communicates' }),
    parties: many('interestedParty', {
      inverse: 'communications',
      inverseLabel: 'Communications',
      label: 'Interested parties addressed',
    }),
  },
  computed: {
    lastOn: {
      field: f.date({ label: 'Last on' }),
      from: (r) =>
        (r.said ?? [])
          .map((row) => row.on)
          .sort()
          .at(-1) ?? null,
    },
  },
  workflow: {
    initial: 'planned',
    states: { planned: 'draft', inForce: 'inForce', ended: 'retired' },
    moves: {
      putInForce: {
        from: ['planned'],
        to: 'inForce',
        by: stewards,
        needs: ['owner', 'timing', 'audience', 'channel'],
      },
      end: { from: ['planned', 'inForce'], to: 'ended', by: stewards, asksReason: true },
      reopen: { from: ['ended'], to: 'planned', by: stewards },
    },
  },
  can: { read: everyone, create: workers, edit: [...stewards, 'topManagement', 'owner', 'author'], archive: stewards },
  readiness: [
    {
      id: 'takesPlace',
      ask: 'Does planned communication take place?',
      fix: 'Record what was said, or plan a new day.',
      severity: 'ofi',
      failing: (r, { today }) => r.state === 'inForce' && r.nextOn !== null && r.nextOn < today,
    },
    {
      id: 'complete',
      ask: 'Does every line say when, with whom, how and who?',
      fix: 'Fill in what is missing.',
      severity: 'minor',
      failing: (r) =>
        r.state !== 'ended' && (r.timing === null || r.audience === null || r.channel === null || r.owner === null),
    },
  ],
  list: { columns: ['ref', 'title', 'direction', 'audience', 'owner', 'nextOn', 'lastOn'], sort: 'title' },
  sections: [
    {
      title: 'Plan',
      fields: [
        'title',
        'direction',
        'why',
        'timing',
        'nextOn',
        'audience',
        'parties',
        'channel',
        'owner',
        'standardRefs',
      ],
    },
    { title: 'What was said', fields: ['said', 'files'] },
  ],
  examples: [
    {
      title: 'AI policy and why it matters',
      direction: 'internal',
      why: 'Everybody knows the policy and their part in it.',
      timing: 'Each January and on joining',
      audience: 'All staff in scope',
      channel: 'Town hall and course',
      said: [
        {
          on: '2026-01-20',
          by: 'Chief executive',
          to: 'All staff',
          what: 'Policy 1.0, red lines, where to raise concerns',
        },
      ],
      standardRefs: ['iso42001:7.3', 'iso42001:5.1'],
    },
    {
      title: 'Change of model version',
      direction: 'external',
      timing: 'Two weeks before a release',
      audience: 'Customers',
    },
  ],
})
