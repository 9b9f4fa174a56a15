import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

export const plannedChange = defineRegister({
  name: 'plannedChange',
  label: { one: 'Change', many: 'Changes' },
  explain:
    'Changes to the management system or to an AI system, thought through before they happen: why, what they touch, what could go wrong, who does what. For a significant change it is decided whether risks and impacts must be assessed again. A change that already happened without a plan is recorded as such, with the reason.',
  refPrefix: 'CHG',
  area: 'programme',
  serves: ['iso42001:6.3', 'iso42001:8.1', 'iso42001:8.2', 'iso42001:8.4'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true, label: 'Change' }),
    target: f.choice(
      [
        { value: 'aims', label: 'The management system' },
        { value: 'system', label: 'An AI system' },
      ],
      { label: 'What changes' },
    ),
    purpose: f.longText({ help: 'Why the change is needed.' }).optional(),
    consequences: f.longText({ help: 'What else it touches, and what could go wrong.' }).optional(),
    significant: f
      .boolean({ help: 'Yes when purpose, data, model, users, effect on people or risks may change.' })
      .optional(),
    plan: f.longText({ help: 'Steps, resources, who does what, how to go back.' }).optional(),
    plannedFor: f.date().optional(),
    reassessmentDecision: f
      .choice(
        [
          { value: 'reassess', label: 'Assess again' },
          { value: 'not_needed', label: 'Not needed' },
        ],
        { label: 'Assess risks and impacts again?' },
      )
      .optional(),
    reassessmentReason: f.longText({ label: 'Reason for this decision' }).optional(),
    fromVersion: f.text({ max: 80, help: 'For an AI system: version before.' }).optional(),
    toVersion: f.text({ max: 80, help: 'For an AI system: version after.' }).optional(),
    approvedOn: f.date({ help: 'Set by the approval.', setByMove: true }).optional(),
    approvedBy: f.text({ help: 'Set by the approval.', setByMove: true }).optional(),
    implementedOn: f.date({ label: 'Made on' }).optional(),
    unplanned: f.boolean({ help: 'Set when the change was recorded after it happened.', setByMove: true }).optional(),
    result: f.longText({ help: 'Did it do what it should? Any side effects?' }).optional(),
  },
  links: {
    owner: one('person', { inverse: 'changesOwned', inverseLabel: 'Changes' }),
    systems: many('aiSystem', { inverse: 'plannedChanges', inverseLabel: 'Changes', label: 'AI systems concerned' }),
    documents: many('document', { inverse: 'changes', inverseLabel: 'Changes', label: 'Documents to update' }),
  },
  computed: {},
  workflow: {
    initial: 'proposed',
    states: { proposed: 'draft', approved: 'inForce', implemented: 'due', closed: 'conforms', refused: 'retired' },
    frozen: ['closed', 'refused'],
    moves: {
      approve: {
        from: ['proposed'],
        to: 'approved',
        signs: 'I approve',
        by: ['topManagement', 'aimsLead', 'systemOwner'],
        needs: ['owner', 'purpose', 'plan', 'significant'],
        unless: (r, { actor }) =>
          (r.createdBy === actor.id && say`You proposed this change; another person approves it.`) ||
          (r.target === 'aims' &&
            !actor.roles.includes('topManagement') &&
            !actor.roles.includes('aimsLead') &&
            say`Changes to the management system are approved by the AIMS lead or top management.`) ||
          (r.significant === true && r.reassessmentDecision === null && decideFirst),
        sets: (_r, { actor, today }) => ({ approvedOn: today, approvedBy: actor.name }),
      },
      refuse: {
        from: ['proposed'],
        to: 'refused',
        by: ['topManagement', 'aimsLead', 'systemOwner'],
        asksReason: true,
      },
      implement: {
        label: 'Mark as made',
        from: ['approved'],
        to: 'implemented',
        by: [...workers, 'owner'],
        sets: (r, { today }) => ({ implementedOn: r.implementedOn ?? today }),
      },
      recordAfterwards: {
        label: 'Record as already made',
        from: ['proposed'],
        to: 'implemented',
        by: workers,
        asksReason: true,
        needs: ['implementedOn'],
        sets: () => ({ unplanned: true }),
      },
      close: {
        from: ['implemented'],
        to: 'closed',
        by: [...stewards, 'topManagement', 'systemOwner'],
        needs: ['result', 'significant'],
        unless: (r) => r.significant === true && r.reassessmentDecision === null && decideFirst,
      },
    },
  },
  can: { read: everyone, create: workers, edit: [...stewards, 'topManagement', 'owner', 'author'], archive: stewards },
  readiness: [
    {
      id: 'sideEffects',
      ask: 'Was the result of every change looked at?',
      fix: 'Write whether it did what it should and close it.',
      severity: 'ofi',
      failing: (r) => r.state === 'implemented' && r.result === null,
    },
    {
      id: 'namesSystem',
      ask: 'Does every change to an AI system name the system?',
      fix: 'Link the AI system that changes.',
      severity: 'minor',
      refs: ['iso42001:8.1'],
      failing: (r) => r.state !== 'refused' && r.target === 'system' && r.systems.length === 0,
    },
  ],
  check: (r) =>
    r.reassessmentDecision === 'not_needed' && r.reassessmentReason === null
      ? { reassessmentReason: 'Say why assessing again is not needed.' }
      : {},
  list: {
    columns: ['ref', 'title', 'target', 'significant', 'plannedFor', 'implementedOn', 'state'],
    sort: '-plannedFor',
  },
  sections: [
    { title: 'Change', fields: ['title', 'target', 'purpose', 'owner', 'systems', 'fromVersion', 'toVersion'] },
    { title: 'Plan', fields: ['plan', 'plannedFor', 'consequences', 'documents'] },
    { title: 'Assess again?', fields: ['significant', 'reassessmentDecision', 'reassessmentReason'] },
    { title: 'Decision and result', fields: ['approvedOn', 'approvedBy', 'implementedOn', 'unplanned', 'result'] },
  ],
  examples: [
    {
      title: 'New training data for loan pre-check',
      target: 'system',
      purpose: 'Young applicants are refused too often.',
      consequences: 'Error rates may rise in other groups.',
      significant: true,
      plan: 'Train, validate per age band, release behind a switch; switch back within an hour.',
      plannedFor: '2027-02-15',
      reassessmentDecision: 'reassess',
      fromVersion: '2.3',
      toVersion: '2.4',
    },
    {
      title: 'Concern channel moves to the ombudsperson',
      target: 'aims',
      purpose: 'Staff trust an outside person more.',
      significant: false,
      plan: 'Contract by March, inform staff, change the procedure.',
    },
  ],
})

const decideFirst = 'The change is significant: decide first whether risks and impacts are assessed again.'
