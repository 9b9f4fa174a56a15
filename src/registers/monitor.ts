import { defineRegister, everyone, f, one, stewards, workers } from '../model/index.ts'
import { comparisons } from './lists/dataLists.ts'

export const monitor = defineRegister({
  name: 'monitor',
  label: { one: 'Monitor', many: 'Monitors' },
  explain:
    'What is watched about an AI system once people use it: the measure, the value at which somebody must act, how often it is looked at, how fast an alert is answered and by whom. Readings and alerts belong to a monitor.',
  refPrefix: 'MON',
  area: 'systems',
  serves: ['iso42001:A.6.2.6', 'iso42001:9.1'],
  fields: {
    title: f.text({ max: 250, search: 'high', label: 'What is watched' }),
    metric: f.text({ max: 500, help: 'How the value is worked out.' }),
    aspect: f
      .choice([
        'performance',
        'fairness',
        'drift',
        'errors',
        'availability',
        'use',
        'complaints',
        'overrides',
        'security',
        'energy',
      ])
      .optional(),
    comparison: f.choice(comparisons, { label: 'The value must be' }).optional(),
    threshold: f.number({ help: 'Beyond this value an alert is opened.' }).optional(),
    unit: f.text({ max: 50 }).optional(),
    intervalDays: f.integer({ min: 1, max: 3660, unit: 'days', label: 'Read every' }).optional(),
    responseDays: f.integer({ min: 0, max: 3660, unit: 'days', label: 'Alerts answered within' }).optional(),
    who: f.text({ help: 'Role or team that looks at it, when it is not the owner.' }).optional(),
    response: f
      .longText({ label: 'What to do on an alert', help: 'Repair, update, roll back, stop; and who is told.' })
      .optional(),
    where: f.text({ max: 1000, help: 'Dashboard, report or system where the values arise.' }).optional(),
  },
  links: {
    system: one('aiSystem', { required: true, label: 'AI system', inverse: 'monitors', inverseLabel: 'Monitors' }),
    owner: one('person', { inverse: 'monitorsOwned', inverseLabel: 'Monitors' }),
  },
  computed: {},
  workflow: {
    initial: 'planned',
    states: { planned: 'draft', active: 'inForce', paused: 'due', ended: 'retired' },
    moves: {
      start: {
        from: ['planned', 'paused'],
        to: 'active',
        by: workers,
        needs: ['owner', 'comparison', 'threshold', 'intervalDays', 'responseDays', 'response'],
      },
      pause: { from: ['active'], to: 'paused', by: ['owner', 'systemOwner', ...stewards], asksReason: true },
      end: {
        from: ['planned', 'active', 'paused'],
        to: 'ended',
        by: ['owner', 'systemOwner', ...stewards],
        asksReason: true,
      },
    },
    frozen: ['ended'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'paused',
      ask: 'Is any monitor of a system paused?',
      fix: 'Start it again, or end it with a reason.',
      severity: 'ofi',
      failing: (r) => r.state === 'paused',
    },
  ],
  list: { columns: ['ref', 'title', 'system', 'metric', 'intervalDays', 'owner', 'state'], sort: 'title' },
  sections: [
    { title: 'What is watched', fields: ['title', 'system', 'metric', 'aspect', 'where', 'owner', 'who'] },
    {
      title: 'Limits and times',
      fields: ['comparison', 'threshold', 'unit', 'intervalDays', 'responseDays', 'response'],
    },
  ],
  examples: [
    {
      title: 'Selection rates stay even',
      metric: 'Lowest selection rate of a group divided by the highest, last 90 days',
      aspect: 'fairness',
      comparison: 'atLeast',
      threshold: 0.8,
      intervalDays: 30,
      responseDays: 7,
      who: 'Recruiting analytics',
      response: 'Ranking is switched off for new postings until the cause is known; the AI lead is told the same day.',
    },
    {
      title: 'Corrected minutes',
      metric: 'Share of summaries changed before sending',
      aspect: 'overrides',
      comparison: 'atMost',
      threshold: 25,
      unit: '%',
      intervalDays: 7,
    },
  ],
})
