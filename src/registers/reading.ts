import { defineRegister, everyone, f, one, stewards, workers } from '../model/index.ts'

export const reading = defineRegister({
  name: 'reading',
  label: { one: 'Reading', many: 'Readings' },
  explain:
    'One value of a monitor on one day, typed in or sent by a tool. Readings show that a system is really being watched and how its behaviour changes.',
  refPrefix: 'READ',
  area: 'internal',
  serves: ['iso42001:A.6.2.6', 'iso42001:9.1'],
  fields: {
    value: f.number(),
    readOn: f.date({ label: 'Read on' }),
    note: f.text({ max: 2000 }).optional(),
  },
  links: { monitor: one('monitor', { required: true, inverse: 'readings', inverseLabel: 'Readings' }) },
  computed: {},
  workflow: {
    initial: 'recorded',
    states: { recorded: 'inForce', withdrawn: 'retired' },
    moves: {
      withdraw: { from: ['recorded'], to: 'withdrawn', by: ['author', ...stewards], asksReason: true },
    },
    // A measured value is a record; a wrong one is withdrawn with a reason and read again.
    frozen: ['recorded', 'withdrawn'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'future',
      ask: 'Was any reading dated later than today?',
      fix: 'Withdraw it and record it with the right day.',
      severity: 'minor',
      failing: (r, { today }) => r.state === 'recorded' && r.readOn > today,
    },
  ],
  list: { columns: ['ref', 'monitor', 'value', 'readOn', 'note', 'state'], sort: '-readOn' },
  titleOf: (r) => `${r.value} on ${r.readOn}`,
  examples: [
    { value: 0.86, readOn: '2026-10-01', note: 'All sites' },
    { value: 0.83, readOn: '2026-11-01' },
  ],
})
