import { defineRegister, everyone, f, many, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'
import { internalAuditGuide } from '../standard/certification.ts'

export const auditProgramme = defineRegister({
  name: 'auditProgramme',
  label: { one: 'Audit programme', many: 'Audit programmes' },
  explain:
    'The plan of your own audits over a cycle of one to three years: how often, what, by which methods and by whom. What matters most and what went wrong before is looked at more often, and by the end of the cycle everything was looked at once.',
  refPrefix: 'PROG',
  area: 'audit',
  serves: ['iso42001:9.2.2'],
  fields: {
    title: f.text({ max: 200, search: 'high' }),
    cycleStartOn: f.date({ label: 'Cycle starts on' }),
    cycleEndOn: f.date({ label: 'Cycle ends on', help: 'Often one to three years after the start.' }),
    objectives: f.longText({ help: 'What the audits shall tell management.' }).optional(),
    criteria: f
      .longText({ help: 'What you audit against: ISO/IEC 42001, your own rules, contracts and laws.' })
      .optional(),
    methods: f.choices(['onSite', 'remote', 'documentCheck', 'interview', 'observation', 'sampling']).optional(),
    frequency: f.text({ help: 'How often, for example twice a year and after every grave incident.' }).optional(),
    riskWeighting: f
      .longText({ help: 'Which systems, processes and controls are looked at more often, and why.' })
      .optional(),
    previousResults: f.longText({ help: 'What earlier audits found and how that shaped this plan.' }).optional(),
    responsibilities: f.longText({ help: 'Who plans, who audits, who receives the results.' }).optional(),
    reportingLine: f
      .text({ help: 'To whom auditors report; it should not be the person whose work they audit.' })
      .optional(),
    resources: f.longText({ help: 'Days, people and outside help set aside.' }).optional(),
    coverage: f
      .standardRefs({
        frameworks: ['iso42001'],
        label: 'To be covered in the cycle',
        help: internalAuditGuide.coverage_rule,
      })
      .optional(),
    plannedAudits: f
      .rows(
        {
          title: f.text(),
          plannedOn: f.date(),
          refs: f.standardRefs({ label: 'Clauses and controls' }),
          weight: f.choice(['low', 'medium', 'high'], { label: 'Importance' }).optional(),
          systems: f.text({ label: 'AI systems' }).optional(),
          auditor: f.text().optional(),
        },
        { help: 'One row for each audit planned. Create an audit from a row when its time comes.' },
      )
      .optional(),
    approvedOn: f.date({ setByMove: true }).optional(),
    approvedBy: f.text({ setByMove: true }).optional(),
    endedOn: f.date({ help: 'The day the cycle was wound up.' }).optional(),
  },
  links: {
    owner: one('person', {
      inverse: 'auditProgrammesOwned',
      inverseLabel: 'Audit programmes',
      label: 'Programme manager',
    }),
    prioritySystems: many('aiSystem', {
      inverse: 'priorityInProgrammes',
      inverseLabel: 'Audited with priority in',
      label: 'AI systems looked at first',
    }),
    previous: one('auditProgramme', {
      inverse: 'next',
      inverseLabel: 'Following programme',
      label: 'Programme before',
    }),
  },
  computed: {},
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', approved: 'inForce', ended: 'retired' },
    moves: {
      approve: {
        from: ['draft'],
        to: 'approved',
        signs: 'I approve',
        by: ['topManagement', 'aimsLead'],
        needs: ['owner', 'objectives', 'criteria', 'methods', 'frequency', 'riskWeighting', 'plannedAudits'],
        sets: (_r, { actor, today }) => ({ approvedOn: today, approvedBy: actor.name }),
        unless: (r, { actor }) =>
          (r.createdBy === actor.id || (r.owner !== null && r.owner === actor.person)) &&
          say`Whoever wrote or runs the programme cannot approve it; ask top management.`,
      },
      revise: {
        from: ['approved'],
        to: 'draft',
        by: ['internalAuditor', 'aimsLead', 'owner'],
        asksReason: true,
        sets: () => ({ approvedOn: null, approvedBy: null }),
      },
      end: {
        from: ['approved'],
        to: 'ended',
        by: ['topManagement', 'aimsLead'],
        asksReason: true,
        sets: (r, { today }) => ({ endedOn: r.endedOn ?? today }),
      },
    },
    frozen: ['approved', 'ended'],
  },
  can: {
    read: everyone,
    create: [...stewards, 'internalAuditor'],
    edit: [...stewards, 'internalAuditor', 'owner'],
    archive: stewards,
  },
  readiness: [
    {
      id: 'ended-in-time',
      ask: 'Is every audit programme wound up when its cycle is over?',
      fix: 'End the programme and start the next one.',
      severity: 'ofi',
      failing: (r, { today }) => r.state !== 'ended' && r.cycleEndOn < today,
    },
    {
      id: 'planned-kept',
      ask: 'Has every audit been created whose planned day has passed?',
      fix: 'Create the audits that are due, or move them with a reason by revising the programme.',
      severity: 'minor',
      looksAt: ['audits'],
      failing: (r, { today, related }) =>
        r.state === 'approved' &&
        (r.plannedAudits ?? []).filter((a) => a.plannedOn < today).length >
          (related.audits ?? []).filter((a) => a.state !== 'cancelled').length,
    },
  ],
  list: { columns: ['ref', 'title', 'cycleStartOn', 'cycleEndOn', 'owner', 'state'], sort: '-cycleStartOn' },
  sections: [
    { title: 'Cycle', fields: ['title', 'cycleStartOn', 'cycleEndOn', 'owner', 'previous'] },
    { title: 'Aim and yardstick', fields: ['objectives', 'criteria', 'coverage'] },
    { title: 'How', fields: ['methods', 'frequency', 'responsibilities', 'reportingLine', 'resources'] },
    { title: 'What matters most', fields: ['riskWeighting', 'previousResults', 'prioritySystems'] },
    { title: 'Audits planned', fields: ['plannedAudits'] },
    { title: 'Decision', fields: ['approvedOn', 'approvedBy', 'endedOn'] },
  ],
  check: (r) =>
    r.cycleEndOn <= r.cycleStartOn ? { cycleEndOn: 'The cycle must end after it starts; choose a later day.' } : {},
  examples: [
    {
      title: 'Internal audits 2026 to 2028',
      cycleStartOn: '2026-01-01',
      cycleEndOn: '2028-12-31',
      objectives: 'Know whether the management system fits the standard and whether people work by it.',
      criteria: 'ISO/IEC 42001, our AI policy and procedures, the contracts with two customers.',
      methods: ['interview', 'documentCheck', 'sampling'],
      frequency: 'Four audits a year; systems with high impact every year',
      riskWeighting:
        'Systems that decide about people count twice; controls that failed last time are looked at first.',
      plannedAudits: [
        {
          title: 'Governance and planning',
          plannedOn: '2026-03-16',
          refs: ['iso42001:4.1', 'iso42001:4.3', 'iso42001:5.2', 'iso42001:6.1.2'],
          weight: 'high',
          systems: null,
          auditor: 'Ines Park',
        },
        {
          title: 'Life cycle of the loan pre-check',
          plannedOn: '2026-06-08',
          refs: ['iso42001:A.6.2.4', 'iso42001:A.6.2.5', 'iso42001:A.6.2.6'],
          weight: 'high',
          systems: 'Loan pre-check',
          auditor: null,
        },
      ],
    },
    { title: 'First round before certification', cycleStartOn: '2026-02-01', cycleEndOn: '2026-09-30' },
  ],
})
