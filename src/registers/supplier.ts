import { defineRegister, everyone, f, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

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
    requirements: f
      .longText({
        label: 'What is required of it',
        help: 'What the supplier must keep to so that AI is used responsibly.',
      })
      .optional(),
    reviewedOn: f
      .date({ label: 'Last reviewed on', help: 'Set when a review is recorded.', setByMove: true })
      .optional(),
    reviewResult: f.longText({ label: 'Result of the last review' }).optional(),
    reviewBy: f.date({ label: 'Next review by' }).optional(),
    modelChangedOn: f
      .date({ label: 'Model version changed on', help: 'Last time the supplier changed a model you use.' })
      .optional(),
    impactCheckedOn: f
      .date({ label: 'Change checked on', help: 'When you last checked what such a change means for your systems.' })
      .optional(),
  },
  links: {
    // Systems, models, data sets, risks and responsibility matrices name their supplier and arrive here as inverses.
    owner: one('person', { inverse: 'suppliersOwned', inverseLabel: 'Suppliers' }),
    unit: one('organisationalUnit', {
      inverse: 'suppliers',
      inverseLabel: 'Suppliers',
      label: 'Unit that uses it most',
    }),
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
          say`The owner cannot approve their own supplier; ask another person.`,
      },
      recordReview: {
        label: 'Record a review',
        from: ['approved'],
        to: 'approved',
        by: [...stewards, 'owner'],
        needs: ['reviewResult', 'reviewBy'],
        sets: (_r, { today }) => ({ reviewedOn: today }),
        unless: (r, { today }) =>
          r.reviewBy !== null && r.reviewBy <= today && say`Choose the day of the next review; it lies in the past.`,
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
    {
      id: 'required',
      ask: 'Is it written down what each approved AI supplier must keep to?',
      fix: 'Write what is required of it, and put it into the contract.',
      severity: 'minor',
      refs: ['iso42001:A.10.3'],
      failing: (r) => r.state === 'approved' && r.providesAi && r.requirements === null,
    },
  ],
  list: { columns: ['ref', 'title', 'provides', 'owner', 'state', 'reviewBy'], sort: 'title' },
  sections: [
    { title: 'Supplier', fields: ['title', 'owner', 'unit', 'provides', 'providesAi', 'description', 'website'] },
    { title: 'Agreement', fields: ['contractReference', 'requirements'] },
    {
      title: 'Checks',
      fields: ['dueDiligenceOn', 'dueDiligenceResult', 'reviewedOn', 'reviewResult', 'reviewBy'],
    },
    { title: 'Changes of its models', fields: ['modelChangedOn', 'impactCheckedOn'] },
  ],
  examples: [
    {
      title: 'Northlight Models',
      provides: ['model'],
      providesAi: true,
      requirements: 'Notice 30 days before a model version changes; incidents reported within 72 hours.',
      dueDiligenceOn: '2026-04-20',
      dueDiligenceResult: 'Security report and model card read; origin of training data not disclosed, kept as a risk.',
      reviewBy: '2027-03-31',
    },
    { title: 'Harbour Labelling', provides: ['data', 'people'], providesAi: true },
  ],
})
