import { defineRegister, everyone, f, one, stewards } from '../model/index.ts'

export const organisationalUnit = defineRegister({
  name: 'organisationalUnit',
  label: { one: 'Unit', many: 'Units' },
  explain:
    'The parts your organisation consists of: companies, departments, teams and sites. They show who leads what, where AI is made or used, and which parts the management system covers.',
  refPrefix: 'UNIT',
  area: 'documents',
  serves: ['iso42001:4.3', 'iso42001:5.3'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true, label: 'Name' }),
    kind: f.choice(['company', 'department', 'team', 'site', 'committee']).optional(),
    description: f.longText({ help: 'What this part does, and what it has to do with AI.' }).optional(),
    location: f.text().optional(),
    inScope: f.boolean({ label: 'Covered by the AIMS' }).optional(),
  },
  links: {
    head: one('person', { inverse: 'unitsLed', inverseLabel: 'Units led', label: 'Led by' }),
    parent: one('organisationalUnit', { inverse: 'parts', inverseLabel: 'Parts', label: 'Part of' }),
  },
  computed: {},
  workflow: {
    initial: 'existing',
    states: { existing: 'inForce', dissolved: 'retired' },
    moves: {
      dissolve: { from: ['existing'], to: 'dissolved', by: stewards, asksReason: true },
      restore: { from: ['dissolved'], to: 'existing', by: stewards },
    },
  },
  can: { read: everyone, create: stewards, edit: stewards, archive: stewards },
  readiness: [
    {
      id: 'led',
      ask: 'Is every unit in scope led by somebody?',
      fix: 'Name who leads the unit.',
      severity: 'ofi',
      failing: (r) => r.state === 'existing' && r.inScope === true && r.head === null,
    },
  ],
  check: (r) => (r.parent !== null && r.parent === r.id ? { parent: 'A unit cannot be part of itself.' } : {}),
  list: { columns: ['ref', 'title', 'kind', 'parent', 'head', 'inScope'], sort: 'title' },
  examples: [
    { title: 'Data science', kind: 'department', description: 'Builds and trains the models.', inScope: true },
    { title: 'Gdansk', kind: 'site', location: 'Gdansk, Poland', inScope: true },
  ],
})
