import { defineRegister, everyone, f, stewards } from '../model/index.ts'

/** Kinds a field of the organisation may have: all but rows and scales, whose shape needs more than a form can ask. */
const kinds = [
  { value: 'text', label: 'Line of text' },
  { value: 'longText', label: 'Several paragraphs' },
  { value: 'url', label: 'Web address' },
  { value: 'email', label: 'E-mail address' },
  { value: 'choice', label: 'One of a list' },
  { value: 'choices', label: 'Several of a list' },
  { value: 'number', label: 'Number' },
  { value: 'integer', label: 'Whole number' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'date', label: 'Day' },
  { value: 'dateTime', label: 'Day and time' },
  { value: 'list', label: 'List of short texts' },
  { value: 'standardRefs', label: 'Clauses and controls' },
  { value: 'files', label: 'Files' },
] as const satisfies readonly { value: keyof typeof f; label: string }[]

export const customField = defineRegister({
  name: 'customField',
  label: { one: 'Own field', many: 'Own fields' },
  explain:
    'A field your organisation adds to a register, such as a cost centre or a project number. It behaves like any other field in forms, lists, exports and history. It is never required, so that nothing that was complete before becomes incomplete.',
  refPrefix: 'FIELD',
  area: 'internal',
  serves: ['iso42001:7.5.1'],
  fields: {
    title: f.text({ max: 120, search: 'high', sortable: true, label: 'Label' }),
    registerName: f.text({
      max: 60,
      label: 'Register',
      names: 'register',
      filterable: true,
      help: 'The register it is added to.',
    }),
    key: f.text({
      max: 40,
      help: 'Short name used in exports; letters and digits, begins with a small letter. Keep it.',
    }),
    kind: f.choice(kinds),
    choices: f.list({ max: 200, help: 'For lists: what can be chosen, one a line.' }).optional(),
    help: f.text({ max: 500, help: 'A sentence shown under the field.' }).optional(),
  },
  links: {},
  computed: {},
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', active: 'inForce', retired: 'retired' },
    frozen: ['active', 'retired'],
    moves: {
      activate: { label: 'Put in use', from: ['draft', 'retired'], to: 'active', by: stewards },
      retire: { from: ['active'], to: 'retired', by: stewards, asksReason: true },
      change: { from: ['active'], to: 'draft', by: stewards, asksReason: true },
    },
  },
  can: { read: everyone, create: stewards, edit: stewards, archive: stewards },
  readiness: [],
  check: (r) => ({
    ...(/^[a-z][A-Za-z0-9]*$/.test(r.key)
      ? {}
      : { key: 'Use letters and digits only, beginning with a small letter.' }),
    ...((r.kind === 'choice' || r.kind === 'choices') && (r.choices ?? []).length === 0
      ? { choices: 'Say what can be chosen.' }
      : {}),
    ...(new Set(r.choices ?? []).size !== (r.choices ?? []).length ? { choices: 'The same choice stands twice.' } : {}),
  }),
  list: { columns: ['ref', 'title', 'registerName', 'key', 'kind', 'state'], sort: 'title' },
  examples: [
    { title: 'Cost centre', registerName: 'aiSystem', key: 'costCentre', kind: 'text', help: 'Four digits.' },
    {
      title: 'Region',
      registerName: 'supplier',
      key: 'region',
      kind: 'choice',
      choices: ['Europe', 'Americas', 'Asia'],
    },
  ],
})
