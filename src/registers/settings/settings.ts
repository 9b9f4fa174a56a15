import { defineRegister, everyone, f, one, roles, stewards } from '../../model/index.ts'
import { riskLevels } from '../lists/levels.ts'
import { type ThresholdName, thresholds } from './thresholds.ts'

function period(name: ThresholdName) {
  const { label, days, rules } = thresholds[name]
  return f
    .integer({
      min: 1,
      max: 3650,
      unit: 'days',
      label,
      help: `${days} days when left empty. Used by ${rules.join(', ')}.`,
    })
    .optional()
}

export const settings = defineRegister({
  name: 'settings',
  label: { one: 'Settings', many: 'Settings' },
  explain:
    'Facts about the organisation and the rules of its management system in one record: name and sector, AI principles, the certification calendar, an existing ISO/IEC 27001 certificate, and the periods after which readiness warns. Keep exactly one.',
  refPrefix: 'SET',
  area: 'programme',
  serves: ['iso42001:4.4', 'iso42001:5.2'],
  fields: {
    title: f.text({ max: 200, search: 'high', label: 'Name of the organisation' }),
    sector: f.text({ help: 'For example banking, health, public administration.' }).optional(),
    country: f.text({ max: 80 }).optional(),
    staffCount: f.integer({ min: 0, label: 'Number of staff' }).optional(),
    currency: f.text({ max: 3, help: 'Three letters, for example EUR.' }).optional(),
    principles: f
      .rows(
        { principle: f.text(), meaning: f.text({ max: 2000, label: 'What it means here' }) },
        { label: 'AI principles' },
      )
      .optional(),
    ismsCertified: f.boolean({ label: 'Certified to ISO/IEC 27001' }).optional(),
    ismsScope: f.longText({ label: 'Scope of that certificate' }).optional(),
    ismsCertificateNumber: f.text({ label: 'Certificate number' }).optional(),
    ismsBody: f.text({ label: 'Issued by' }).optional(),
    ismsValidUntil: f.date({ label: 'Valid until' }).optional(),
    ismsEdition: f.text({ max: 40, label: 'Edition', help: 'For example 2022.' }).optional(),
    cycleStart: f.date({ label: 'Certification cycle begins' }).optional(),
    cycleEnd: f.date({ label: 'Certification cycle ends' }).optional(),
    nextExternalAuditOn: f.date({ label: 'Next external audit' }).optional(),
    preStage2: f
      .boolean({
        label: 'Before stage 2',
        help: 'Yes until the certification audit has taken place; audit coverage must then be complete.',
      })
      .optional(),
    topRoles: f
      .choices(roles, {
        label: 'Roles that count as top management',
        help: 'Approval by one of these counts as approval by top management. Only "Top management" when left empty.',
      })
      .optional(),
    acceptableLevels: f
      .choices(riskLevels, {
        label: 'Levels acceptable without treatment',
        help: 'Overrides the approved risk criteria.',
      })
      .optional(),
    ownerDecisionLevels: f
      .choices(riskLevels, { label: 'Levels a risk owner may accept', help: 'Overrides the approved risk criteria.' })
      .optional(),
    riskAcceptanceMonths: f
      .integer({
        min: 1,
        max: 60,
        unit: 'months',
        label: 'Risk acceptance holds for',
        help: '12 months when left empty.',
      })
      .optional(),
    evidenceValidDays: f
      .integer({ min: 1, max: 3650, unit: 'days', label: 'Evidence counts for', help: '365 days when left empty.' })
      .optional(),
    documentReviewMonths: f
      .integer({
        min: 1,
        max: 60,
        unit: 'months',
        label: 'Documents are reviewed every',
        help: '12 months when left empty.',
      })
      .optional(),
    packsKept: f
      .integer({
        min: 1,
        max: 1000,
        label: 'Audit packs that always stay',
        help: 'So many of the packs made last are never removed for their age; 10 when left empty.',
      })
      .optional(),
    packsKeptDays: f
      .integer({
        min: 1,
        max: 3650,
        unit: 'days',
        label: 'Older audit packs are removed after',
        help: '90 days when left empty. Each removal is an entry of the log; a pack marked to stay is never removed.',
      })
      .optional(),
    contextReviewDays: period('contextReviewDays'),
    policyAcknowledgementDays: period('policyAcknowledgementDays'),
    treatmentVerificationDays: period('treatmentVerificationDays'),
    controlVerificationDays: period('controlVerificationDays'),
    impactAssessmentDays: period('impactAssessmentDays'),
    objectiveMeasurementDays: period('objectiveMeasurementDays'),
    internalAuditDays: period('internalAuditDays'),
    managementReviewDays: period('managementReviewDays'),
    majorBeforeAuditDays: period('majorBeforeAuditDays'),
    effectivenessCheckDays: period('effectivenessCheckDays'),
    improvementDays: period('improvementDays'),
    leadershipEvidenceDays: period('leadershipEvidenceDays'),
  },
  links: {
    owner: one('person', { inverse: 'settingsOwned', inverseLabel: 'Settings' }),
  },
  computed: {},
  workflow: {
    initial: 'inForce',
    states: { inForce: 'inForce' },
    moves: {},
  },
  only: 'one',
  can: { read: everyone, create: stewards, edit: stewards, archive: ['administrator'] },
  readiness: [
    {
      id: 'principles',
      ask: 'Has the organisation written down its AI principles?',
      fix: 'Add your principles and what each means in daily work.',
      severity: 'ofi',
      refs: ['iso42001:5.2', 'iso42001:A.2.2'],
      failing: (r) => (r.principles ?? []).length === 0,
    },
    {
      id: 'ismsCurrent',
      ask: 'Is the ISO/IEC 27001 certificate that the AIMS builds on still valid?',
      fix: 'Renew the certificate, or enter the new date.',
      severity: 'minor',
      failing: (r, { today }) => r.ismsCertified === true && r.ismsValidUntil !== null && r.ismsValidUntil < today,
    },
  ],
  check: (r) =>
    r.cycleStart !== null && r.cycleEnd !== null && r.cycleEnd < r.cycleStart
      ? { cycleEnd: 'The cycle ends before it begins.' }
      : {},
  list: { columns: ['ref', 'title', 'sector', 'nextExternalAuditOn', 'cycleEnd'], sort: 'title' },
  sections: [
    { title: 'Organisation', fields: ['title', 'sector', 'country', 'staffCount', 'currency', 'owner'] },
    { title: 'AI principles', fields: ['principles'] },
    { title: 'Certification calendar', fields: ['preStage2', 'nextExternalAuditOn', 'cycleStart', 'cycleEnd'] },
    {
      title: 'Existing ISMS',
      help: 'What an ISO/IEC 27001 certificate already gives you.',
      fields: ['ismsCertified', 'ismsEdition', 'ismsScope', 'ismsCertificateNumber', 'ismsBody', 'ismsValidUntil'],
    },
    { title: 'Decisions', fields: ['topRoles', 'acceptableLevels', 'ownerDecisionLevels', 'riskAcceptanceMonths'] },
    {
      title: 'Audit packs',
      help: 'Packs take room. A pack as of the same instant can be made again at any time, the same to the byte.',
      fields: ['packsKept', 'packsKeptDays'],
    },
    {
      title: 'Periods',
      help: 'After these periods readiness warns. They are proposals; the standard sets none.',
      fields: [
        'evidenceValidDays',
        'documentReviewMonths',
        'contextReviewDays',
        'policyAcknowledgementDays',
        'treatmentVerificationDays',
        'controlVerificationDays',
        'impactAssessmentDays',
        'objectiveMeasurementDays',
        'internalAuditDays',
        'managementReviewDays',
        'majorBeforeAuditDays',
        'effectivenessCheckDays',
        'improvementDays',
        'leadershipEvidenceDays',
      ],
    },
  ],
  examples: [
    {
      title: 'Lumen Credit Tools',
      sector: 'Software for banks',
      country: 'Germany',
      staffCount: 180,
      currency: 'EUR',
      principles: [
        { principle: 'A person decides', meaning: 'No refusal leaves the house without a person who can overrule it.' },
        { principle: 'Fair to every group', meaning: 'Error rates are compared between groups before each release.' },
      ],
      ismsCertified: true,
      ismsEdition: '2022',
      ismsValidUntil: '2028-04-30',
      preStage2: true,
      nextExternalAuditOn: '2027-03-08',
    },
  ],
})
