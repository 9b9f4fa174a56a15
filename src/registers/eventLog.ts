import { defineRegister, everyone, f, one, stewards, workers } from '../model/index.ts'

export const eventLog = defineRegister({
  name: 'eventLog',
  label: { one: 'Event log', many: 'Event logs' },
  explain:
    'Which events an AI system writes down while it runs, where they are kept, for how long and who may read them. Without logs an incident cannot be reconstructed. The events themselves stay where they are; here stands that they arrive.',
  refPrefix: 'LOG',
  area: 'systems',
  serves: ['iso42001:A.6.2.8'],
  fields: {
    title: f.text({ max: 250, search: 'high', label: 'Log' }),
    events: f.list({ label: 'What is logged', help: 'Kinds of events, one a line.' }).optional(),
    where: f.text({ max: 1000, label: 'Where it is kept' }).optional(),
    access: f.text({ max: 1000, label: 'Who may read it' }).optional(),
    windowHours: f
      .integer({
        min: 1,
        unit: 'hours',
        label: 'An event is expected within',
        help: 'Silence longer than this means the log is broken.',
      })
      .optional(),
    lastEventAt: f.dateTime({ label: 'Last event at' }).optional(),
    retentionDays: f.integer({ min: 0, unit: 'days', label: 'Kept for' }).optional(),
    requiredRetentionDays: f.integer({ min: 0, unit: 'days', label: 'Must be kept for' }).optional(),
    requiredBy: f.text({ max: 500, label: 'Required by', help: 'Law, contract or own rule.' }).optional(),
    personalData: f.boolean({ label: 'Holds personal data' }).optional(),
    protectedFromChange: f.boolean({ label: 'Protected from change' }).optional(),
  },
  links: {
    system: one('aiSystem', { required: true, label: 'AI system', inverse: 'eventLogs', inverseLabel: 'Event logs' }),
    owner: one('person', { inverse: 'eventLogs', inverseLabel: 'Event logs' }),
  },
  computed: {},
  workflow: {
    initial: 'planned',
    states: { planned: 'draft', running: 'inForce', ended: 'retired' },
    moves: {
      start: {
        from: ['planned'],
        to: 'running',
        by: workers,
        needs: ['events', 'where', 'access', 'windowHours', 'retentionDays', 'requiredRetentionDays'],
      },
      end: { from: ['planned', 'running'], to: 'ended', by: ['owner', 'systemOwner', ...stewards], asksReason: true },
      restart: { from: ['ended'], to: 'running', by: ['owner', 'systemOwner', ...stewards] },
    },
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'protected',
      ask: 'Is every running log protected from change?',
      fix: 'Protect it, for example by write-once storage, and say so.',
      severity: 'ofi',
      failing: (r) => r.state === 'running' && r.protectedFromChange !== true,
    },
  ],
  list: { columns: ['ref', 'title', 'system', 'lastEventAt', 'retentionDays', 'owner', 'state'], sort: 'title' },
  sections: [
    {
      title: 'Log',
      fields: ['title', 'system', 'owner', 'events', 'where', 'access', 'personalData', 'protectedFromChange'],
    },
    { title: 'Times', fields: ['windowHours', 'lastEventAt', 'retentionDays', 'requiredRetentionDays', 'requiredBy'] },
  ],
  examples: [
    {
      title: 'Ranking decisions',
      events: ['Application scored, with model version', 'Recruiter overrules the order', 'Settings changed'],
      where: 'Log platform, index hr-ranking',
      access: 'Platform team; recruiting analytics read-only',
      windowHours: 24,
      lastEventAt: '2026-11-24T16:05:00Z',
      retentionDays: 400,
      requiredRetentionDays: 180,
      requiredBy: 'EU AI Act, duty of users of high-risk systems',
      personalData: true,
      protectedFromChange: true,
    },
    { title: 'Summaries requested', events: ['Meeting summarised'], windowHours: 72 },
  ],
})
