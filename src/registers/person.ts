import { defineRegister, everyone, f, one, stewards } from '../model/index.ts'

export const person = defineRegister({
  name: 'person',
  label: { one: 'Person', many: 'People' },
  explain:
    'The people who matter for the AI management system: those who own, build, use, check or approve. A person need not have an account here. When somebody leaves, the record stays, so that older decisions still show who took them.',
  refPrefix: 'PER',
  area: 'documents',
  serves: ['iso42001:5.3', 'iso42001:7.2', 'iso42001:A.4.6'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true, personal: true, label: 'Name' }),
    email: f.email({ label: 'E-mail', personal: true, search: 'normal' }).optional(),
    jobTitle: f.text().optional(),
    isExternal: f
      .boolean({ label: 'External', help: 'Works here without being employed: contractor, consultant.' })
      .optional(),
    inScopeStaff: f
      .boolean({
        label: 'Works within the scope',
        help: 'Yes when their work is covered by the management system; they then acknowledge the AI policy.',
      })
      .optional(),
    joinedOn: f.date().optional(),
    leftOn: f.date({ help: 'Set when the person leaves.' }).optional(),
  },
  links: {
    unit: one('organisationalUnit', { inverse: 'people', inverseLabel: 'People' }),
  },
  computed: {
    // Derived, so that "has left" is said in one place.
    active: { field: f.boolean({ label: 'Active' }), from: (r) => r.state === 'active' },
  },
  workflow: {
    initial: 'active',
    states: { active: 'inForce', left: 'retired' },
    moves: {
      leave: {
        label: 'Has left',
        from: ['active'],
        to: 'left',
        by: stewards,
        sets: (r, { today }) => ({ leftOn: r.leftOn ?? today }),
      },
      comeBack: { from: ['left'], to: 'active', by: stewards, sets: () => ({ leftOn: null }) },
    },
  },
  can: { read: everyone, create: stewards, edit: stewards, archive: stewards },
  readiness: [
    {
      id: 'scopeDecided',
      ask: 'Is it known for every person whether their work is within the scope?',
      fix: 'Answer whether the person works within the scope.',
      severity: 'ofi',
      refs: ['iso42001:7.3'],
      failing: (r) => r.state === 'active' && r.inScopeStaff === null,
    },
    {
      id: 'leavesNoRole',
      ask: 'Have people who left been relieved of their roles?',
      fix: 'End the appointment and name a successor.',
      severity: 'minor',
      refs: ['iso42001:5.3'],
      looksAt: ['appointments'],
      failing: (r, { related }) =>
        r.state === 'left' && (related.appointments ?? []).some((a) => a.state === 'accepted'),
    },
  ],
  list: { columns: ['ref', 'title', 'jobTitle', 'unit', 'inScopeStaff', 'active'], sort: 'title' },
  examples: [
    { title: 'Ada Brandt', email: 'ada.brandt@example.org', jobTitle: 'Head of AI governance', inScopeStaff: true },
    { title: 'Milo Okafor', email: 'milo.okafor@example.org', jobTitle: 'Product owner', inScopeStaff: true },
    { title: 'Jun Sato', jobTitle: 'Contract tester', isExternal: true, inScopeStaff: true, joinedOn: '2026-05-04' },
  ],
})
