import { defineRegister, everyone, f, many, one, stewards, workers } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { euAiActData } from '../../standard/euAiAct.ts'
import { lifecycleStages } from '../../standard/riskManagement.ts'
import {
  autonomyLevels,
  decidesAboutPeople,
  decisionEffects,
  organisationRoles,
  systemOrigins,
} from '../lists/aiSystemLists.ts'
import { aiSystemSections } from './aiSystemSections.ts'
import { seenForUse, whyNotForUse } from './useApproval.ts'

export const aiSystem = defineRegister({
  name: 'aiSystem',
  label: { one: 'AI system', many: 'AI systems' },
  explain:
    'The inventory of AI systems the organisation builds, offers or uses: what each is for, whom it affects, who answers for it and where it stands in its life. Most other work (risks, impact assessments, tests, monitoring) hangs on an entry here, so an unlisted system is an uncontrolled one.',
  refPrefix: 'AIS',
  area: 'systems',
  serves: ['iso42001:4.1', 'iso42001:4.3', 'iso42001:A.4.2', 'iso42001:A.6.2.2', 'iso42001:A.9.3', 'iso42001:A.9.4'],
  fields: {
    title: f.text({ max: 250, search: 'high', label: 'Name' }),
    purpose: f.longText({ search: 'high', help: 'What it is for, in words a person affected would understand.' }),
    stage: f.choice(lifecycleStages, {
      label: 'Life cycle stage',
      help: 'Move it on when the gate before the next stage is passed.',
      sortable: true,
    }),
    benefits: f.longText({ label: 'Expected benefits' }).optional(),
    outputs: f.longText({ help: 'What it produces: a score, a text, an action.' }).optional(),
    reasonForAi: f.longText({ label: 'Why AI', help: 'Why a simpler method would not do.' }).optional(),
    topicArea: f
      .text({ label: 'Topic area', filterable: true, help: 'For example health, personnel, customer service.' })
      .optional(),
    otherNames: f.list({ label: 'Other names', help: 'Product or project names people know it by.' }).optional(),
    origin: f.choice(systemOrigins).optional(),
    hosting: f
      .choice(['own_premises', 'own_cloud', 'supplier_cloud', 'user_device', 'mixed'], { help: 'Where it runs.' })
      .optional(),
    hostingLocation: f.text({ label: 'Hosting location', help: 'Country or region, where it matters.' }).optional(),
    website: f.url({ label: 'More information at' }).optional(),
    source: f
      .text({
        label: 'Source of this entry',
        help: 'How the organisation came to know of it: survey, import, purchase, discovery.',
      })
      .optional(),
    sourceReference: f.text({ label: 'Number in the source' }).optional(),

    intendedUses: f
      .list({ label: 'Intended uses', help: 'One a line. Anything else counts as use outside its purpose.' })
      .optional(),
    actualUses: f
      .list({
        label: 'Uses seen',
        help: 'What it is really used for, one a line, in the words of the intended uses where they match.',
      })
      .optional(),
    usesReviewedOn: f
      .date({ label: 'Uses compared on', help: 'When intended and seen uses were last compared.' })
      .optional(),
    foreseeableMisuse: f
      .list({ label: 'Foreseeable misuse', help: 'One a line: who could use it wrongly, and how.' })
      .optional(),

    inScope: f.boolean({ label: 'In scope', help: 'Does the scope of the management system cover it?' }).optional(),
    exclusionReason: f
      .longText({ label: 'Reason for exclusion', help: 'Why it stands outside, in line with the scope statement.' })
      .optional(),
    usedByScopedProcess: f
      .boolean({
        label: 'Used by a process in scope',
        help: 'A system outside the scope must not carry a process inside it.',
      })
      .optional(),
    orgRoles: f
      .choices(organisationRoles, {
        label: 'Our roles',
        help: 'What the organisation is for this system. Several may fit.',
      })
      .optional(),
    legalClass: f
      .choice(
        [
          { value: 'prohibited', label: 'Prohibited' },
          { value: 'high', label: 'High risk' },
          { value: 'transparency', label: 'Transparency duties' },
          { value: 'minimal', label: 'Minimal' },
          { value: 'unknown', label: 'Not yet known' },
        ],
        { label: 'EU AI Act class' },
      )
      .optional(),
    legalClassReason: f
      .longText({ label: 'Reason for the class', help: 'Which point of the law, or why none.' })
      .optional(),
    legalRole: f.choices(euAiActData.roles, { label: 'EU AI Act roles' }).optional(),

    decisionEffect: f.choice(decisionEffects, { label: 'Effect on decisions about people' }).optional(),
    autonomy: f.choice(autonomyLevels).optional(),
    touches: f
      .choices(['rights', 'safety'], {
        label: 'Bears on',
        help: 'Could it bear on the rights or the safety of people?',
      })
      .optional(),
    userFacing: f.boolean({ label: 'People use it directly' }).optional(),
    externalEffect: f
      .boolean({ label: 'Affects outsiders', help: 'Does it affect people outside the organisation?' })
      .optional(),
    personalData: f.boolean({ label: 'Uses personal data' }).optional(),
    personalDataCategories: f.list({ label: 'Kinds of personal data' }).optional(),
    specialCategories: f
      .boolean({ label: 'Specially protected data', help: 'Health, belief, origin, biometrics and the like.' })
      .optional(),
    vulnerablePeople: f
      .boolean({ label: 'Affects vulnerable people', help: 'Children, patients, people in need.' })
      .optional(),
    peopleAffected: f.list({ label: 'People affected', help: 'Groups, one a line.' }).optional(),
    peopleAffectedNumber: f
      .integer({ label: 'Number of people affected', min: 0, help: 'An estimate for one year.' })
      .optional(),

    startedOn: f.date({ label: 'Work began on' }).optional(),
    deployedVersion: f.text({ max: 100, label: 'Deployed version' }).optional(),
    deployedOn: f.date({ label: 'Deployed on' }).optional(),
    retiredOn: f.date({ label: 'Retired on' }).optional(),
    learnsInUse: f
      .boolean({ label: 'Learns in use', help: 'Does it change from what it sees after release?' })
      .optional(),
    requirements: f
      .rows(
        {
          text: f.text({ max: 2000, label: 'Requirement' }),
          measurable: f.boolean().optional(),
          criterion: f.text({ max: 1000, label: 'Acceptance criterion' }).optional(),
          test: f.text({ max: 1000, label: 'Test that proves it' }).optional(),
        },
        { help: 'What it must do and hold, each with the value that counts as met.' },
      )
      .optional(),

    oversightMeasures: f
      .rows(
        {
          measure: f.text({ max: 1000 }),
          who: f.text().optional(),
          canStop: f.boolean({ label: 'May stop it' }).optional(),
        },
        { label: 'Oversight measures', help: 'Who watches it, how, and whether that person may overrule or stop it.' },
      )
      .optional(),
    fallback: f.longText({ label: 'Without the AI', help: 'How the work goes on when it is switched off.' }).optional(),
    notice: f.longText({ label: 'How people are told', help: 'How those affected learn that AI is used.' }).optional(),
    contestRoute: f.longText({ label: 'How to contest an outcome' }).optional(),
    optOut: f.longText({ label: 'How to opt out' }).optional(),
    externalChannel: f
      .text({ max: 1000, label: 'Channel for outside reports', help: 'Address or page where outsiders report harm.' })
      .optional(),
    customerInformation: f
      .longText({
        label: 'Information for customers',
        help: 'What customers are told about its use, limits and their own duties.',
      })
      .optional(),
    responsibilities: f
      .rows(
        {
          duty: f.text({ max: 500 }),
          party: f.text({ label: 'Who does it' }),
          agreedIn: f.text({ max: 500 }).optional(),
        },
        {
          label: 'Division of duties',
          help: 'Who does what along the chain: you, suppliers, partners, customers; and where that was agreed.',
        },
      )
      .optional(),
  },
  links: {
    owner: one('person', { inverse: 'systemsOwned', inverseLabel: 'AI systems', help: 'Answers for the system.' }),
    builders: many('person', {
      inverse: 'systemsBuilt',
      inverseLabel: 'AI systems built',
      help: 'Cannot approve its gates.',
    }),
    unit: one('organisationalUnit', { inverse: 'systems', inverseLabel: 'AI systems' }),
    suppliers: many('supplier', { inverse: 'systems', inverseLabel: 'AI systems' }),
    models: many('model', { inverse: 'systems', inverseLabel: 'AI systems' }),
    datasets: many('dataset', { inverse: 'systems', inverseLabel: 'AI systems' }),
    parent: one('aiSystem', { label: 'Part of', inverse: 'parts', inverseLabel: 'Parts' }),
  },
  computed: {},
  workflow: {
    initial: 'registered',
    states: { registered: 'draft', approvedForUse: 'inForce', suspended: 'due', retired: 'retired' },
    moves: {
      approveForUse: {
        label: 'Approve for use',
        from: ['registered'],
        to: 'approvedForUse',
        signs: 'I approve for use',
        by: ['aimsLead', 'topManagement'],
        needs: ['owner', 'inScope', 'orgRoles', 'legalClass', 'decisionEffect', 'intendedUses'],
        looksAt: seenForUse,
        unless: (r, context) => whyNotForUse(r, context),
      },
      suspend: {
        from: ['approvedForUse'],
        to: 'suspended',
        by: ['owner', 'systemOwner', 'topManagement', ...stewards],
        asksReason: true,
      },
      resume: {
        from: ['suspended'],
        to: 'approvedForUse',
        by: ['aimsLead', 'topManagement'],
        needs: ['owner', 'inScope', 'orgRoles', 'legalClass', 'decisionEffect', 'intendedUses'],
        looksAt: seenForUse,
        asksReason: true,
        unless: (r, context) => whyNotForUse(r, context),
      },
      retire: {
        from: ['registered', 'approvedForUse', 'suspended'],
        to: 'retired',
        by: ['owner', 'systemOwner', ...stewards],
        asksReason: true,
        looksAt: ['parts'],
        sets: (r, { today }) => ({ stage: 'retirement', retiredOn: r.retiredOn ?? today }),
        unless: (_r, { related }) => {
          const living = (related.parts ?? []).find((part) => part.state !== 'retired')
          return (
            living !== undefined &&
            say`${living.ref} is a part of this system; retire it or give it another parent first.`
          )
        },
      },
      reopen: {
        from: ['retired'],
        to: 'registered',
        by: stewards,
        asksReason: true,
        sets: () => ({ retiredOn: null }),
      },
    },
    frozen: ['retired'],
  },
  can: { read: everyone, create: workers, edit: [...stewards, 'systemOwner', 'owner', 'author'], archive: stewards },
  readiness: [
    {
      id: 'contest',
      ask: 'Can people contest an outcome the system decides or shapes?',
      fix: 'Describe how an outcome is contested.',
      severity: 'minor',
      refs: ['iso42001:A.5.4', 'iso42001:A.8.2'],
      failing: (r) => r.stage === 'operation' && decidesAboutPeople(r.decisionEffect) && r.contestRoute === null,
    },
    {
      id: 'legalClass',
      ask: 'Is the legal class of every system in scope known?',
      fix: 'Choose the class and say why.',
      severity: 'minor',
      refs: ['iso42001:4.1', 'iso42001:A.8.5'],
      failing: (r) =>
        r.inScope === true && r.state !== 'retired' && (r.legalClass === null || r.legalClass === 'unknown'),
    },
    {
      id: 'approvedBeforeUse',
      ask: 'Was every operating system approved for use?',
      fix: 'Approve the system for use, or stop using it.',
      severity: 'major',
      refs: ['iso42001:A.9.2'],
      failing: (r) => r.inScope === true && r.stage === 'operation' && r.state === 'registered',
    },
  ],
  list: { columns: ['ref', 'title', 'owner', 'stage', 'state', 'legalClass', 'deployedVersion'], sort: 'title' },
  sections: aiSystemSections,
  check: (r) => ({
    ...(r.state === 'approvedForUse' && r.legalClass === 'prohibited'
      ? { legalClass: 'Suspend the system first; a prohibited use cannot stay approved.' }
      : {}),
    ...(r.startedOn !== null && r.deployedOn !== null && r.deployedOn < r.startedOn
      ? { deployedOn: 'It cannot be deployed before work on it began.' }
      : {}),
    ...(r.retiredOn !== null && r.deployedOn !== null && r.retiredOn < r.deployedOn
      ? { retiredOn: 'It cannot be retired before it was deployed.' }
      : {}),
  }),
  examples: [
    {
      title: 'Application pre-screening',
      purpose: 'Sorts incoming job applications so that recruiters read the best matching ones first.',
      stage: 'operation',
      benefits: 'Applicants hear back within five days instead of three weeks.',
      outputs: 'A match score from 0 to 100 and the three criteria that counted most.',
      topicArea: 'Personnel',
      origin: 'fine_tuned_third_party',
      hosting: 'own_cloud',
      hostingLocation: 'Frankfurt, Germany',
      source: 'Department survey 2026',
      intendedUses: ['Ranking applications for office positions'],
      actualUses: ['Ranking applications for office positions'],
      usesReviewedOn: '2026-09-01',
      foreseeableMisuse: ['A recruiter rejects everybody under a score without reading'],
      inScope: true,
      orgRoles: ['producer', 'customer_user'],
      legalClass: 'high',
      legalClassReason: 'Selecting applicants for employment is named in Annex III.',
      legalRole: ['provider', 'deployer'],
      decisionEffect: 'materially_shapes',
      autonomy: 'advice',
      touches: ['rights'],
      userFacing: true,
      externalEffect: true,
      personalData: true,
      personalDataCategories: ['Curriculum vitae', 'Letter of application'],
      specialCategories: false,
      vulnerablePeople: false,
      peopleAffected: ['Applicants'],
      peopleAffectedNumber: 4200,
      startedOn: '2025-02-03',
      deployedVersion: '2.1',
      deployedOn: '2026-03-16',
      requirements: [
        {
          text: 'Selection rates of women and men differ by less than a fifth.',
          measurable: true,
          criterion: 'Ratio of selection rates at least 0.8',
          test: 'Fairness report on the hold-out year',
        },
      ],
      oversightMeasures: [
        { measure: 'A recruiter reads every application before a refusal', who: 'Head of recruiting', canStop: true },
      ],
      fallback: 'Applications are read in order of arrival.',
      notice: 'The application form says that software sorts applications and that people decide.',
      contestRoute: 'Applicants write to the recruiting mailbox; a second recruiter reads the application unsorted.',
      externalChannel: 'https://careers.example.org/ai-report',
    },
    {
      title: 'Meeting summaries',
      purpose: 'Writes minutes from recorded internal meetings.',
      stage: 'verification',
      origin: 'third_party_service',
      hosting: 'supplier_cloud',
      intendedUses: ['Minutes of internal meetings'],
      inScope: true,
      orgRoles: ['customer_user'],
      legalClass: 'minimal',
      decisionEffect: 'none',
      autonomy: 'approval_needed',
      userFacing: true,
      externalEffect: false,
      personalData: true,
    },
    { title: 'Demand forecast', purpose: 'Estimates next week’s orders per warehouse.', stage: 'inception' },
  ],
})
