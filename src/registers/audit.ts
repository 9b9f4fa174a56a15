import { type AnyRecord, defineRegister, everyone, f, many, one, stewards } from '../model/index.ts'
import { type Said, say } from '../model/say.ts'

interface Independence {
  readonly owner: string | null
  readonly auditors: readonly string[]
  readonly scopeRefs: readonly string[] | null
  readonly auditorOwns: readonly string[] | null
}

/** Nobody audits their own work (9.2.2): neither a system they own nor a clause or control they answer for. */
function ownWork(r: Independence, systems: readonly AnyRecord[] = []): Said | false {
  const auditors = [r.owner, ...r.auditors].filter((person) => person !== null)
  const owned = systems.filter((s) => s.owner !== null && auditors.includes(s.owner)).map((s) => s.ref)
  if (owned.length > 0) {
    return say`An auditor owns ${owned.join(', ')}, which this audit looks at; choose another auditor or take it out of the audit.`
  }
  const overlap = (r.auditorOwns ?? []).filter((ref) => (r.scopeRefs ?? []).includes(ref))
  return (
    overlap.length > 0 &&
    say`An auditor answers for ${overlap.join(', ')}, which this audit looks at; choose another auditor or take it out of the audit.`
  )
}

export const audit = defineRegister({
  name: 'audit',
  label: { one: 'Audit', many: 'Audits' },
  explain:
    'One audit: what is looked at, against what, by whom, and what came out. It can be an internal audit, a rehearsal for certification, a look at a supplier, or the visit of the certification body. Auditors never judge their own work.',
  refPrefix: 'AUD',
  area: 'audit',
  serves: ['iso42001:9.2.1', 'iso42001:9.2.2'],
  fields: {
    title: f.text({ max: 200, search: 'high' }),
    kind: f.choice([
      { value: 'internal', label: 'Internal audit' },
      { value: 'mock', label: 'Rehearsal for certification' },
      { value: 'supplier', label: 'Audit of a supplier' },
      { value: 'external', label: 'Audit by an outside body' },
    ]),
    objective: f.longText({ label: 'Aim', help: 'The question this audit shall answer.' }).optional(),
    criteria: f
      .longText({ label: 'Yardstick', help: 'What is audited against: the standard, own rules, contracts.' })
      .optional(),
    scopeRefs: f
      .standardRefs({ label: 'Clauses and controls', help: 'They count towards the coverage of the audit cycle.' })
      .optional(),
    scopeText: f
      .longText({ label: 'Extent in words', help: 'Sites, teams, processes and the time looked at.' })
      .optional(),
    methods: f.choices(['onSite', 'remote', 'documentCheck', 'interview', 'observation', 'sampling']).optional(),
    outsideAuditors: f.list({ max: 200, help: 'Names of auditors who are not in the list of people.' }).optional(),
    independenceStatement: f
      .longText({ help: 'Why the auditors are free of bias: what they did and did not work on in the last years.' })
      .optional(),
    auditorOwns: f
      .standardRefs({
        label: 'What the auditors answer for',
        help: 'Clauses and controls an auditor owns or carried out. They must not be part of this audit.',
      })
      .optional(),
    plannedOn: f.date().optional(),
    startedOn: f.date().optional(),
    finishedOn: f.date({ help: 'The day of the closing meeting.' }).optional(),
    reportText: f.longText({ label: 'Report' }).optional(),
    reportFiles: f.files({ label: 'Report as a file' }).optional(),
    conclusion: f
      .longText({ help: 'Does it conform, and does it work? Say also what could not be looked at.' })
      .optional(),
    distribution: f
      .list({ max: 200, label: 'Sent to', help: 'Who received the report; the managers concerned must be among them.' })
      .optional(),
    reportedOn: f.date({ setByMove: true }).optional(),
    reportedBy: f.text({ setByMove: true }).optional(),
    closedOn: f.date({ setByMove: true }).optional(),
  },
  links: {
    programme: one('auditProgramme', { inverse: 'audits', inverseLabel: 'Audits' }),
    cycle: one('certificationCycle', {
      inverse: 'audits',
      inverseLabel: 'Audits',
      label: 'Certification cycle',
      help: 'For audits by the certification body and rehearsals for them.',
    }),
    systems: many('aiSystem', { inverse: 'audits', inverseLabel: 'Audits', label: 'AI systems looked at' }),
    suppliers: many('supplier', { inverse: 'audits', inverseLabel: 'Audits', label: 'Suppliers looked at' }),
    owner: one('person', { inverse: 'auditsLed', inverseLabel: 'Audits led', label: 'Lead auditor' }),
    auditors: many('person', {
      inverse: 'auditsHelped',
      inverseLabel: 'Audits taken part in',
      label: 'Other auditors',
    }),
  },
  computed: {},
  workflow: {
    initial: 'planned',
    states: { planned: 'draft', inProgress: 'inReview', reported: 'inForce', closed: 'conforms', cancelled: 'retired' },
    moves: {
      start: {
        from: ['planned'],
        to: 'inProgress',
        by: ['internalAuditor', 'aimsLead', 'owner'],
        needs: ['objective', 'criteria', 'scopeRefs', 'independenceStatement'],
        looksAt: ['systems'],
        sets: (r, { today }) => ({ startedOn: r.startedOn ?? today }),
        unless: (r, { related }) =>
          r.owner === null && r.auditors.length === 0 && (r.outsideAuditors ?? []).length === 0
            ? say`Name at least one auditor.`
            : ownWork(r, related.systems),
      },
      report: {
        from: ['inProgress'],
        to: 'reported',
        by: ['internalAuditor', 'aimsLead', 'owner'],
        needs: ['finishedOn', 'conclusion', 'distribution'],
        looksAt: ['systems'],
        sets: (_r, { actor, today }) => ({ reportedOn: today, reportedBy: actor.name }),
        unless: (r, { related }) =>
          r.reportText === null && (r.reportFiles ?? []).length === 0
            ? say`Write the report, or attach it as a file.`
            : ownWork(r, related.systems),
      },
      close: {
        from: ['reported'],
        to: 'closed',
        signs: 'I close',
        by: ['aimsLead', 'internalAuditor'],
        looksAt: ['findings'],
        sets: (_r, { today }) => ({ closedOn: today }),
        unless: (_r, { related }) => {
          const loose = (related.findings ?? []).filter(
            (x) =>
              (x.grade === 'major' || x.grade === 'minor') &&
              x.closedOn === null &&
              (x.owner === null || x.dueOn === null),
          )
          return loose.length > 0 && say`Give an owner and a due day to: ${loose.map((x) => x.ref).join(', ')}.`
        },
      },
      reopen: {
        label: 'Back to work',
        from: ['reported', 'closed'],
        to: 'inProgress',
        by: ['internalAuditor', 'owner'],
        asksReason: true,
        sets: () => ({ reportedOn: null, reportedBy: null, closedOn: null }),
      },
      planAgain: { from: ['cancelled'], to: 'planned', by: ['internalAuditor', 'aimsLead'], asksReason: true },
      cancel: {
        from: ['planned', 'inProgress'],
        to: 'cancelled',
        by: ['internalAuditor', 'aimsLead'],
        asksReason: true,
      },
    },
    frozen: ['reported', 'closed', 'cancelled'],
  },
  can: {
    read: everyone,
    create: [...stewards, 'internalAuditor'],
    edit: ['aimsLead', 'internalAuditor', 'owner'],
    archive: stewards,
  },
  readiness: [
    {
      id: 'started-when-planned',
      ask: 'Does every audit start when it was planned?',
      fix: 'Start the audit, or set a new day.',
      severity: 'minor',
      failing: (r, { today }) => r.state === 'planned' && r.plannedOn !== null && r.plannedOn < today,
    },
    {
      id: 'worked-on-paper',
      ask: 'Does every reported internal audit have working papers?',
      fix: 'Add the working papers that show what was looked at.',
      severity: 'minor',
      looksAt: ['workingPapers'],
      failing: (r, { related }) =>
        (r.kind === 'internal' || r.kind === 'mock') &&
        (r.state === 'reported' || r.state === 'closed') &&
        (related.workingPapers ?? []).length === 0,
    },
  ],
  list: { columns: ['ref', 'title', 'kind', 'owner', 'plannedOn', 'finishedOn', 'state'], sort: '-plannedOn' },
  sections: [
    { title: 'Audit', fields: ['title', 'kind', 'programme', 'cycle', 'plannedOn', 'startedOn', 'finishedOn'] },
    {
      title: 'Aim, yardstick and extent',
      fields: ['objective', 'criteria', 'scopeRefs', 'scopeText', 'systems', 'suppliers', 'methods'],
    },
    { title: 'Auditors', fields: ['owner', 'auditors', 'outsideAuditors', 'independenceStatement', 'auditorOwns'] },
    {
      title: 'Result',
      fields: ['conclusion', 'reportText', 'reportFiles', 'distribution', 'reportedOn', 'reportedBy', 'closedOn'],
    },
  ],
  check: (r) =>
    r.startedOn !== null && r.finishedOn !== null && r.finishedOn < r.startedOn
      ? { finishedOn: 'The audit cannot finish before it starts; correct one of the two dates.' }
      : {},
  examples: [
    {
      title: 'Governance and planning 2026',
      kind: 'internal',
      objective: 'Do scope, policy, risk and impact assessment meet the standard, and do people work by them?',
      criteria: 'ISO/IEC 42001 clauses 4 to 6, AI policy version 3, risk procedure.',
      scopeRefs: ['iso42001:4.3', 'iso42001:5.2', 'iso42001:6.1.2', 'iso42001:6.1.4'],
      independenceStatement: 'Ines Park joined from the finance audit team and never worked on AI systems here.',
      plannedOn: '2026-03-16',
    },
    {
      title: 'Rehearsal of stage 1',
      kind: 'mock',
      scopeRefs: ['iso42001:4.3', 'iso42001:6.1.3', 'iso42001:9.2.2', 'iso42001:9.3.1'],
      plannedOn: '2026-08-17',
      outsideAuditors: ['Marta Lindqvist'],
    },
  ],
})
