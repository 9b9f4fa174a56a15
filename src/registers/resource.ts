import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'

export const resource = defineRegister({
  name: 'resource',
  label: { one: 'Resource', many: 'Resources' },
  explain:
    'What an AI system needs to be built and to run: software components, data, tools, computing power and people. Knowing them shows what a system depends on, what its loss would mean, and what it uses.',
  refPrefix: 'RES',
  area: 'systems',
  serves: ['iso42001:A.4.2', 'iso42001:A.4.3', 'iso42001:A.4.4', 'iso42001:A.4.5', 'iso42001:A.4.6', 'iso42001:7.1'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true, label: 'Resource' }),
    kind: f.choice(
      [
        { value: 'component', label: 'Component', hint: 'Software or hardware part, library, model.' },
        { value: 'data', label: 'Data' },
        { value: 'tooling', label: 'Tooling', hint: 'For building, testing, labelling, watching.' },
        { value: 'compute', label: 'System and computing', hint: 'Servers, cloud, devices, network, storage.' },
        { value: 'people', label: 'People', hint: 'Skills, roles and hours needed.' },
      ],
      { sortable: true },
    ),
    usedFor: f.longText({ help: 'What it does for the system, and in which stage.' }).optional(),
    versionLabel: f.text({ max: 80, label: 'Version' }).optional(),
    location: f.text({ help: 'Place, region or account where it is.' }).optional(),
    capacity: f.text({ help: 'How much there is: cores, memory, hours, places.' }).optional(),
    energy: f.text({ label: 'Energy and environment', help: 'Consumption or footprint, with its source.' }).optional(),
    licence: f.text({ help: 'Terms under which you may use it.' }).optional(),
    supportEndsOn: f.date({ label: 'Support ends on' }).optional(),
    lossMeans: f
      .longText({ label: 'If it fails or ends', help: 'What then happens, and what replaces it.' })
      .optional(),
    costPerYear: f.number({ min: 0 }).optional(),
    checkedOn: f.date({ label: 'Last checked on' }).optional(),
  },
  links: {
    owner: one('person', { inverse: 'resourcesOwned', inverseLabel: 'Resources' }),
    systems: many('aiSystem', { inverse: 'resources', inverseLabel: 'Resources', label: 'AI systems' }),
    supplier: one('supplier', { inverse: 'resources', inverseLabel: 'Resources' }),
    dataset: one('dataset', { inverse: 'resources', inverseLabel: 'Listed as resource', label: 'Data set' }),
  },
  computed: {},
  workflow: {
    initial: 'inUse',
    states: { planned: 'draft', inUse: 'inForce', retired: 'retired' },
    moves: {
      plan: { label: 'Mark as planned', from: ['inUse'], to: 'planned', by: workers },
      use: { label: 'Mark as in use', from: ['planned', 'retired'], to: 'inUse', by: workers },
      retire: {
        from: ['planned', 'inUse'],
        to: 'retired',
        by: [...stewards, 'systemOwner', 'owner'],
        asksReason: true,
      },
    },
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'supported',
      ask: 'Are all resources in use still supported?',
      fix: 'Replace it, or extend the support.',
      severity: 'minor',
      failing: (r, { today }) => r.state === 'inUse' && r.supportEndsOn !== null && r.supportEndsOn < today,
    },
    {
      id: 'linked',
      ask: 'Is it known for every resource which AI system needs it?',
      fix: 'Link the AI systems that use it.',
      severity: 'ofi',
      failing: (r) => r.state === 'inUse' && r.systems.length === 0,
    },
  ],
  list: { columns: ['ref', 'title', 'kind', 'systems', 'location', 'supportEndsOn', 'state'], sort: 'title' },
  sections: [
    { title: 'Resource', fields: ['title', 'kind', 'usedFor', 'systems', 'owner'] },
    { title: 'Details', fields: ['versionLabel', 'location', 'capacity', 'energy', 'costPerYear', 'dataset'] },
    { title: 'Dependence', fields: ['supplier', 'licence', 'supportEndsOn', 'lossMeans', 'checkedOn'] },
  ],
  examples: [
    {
      title: 'Training cluster Frankfurt',
      kind: 'compute',
      usedFor: 'Training and nightly evaluation',
      location: 'Frankfurt, cloud region',
      capacity: '8 accelerators, 1 TB memory',
      energy: 'About 9 MWh a year, provider statement 2025',
      supportEndsOn: '2029-12-31',
    },
    {
      title: 'Labelling team',
      kind: 'people',
      usedFor: 'Second look at 2 % of outputs',
      capacity: '3 people, 10 hours a week',
    },
  ],
})
