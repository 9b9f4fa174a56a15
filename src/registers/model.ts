import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'
import { modelOrigins } from './lists/aiSystemLists.ts'

export const model = defineRegister({
  name: 'model',
  label: { one: 'Model', many: 'Models' },
  explain:
    'The trained models inside AI systems, with the facts of their model cards: where each comes from, what it was made for, what it was trained on, how well it does and where it fails. One model can serve several systems, and a change to it touches all of them.',
  refPrefix: 'MDL',
  area: 'systems',
  serves: ['iso42001:A.4.2', 'iso42001:A.6.2.3', 'iso42001:A.6.2.7'],
  fields: {
    title: f.text({ max: 250, search: 'high', label: 'Name' }),
    kind: f.choice(
      [
        'language_model',
        'generative_media',
        'vision',
        'speech',
        'classification',
        'regression',
        'ranking',
        'clustering',
        'rules',
        'other',
      ],
      { help: 'What sort of model it is.' },
    ),
    origin: f.choice(modelOrigins),
    description: f.longText({ search: 'high' }).optional(),
    modelVersion: f.text({ max: 100, label: 'Version' }).optional(),
    baseModel: f
      .text({ label: 'Base model', help: 'The model it was made from, when it is not in this register.' })
      .optional(),
    identifier: f
      .text({ max: 1000, help: 'Package address, repository name or hash that tells exactly which model it is.' })
      .optional(),
    website: f.url({ label: 'Card or repository' }).optional(),
    licence: f.text({ max: 500 }).optional(),
    releasedOn: f.date({ label: 'Released on' }).optional(),
    task: f.text({ max: 500, help: 'For example text classification.' }).optional(),
    architecture: f.text({ max: 1000 }).optional(),
    inputs: f.text({ max: 1000 }).optional(),
    outputs: f.text({ max: 1000 }).optional(),
    languages: f.list({ max: 100 }).optional(),
    intendedUses: f.list({ label: 'Intended uses' }).optional(),
    outOfScopeUses: f.list({ label: 'Uses it is not made for' }).optional(),
    metrics: f
      .rows({
        metric: f.text(),
        value: f.number(),
        group: f.text({ help: 'Group of people or part of the data; empty for all.' }).optional(),
        measuredOn: f.text({ label: 'Test data' }).optional(),
      })
      .optional(),
    limits: f.list({ label: 'Known limits', help: 'Where it fails or must not be trusted, one a line.' }).optional(),
    ethicalNotes: f.longText({ label: 'Bias and ethical notes' }).optional(),
    trainingNotes: f.longText({ label: 'How it was trained' }).optional(),
    trainingDataKnown: f
      .boolean({ label: 'Training data is known', help: 'Is it documented what it was trained on?' })
      .optional(),
    energy: f.text({ max: 500, label: 'Energy and compute used' }).optional(),
  },
  links: {
    owner: one('person', { inverse: 'modelsOwned', inverseLabel: 'Models' }),
    supplier: one('supplier', { inverse: 'models', inverseLabel: 'Models' }),
    derivedFrom: one('model', { label: 'Made from', inverse: 'derivedModels', inverseLabel: 'Models made from it' }),
    trainingData: many('dataset', {
      label: 'Training data',
      inverse: 'modelsTrained',
      inverseLabel: 'Models trained on it',
    }),
  },
  computed: {},
  workflow: {
    initial: 'candidate',
    states: { candidate: 'draft', approved: 'inForce', retired: 'retired' },
    moves: {
      approve: {
        from: ['candidate'],
        to: 'approved',
        signs: 'I approve',
        by: [...stewards, 'systemOwner'],
        needs: ['owner', 'modelVersion', 'limits', 'intendedUses'],
        unless: (r, { actor }) =>
          r.createdBy === actor.id && say`You entered this model; ask another person to approve it.`,
      },
      revise: { from: ['approved'], to: 'candidate', by: [...stewards, 'owner', 'systemOwner'], asksReason: true },
      retire: {
        from: ['candidate', 'approved'],
        to: 'retired',
        by: [...stewards, 'owner', 'systemOwner'],
        asksReason: true,
      },
      reopen: { from: ['retired'], to: 'candidate', by: stewards },
    },
    frozen: ['approved', 'retired'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'identified',
      ask: 'Can every approved model from outside be told apart exactly?',
      fix: 'Revise the model and give its package address, repository name or hash.',
      severity: 'ofi',
      refs: ['iso42001:A.4.4', 'iso42001:A.10.3'],
      failing: (r) => r.state === 'approved' && r.origin !== 'own' && r.identifier === null,
    },
    {
      id: 'trainingData',
      ask: 'Is it known what models made here were trained on?',
      fix: 'Link the data sets it was trained on.',
      severity: 'minor',
      refs: ['iso42001:A.7.5', 'iso42001:A.4.3'],
      failing: (r) => r.state === 'approved' && r.origin === 'own' && r.trainingData.length === 0,
    },
  ],
  list: { columns: ['ref', 'title', 'kind', 'origin', 'modelVersion', 'owner', 'state'], sort: 'title' },
  sections: [
    {
      title: 'What it is',
      fields: ['title', 'kind', 'description', 'owner', 'modelVersion', 'releasedOn', 'identifier', 'website'],
    },
    { title: 'Where it comes from', fields: ['origin', 'supplier', 'baseModel', 'derivedFrom', 'licence'] },
    { title: 'How it works', fields: ['task', 'architecture', 'inputs', 'outputs', 'languages'] },
    { title: 'Training', fields: ['trainingData', 'trainingDataKnown', 'trainingNotes', 'energy'] },
    { title: 'Use and limits', fields: ['intendedUses', 'outOfScopeUses', 'metrics', 'limits', 'ethicalNotes'] },
  ],
  examples: [
    {
      title: 'CV matcher',
      kind: 'ranking',
      origin: 'fine_tuned_third_party',
      modelVersion: '2.1',
      baseModel: 'Multilingual sentence encoder, 12 layers',
      task: 'Similarity of an application to a job description',
      languages: ['German', 'English'],
      intendedUses: ['Ranking applications for office positions'],
      outOfScopeUses: ['Rejecting applicants without reading'],
      metrics: [
        { metric: 'Agreement with recruiters', value: 0.87, group: null, measuredOn: 'Hold-out year 2025' },
        { metric: 'Selection rate', value: 0.31, group: 'Women', measuredOn: 'Hold-out year 2025' },
      ],
      limits: ['Handwritten scans', 'Careers with gaps of more than five years'],
      trainingDataKnown: true,
    },
    {
      title: 'Northlight Chat 4',
      kind: 'language_model',
      origin: 'third_party_service',
      modelVersion: '4.0-2026-05',
      licence: 'Service terms of Northlight Models',
      limits: ['States invented facts with confidence'],
      trainingDataKnown: false,
    },
  ],
})
