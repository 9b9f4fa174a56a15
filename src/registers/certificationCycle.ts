import { defineRegister, everyone, f, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'
import { certificationData, certificationCycle as steps } from '../standard/certification.ts'
import { type ResponseWindow, responseWindows } from './lists/responseWindows.ts'

const stepNames: Readonly<Record<string, string>> = { stage_1: 'Stage 1', stage_2: 'Stage 2' }

const response = (window: ResponseWindow) =>
  f
    .integer({
      min: 1,
      max: 400,
      unit: 'days',
      label: responseWindows[window].label,
      help: `As in the contract with the body; ${responseWindows[window].days} days count while this is empty.`,
    })
    .optional()

export const certificationCycle = defineRegister({
  name: 'certificationCycle',
  label: { one: 'Certification cycle', many: 'Certification cycles' },
  explain:
    'The three years of a certificate on one page: two audits to get it, a smaller one in each of the next two years to keep it, and one to renew it. Here stand the dates, the days agreed, the words on the certificate and how fast findings must be answered.',
  refPrefix: 'CYC',
  area: 'audit',
  serves: ['iso42001:4.3'],
  fields: {
    title: f.text({ max: 200, search: 'high' }),
    scopeText: f
      .longText({
        label: 'Scope for the certificate',
        help: 'The words that shall stand on the certificate. They must fit the scope statement.',
      })
      .optional(),
    sites: f.list({ max: 300, help: 'Places the certificate covers, one a line.' }).optional(),
    headcount: f
      .integer({ min: 0, label: 'People in the scope', help: 'The body works out the audit days from it.' })
      .optional(),
    appliedOn: f.date({ label: 'Applied on' }).optional(),
    stage1On: f.date({ label: 'Stage 1 on', help: steps.find((s) => s.id === 'stage_1')?.what }).optional(),
    stage1DoneOn: f.date({ label: 'Stage 1 finished on' }).optional(),
    stage1Concerns: f
      .longText({
        label: 'Worries raised at stage 1',
        help: 'What could become a nonconformity at stage 2, and what you did about it.',
      })
      .optional(),
    stage2On: f.date({ label: 'Stage 2 on', help: steps.find((s) => s.id === 'stage_2')?.what }).optional(),
    stage2DoneOn: f.date({ label: 'Stage 2 finished on' }).optional(),
    recommendation: f
      .choice(['certify', 'certifyAfterClosure', 'notYet'], { label: 'Recommended by the auditors' })
      .optional(),
    decisionOn: f.date({ label: 'Certification decided on' }).optional(),
    certificateNumber: f.text({ max: 100 }).optional(),
    certificateFrom: f.date({ label: 'Certificate valid from' }).optional(),
    certificateUntil: f
      .date({
        label: 'Certificate valid until',
        help: `As a rule ${certificationData.certificate_terms.validity_years} years after the decision.`,
      })
      .optional(),
    certificateFiles: f.files({ label: 'Certificate' }).optional(),
    surveillance1On: f
      .date({ label: 'First surveillance on', help: 'Within 12 months of the certification decision.' })
      .optional(),
    surveillance1DoneOn: f.date({ label: 'First surveillance finished on' }).optional(),
    surveillance2On: f.date({ label: 'Second surveillance on' }).optional(),
    surveillance2DoneOn: f.date({ label: 'Second surveillance finished on' }).optional(),
    recertificationOn: f
      .date({ label: 'Renewal audit on', help: 'Early enough to close findings before the certificate runs out.' })
      .optional(),
    recertificationDoneOn: f.date({ label: 'Renewal audit finished on' }).optional(),
    majorPlanDays: response('majorPlanDays'),
    majorCloseDays: response('majorCloseDays'),
    minorPlanDays: response('minorPlanDays'),
    auditDays: f
      .rows(
        {
          step: f.choice(steps.map((s) => (stepNames[s.id] ? { value: s.id, label: stepNames[s.id] ?? s.id } : s.id))),
          startsOn: f.date().optional(),
          days: f.number({ min: 0, max: 200 }),
          remote: f.boolean().optional(),
          auditors: f.text().optional(),
        },
        { help: 'The days agreed with the body for each step.' },
      )
      .optional(),
    notes: f.longText({ help: 'Extensions of scope, special audits, suspension, use of marks.' }).optional(),
  },
  links: {
    body: one('certificationBody', {
      inverse: 'cycles',
      inverseLabel: 'Certification cycles',
      label: 'Certification body',
    }),
    scope: one('scopeStatement', {
      inverse: 'certificationCycles',
      inverseLabel: 'Certification cycles',
      label: 'Scope statement',
    }),
    soa: one('soaVersion', {
      inverse: 'certificationCycles',
      inverseLabel: 'Certification cycles',
      label: 'Statement of applicability on the certificate',
    }),
    previous: one('certificationCycle', { inverse: 'next', inverseLabel: 'Following cycle', label: 'Cycle before' }),
    owner: one('person', { inverse: 'certificationCycles', inverseLabel: 'Certification cycles' }),
  },
  computed: {},
  workflow: {
    initial: 'planned',
    states: {
      planned: 'draft',
      stage1Done: { tone: 'inReview', label: 'Stage 1 done' },
      stage2Done: { tone: 'due', label: 'Stage 2 done' },
      certified: 'inForce',
      suspended: 'overdue',
      ended: 'retired',
    },
    moves: {
      finishStage1: {
        label: 'Stage 1 done',
        from: ['planned'],
        to: 'stage1Done',
        by: stewards,
        needs: ['body', 'scopeText', 'stage1DoneOn'],
        unless: (r, { today }) =>
          r.stage1DoneOn !== null && r.stage1DoneOn > today && say`Stage 1 lies ahead; record it when it is over.`,
      },
      finishStage2: {
        label: 'Stage 2 done',
        from: ['stage1Done'],
        to: 'stage2Done',
        by: stewards,
        needs: ['stage2DoneOn', 'recommendation'],
        unless: (r, { today }) =>
          r.stage2DoneOn !== null && r.stage2DoneOn > today && say`Stage 2 lies ahead; record it when it is over.`,
      },
      certify: {
        label: 'Certificate received',
        from: ['stage2Done'],
        to: 'certified',
        by: stewards,
        needs: ['decisionOn', 'certificateNumber', 'certificateFrom', 'certificateUntil', 'surveillance1On'],
      },
      suspend: { from: ['certified'], to: 'suspended', by: stewards, asksReason: true },
      restore: { from: ['suspended'], to: 'certified', by: stewards, asksReason: true },
      end: {
        from: ['planned', 'stage1Done', 'stage2Done', 'certified', 'suspended'],
        to: 'ended',
        by: ['topManagement', 'aimsLead'],
        asksReason: true,
      },
    },
    frozen: ['ended'],
  },
  can: { read: everyone, create: stewards, edit: [...stewards, 'owner'], archive: stewards },
  readiness: [
    {
      id: 'surveillance-in-time',
      ask: 'Was each surveillance audit held when it was planned?',
      fix: 'Agree a day with the certification body and record when the audit was finished.',
      severity: 'major',
      failing: (r, { today }) =>
        r.state === 'certified' &&
        ((r.surveillance1On !== null && r.surveillance1On < today && r.surveillance1DoneOn === null) ||
          (r.surveillance2On !== null && r.surveillance2On < today && r.surveillance2DoneOn === null)),
    },
    {
      id: 'certificate-valid',
      ask: 'Is the certificate still valid?',
      fix: 'End this cycle and record the renewed certificate in the next one.',
      severity: 'major',
      failing: (r, { today }) => r.state === 'certified' && r.certificateUntil !== null && r.certificateUntil < today,
    },
    {
      id: 'soa-named',
      ask: 'Does the certificate name a version of the statement of applicability?',
      fix: 'Link the version the auditors looked at.',
      severity: 'ofi',
      refs: ['iso42001:6.1.3'],
      failing: (r) => (r.state === 'stage2Done' || r.state === 'certified') && r.soa === null,
    },
  ],
  list: { columns: ['ref', 'title', 'body', 'stage1On', 'stage2On', 'certificateUntil', 'state'], sort: '-stage1On' },
  sections: [
    {
      title: 'Cycle',
      fields: ['title', 'body', 'owner', 'previous', 'appliedOn', 'scope', 'scopeText', 'sites', 'headcount'],
    },
    {
      title: 'Getting the certificate',
      fields: [
        'stage1On',
        'stage1DoneOn',
        'stage1Concerns',
        'stage2On',
        'stage2DoneOn',
        'recommendation',
        'decisionOn',
      ],
    },
    {
      title: 'Certificate',
      fields: ['certificateNumber', 'certificateFrom', 'certificateUntil', 'soa', 'certificateFiles'],
    },
    {
      title: 'Keeping it',
      fields: [
        'surveillance1On',
        'surveillance1DoneOn',
        'surveillance2On',
        'surveillance2DoneOn',
        'recertificationOn',
        'recertificationDoneOn',
      ],
    },
    {
      title: 'Terms',
      help: 'How many days the audits take, and how fast findings must be answered.',
      fields: ['auditDays', 'majorPlanDays', 'majorCloseDays', 'minorPlanDays', 'notes'],
    },
  ],
  check: (r) => ({
    ...(r.stage1On !== null && r.stage2On !== null && r.stage2On < r.stage1On
      ? { stage2On: 'Stage 2 comes after stage 1; choose a later day.' }
      : {}),
    ...(r.certificateFrom !== null && r.certificateUntil !== null && r.certificateUntil <= r.certificateFrom
      ? { certificateUntil: 'The certificate must end after it begins; choose a later day.' }
      : {}),
  }),
  examples: [
    {
      title: 'First certification 2026 to 2029',
      scopeText:
        'Development and operation of AI systems that help banks decide on consumer loans, at the Lisbon site.',
      sites: ['Lisbon, Rua do Carmo 12'],
      headcount: 46,
      stage1On: '2026-09-21',
      stage2On: '2026-11-09',
      majorPlanDays: 30,
      majorCloseDays: 90,
      minorPlanDays: 60,
      auditDays: [
        { step: 'stage_1', startsOn: '2026-09-21', days: 2, remote: true, auditors: null },
        { step: 'stage_2', startsOn: '2026-11-09', days: 4.5, remote: false, auditors: null },
      ],
    },
    { title: 'Extension to the Porto site', stage1On: '2027-03-01' },
  ],
})
