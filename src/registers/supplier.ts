import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'

export const supplier = defineRegister({
  name: 'supplier',
  label: { one: 'Supplier', many: 'Suppliers' },
  explain:
    'Companies and people outside the organisation that deliver AI models, data, platforms or work for AI systems. The register shows who was checked before use, what was agreed, and when each is looked at again.',
  refPrefix: 'SUP',
  area: 'systems',
  serves: ['iso42001:A.10.3', 'iso42001:8.1'],
  fields: {
    title: f.text({ max: 200, search: 'high', label: 'Name' }),
    provides: f.choices(['model', 'data', 'platform', 'people', 'software'], { help: 'What this supplier delivers.' }),
    providesAi: f.boolean({
      label: 'Provides AI',
      help: 'Yes when a model, an AI service or AI training data comes from this supplier.',
    }),
    description: f.longText().optional(),
    website: f.url().optional(),
    contractReference: f.text().optional(),
    dueDiligenceOn: f
      .date({ label: 'Due diligence done on', help: 'The day the checks before first use were finished.' })
      .optional(),
    dueDiligenceResult: f.longText({ help: 'What was looked at and what was found.' }).optional(),
    reviewBy: f.date({ label: 'Next review by' }).optional(),
    modelChangedOn: f
      .date({ label: 'Model version changed on', help: 'Last time the supplier changed a model you use.' })
      .optional(),
    impactCheckedOn: f
      .date({ label: 'Change checked on', help: 'When you last checked what such a change means for your systems.' })
      .optional(),
  },
  links: {
    owner: one('person', { inverse: 'suppliersOwned', inverseLabel: 'Suppliers' }),
  },
  computed: {},
  workflow: {
    initial: 'proposed',
    states: { proposed: 'draft', approved: 'inForce', ended: 'retired' },
    moves: {
      approve: {
        from: ['proposed'],
        to: 'approved',
        by: stewards,
        needs: ['owner', 'dueDiligenceOn', 'reviewBy'],
        unless: (r, { actor }) =>
          r.owner !== null &&
          r.owner === actor.person &&
          'The owner cannot approve their own supplier; ask another person.',
      },
      end: { from: ['proposed', 'approved'], to: 'ended', by: stewards, asksReason: true },
      reopen: { from: ['ended'], to: 'proposed', by: stewards },
    },
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'owned',
      ask: 'Does every supplier have an owner?',
      fix: 'Choose an owner.',
      severity: 'minor',
      failing: (r) => r.state !== 'ended' && r.owner === null,
    },
  ],
  list: { columns: ['ref', 'title', 'provides', 'owner', 'state', 'reviewBy'], sort: 'title' },
  examples: [{ title: 'Northlight Models', provides: ['model'], providesAi: true, reviewBy: '2027-03-31' }],
})
