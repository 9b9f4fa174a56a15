import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'

export const metric = defineRegister({
  name: 'metric',
  label: { one: 'Metric', many: 'Metrics' },
  explain:
    'What is watched and measured to see whether the AI management system works: how it is measured, why the method can be trusted, how often, who looks at the figures and from which value on somebody must act.',
  refPrefix: 'MET',
  area: 'programme',
  serves: ['iso42001:9.1'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true, label: 'Metric' }),
    what: f.longText({ label: 'What is measured' }).optional(),
    method: f.longText({ label: 'How it is measured', help: 'Source, formula, sample, tool.' }).optional(),
    methodValidity: f
      .longText({
        label: 'Why the method can be trusted',
        help: 'How you know that measuring again gives comparable results.',
      })
      .optional(),
    frequency: f
      .choice(['continuous', 'daily', 'weekly', 'monthly', 'quarterly', 'half_yearly', 'yearly', 'on_event'])
      .optional(),
    analysis: f
      .longText({
        label: 'How it is analysed',
        help: 'When the figures are looked at, by whom, and what they are compared with.',
      })
      .optional(),
    unitOfMeasure: f.text({ max: 40, label: 'Unit', help: 'For example %, days, number.' }).optional(),
    better: f
      .choice(['higher', 'lower', { value: 'within', label: 'Between the limits' }], { label: 'Better is' })
      .optional(),
    target: f.number().optional(),
    warnAt: f.number({ label: 'Warning from', help: 'From this value on, somebody looks into it.' }).optional(),
    actAt: f.number({ label: 'Action from', help: 'From this value on, somebody must act.' }).optional(),
    lowerLimit: f.number({ help: 'Only where better means between the limits.' }).optional(),
    upperLimit: f.number({ help: 'Only where better means between the limits.' }).optional(),
    standardRefs: f
      .standardRefs({ label: 'Clauses and controls', help: 'What the metric shows the effect of.' })
      .optional(),
  },
  links: {
    owner: one('person', { inverse: 'metricsOwned', inverseLabel: 'Metrics', label: 'Measured by' }),
    analyst: one('person', { inverse: 'metricsAnalysed', inverseLabel: 'Metrics analysed', label: 'Analysed by' }),
    systems: many('aiSystem', { inverse: 'aimsMetrics', inverseLabel: 'Metrics', label: 'AI systems concerned' }),
  },
  computed: {},
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', active: 'inForce', retired: 'retired' },
    moves: {
      activate: {
        label: 'Start measuring',
        from: ['draft', 'retired'],
        to: 'active',
        by: stewards,
        needs: ['what', 'method', 'frequency', 'analysis', 'owner'],
      },
      revise: { from: ['active'], to: 'draft', by: stewards, asksReason: true },
      retire: { from: ['draft', 'active'], to: 'retired', by: stewards, asksReason: true },
    },
  },
  can: { read: everyone, create: workers, edit: [...stewards, 'owner', 'author'], archive: stewards },
  readiness: [
    {
      id: 'methodValid',
      ask: 'Is it shown for every metric why its method can be trusted?',
      fix: 'Say how you know that the method gives valid results.',
      severity: 'minor',
      failing: (r) => r.state === 'active' && r.methodValidity === null,
    },
    {
      id: 'limits',
      ask: 'Does every metric say from which value on somebody must act?',
      fix: 'Enter a value for action, or the limits.',
      severity: 'ofi',
      failing: (r) => r.state === 'active' && r.actAt === null && r.lowerLimit === null && r.upperLimit === null,
    },
  ],
  check: (r) =>
    r.lowerLimit !== null && r.upperLimit !== null && r.upperLimit < r.lowerLimit
      ? { upperLimit: 'The upper limit lies under the lower one.' }
      : {},
  list: { columns: ['ref', 'title', 'frequency', 'target', 'unitOfMeasure', 'owner', 'state'], sort: 'title' },
  sections: [
    { title: 'Metric', fields: ['title', 'what', 'unitOfMeasure', 'standardRefs', 'systems'] },
    { title: 'Measuring', fields: ['method', 'methodValidity', 'frequency', 'owner'] },
    {
      title: 'Judging',
      fields: ['analysis', 'analyst', 'better', 'target', 'warnAt', 'actAt', 'lowerLimit', 'upperLimit'],
    },
  ],
  examples: [
    {
      title: 'Impact assessments in date',
      what: 'Share of operating AI systems whose impact assessment was approved within a year.',
      method: 'Counted from the inventory on the first working day of the month.',
      methodValidity: 'Same query each time; compared once a year with a manual count.',
      frequency: 'monthly',
      analysis: 'AIMS lead compares with the last six months and reports to the steering group.',
      unitOfMeasure: '%',
      better: 'higher',
      target: 100,
      warnAt: 95,
      actAt: 90,
      standardRefs: ['iso42001:8.4', 'iso42001:A.5.2'],
    },
    {
      title: 'Days to answer a concern',
      frequency: 'monthly',
      unitOfMeasure: 'days',
      better: 'lower',
      target: 10,
      actAt: 20,
    },
  ],
})
