import { defineRegister, everyone, f, one, stewards, workers } from '../model/index.ts'

export const measurement = defineRegister({
  name: 'measurement',
  label: { one: 'Measurement', many: 'Measurements' },
  explain:
    'One value of a metric on one day, with what it means and what was decided because of it. Values are kept as evidence: once analysed they are no longer changed.',
  refPrefix: 'MEAS',
  area: 'programme',
  serves: ['iso42001:9.1'],
  fields: {
    value: f.number(),
    measuredOn: f.date({ label: 'Measured on' }),
    source: f.text({ max: 500, help: 'Where the value was read.' }).optional(),
    analysis: f.longText({ help: 'What the value says about how well things work.' }).optional(),
    decision: f.longText({ help: 'What is done because of it, if anything.' }).optional(),
    analysedOn: f.date({ help: 'Set when analysed.', setByMove: true }).optional(),
    analysedBy: f.text({ help: 'Set when analysed.', setByMove: true }).optional(),
    files: f.files().optional(),
  },
  links: {
    metric: one('metric', { inverse: 'measurements', inverseLabel: 'Measurements', required: true }),
  },
  computed: {},
  titleOf: (r) => `${r.value} on ${r.measuredOn}`,
  workflow: {
    initial: 'recorded',
    states: { recorded: 'inReview', analysed: 'inForce', withdrawn: 'retired' },
    frozen: ['analysed', 'withdrawn'],
    moves: {
      analyse: {
        from: ['recorded'],
        to: 'analysed',
        by: workers,
        needs: ['analysis'],
        sets: (_r, { actor, today }) => ({ analysedOn: today, analysedBy: actor.name }),
      },
      correct: { label: 'Correct', from: ['analysed'], to: 'recorded', by: stewards, asksReason: true },
      withdraw: { from: ['recorded', 'analysed'], to: 'withdrawn', by: stewards, asksReason: true },
    },
  },
  can: { read: everyone, create: workers, edit: [...stewards, 'author'], archive: stewards },
  readiness: [
    {
      id: 'analysed',
      ask: 'Are measured values analysed?',
      fix: 'Write what the value means and mark it as analysed.',
      severity: 'ofi',
      failing: (r) => r.state === 'recorded' && r.analysis === null,
    },
  ],
  list: { columns: ['ref', 'metric', 'value', 'measuredOn', 'analysedBy', 'state'], sort: '-measuredOn' },
  sections: [
    { title: 'Value', fields: ['metric', 'value', 'measuredOn', 'source', 'files'] },
    { title: 'Analysis', fields: ['analysis', 'decision', 'analysedOn', 'analysedBy'] },
  ],
  examples: [
    {
      value: 92,
      measuredOn: '2026-11-02',
      source: 'Inventory query',
      analysis: 'One assessment is late because of the change of vendor.',
      decision: 'Owner finishes by 20 November.',
    },
    { value: 100, measuredOn: '2026-12-01' },
  ],
})
