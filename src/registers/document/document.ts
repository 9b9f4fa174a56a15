import { defineRegister, everyone, f, many, one, roles, stewards, workers } from '../../model/index.ts'
import { approvingRole, refuseApproval } from './approval.ts'
import { documentIds, isAiPolicyId, isRequiredByClause } from './documentIds.ts'
import { openPlaces } from './openPlaces.ts'

export const document = defineRegister({
  name: 'document',
  label: { one: 'Document', many: 'Documents' },
  explain:
    'Policies, procedures, plans, records and outside documents of the management system, written here or kept as files. Each version is reviewed and approved by somebody who did not write it. While a new version is drafted, the approved one stays in force and readable in the history.',
  refPrefix: 'DOC',
  area: 'documents',
  serves: ['iso42001:7.5.1', 'iso42001:7.5.2', 'iso42001:7.5.3', 'iso42001:5.2', 'iso42001:A.2.2'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true }),
    kind: f.choice(
      [
        'policy',
        'procedure',
        'plan',
        { value: 'record', label: 'Record', hint: 'Proof of something that happened; corrected, never revised.' },
        'statement',
        'register',
      ],
      { sortable: true },
    ),
    documentId: f
      .choice(documentIds, {
        label: 'Serves as',
        help: 'Which needed document this is, or the outline it is written from.',
      })
      .optional(),
    ownNumber: f.text({ max: 60, filterable: true, help: 'Your own document number.' }).optional(),
    summary: f.text({ max: 1000, help: 'What it is about, in a sentence.' }).optional(),
    body: f.longText({ max: 200_000, label: 'Text', search: 'normal' }).optional(),
    files: f.files().optional(),
    location: f.url({ label: 'Kept at', help: 'Address, when the document lives elsewhere.' }).optional(),
    standardRefs: f.standardRefs({ label: 'Clauses and controls' }).optional(),
    isMonitoringPlan: f
      .boolean({ label: 'Monitoring plan', help: 'Yes when it says what is measured, how, when and by whom.' })
      .optional(),
    framesObjectives: f.boolean({ label: 'Gives a frame for AI objectives', help: 'For the AI policy.' }).optional(),
    commitsToRequirements: f.boolean({ label: 'Commits to meet requirements', help: 'For the AI policy.' }).optional(),
    commitsToImprovement: f.boolean({ label: 'Commits to improve', help: 'For the AI policy.' }).optional(),
    aiRelevant: f
      .boolean({ label: 'Touches AI', help: 'For other policies: yes when AI changes what they say or mean.' })
      .optional(),
    alignmentReviewedOn: f
      .date({ label: 'Compared with the AI policy on', help: 'Last day somebody checked that both fit together.' })
      .optional(),
    alignmentResult: f.longText({ label: 'Result of the comparison' }).optional(),
    isExternal: f.boolean({ label: 'From outside', help: 'A document you rely on but did not write.' }).optional(),
    externalSource: f.text({ max: 500, label: 'Publisher and edition' }).optional(),
    classification: f.choice(['public', 'internal', 'confidential', 'restricted']).optional(),
    availableTo: f.text({ max: 500, help: 'Who gets it, inside and outside.' }).optional(),
    retention: f.text({ help: 'How long it is kept and what happens then.' }).optional(),
    versionLabel: f.text({ max: 40, label: 'Version', help: 'Of the text you see, for example 1.1.' }).optional(),
    changeNote: f.text({ max: 1000, label: 'What changed' }).optional(),
    preparedBy: f.text({ help: 'Set on submission.', setByMove: true }).optional(),
    preparedByAccount: f
      .text({ search: 'none', help: 'Set on submission.', setByMove: true, forRules: true })
      .optional(),
    approvedVersion: f
      .text({ max: 40, label: 'Version in force', help: 'Set by the approval; stays while drafting.', setByMove: true })
      .optional(),
    approvedOn: f.date({ help: 'Set by the approval.', setByMove: true }).optional(),
    approvedBy: f.text({ help: 'Set by the approval.', setByMove: true }).optional(),
    approvedByRole: f.choice(roles, { help: 'Set by the approval.', setByMove: true }).optional(),
    nextReviewOn: f.date().optional(),
    reviewedOn: f.date({ label: 'Last reviewed on' }).optional(),
    reviewOutcome: f.longText({ help: 'What the last review found: keep, change, withdraw.' }).optional(),
    correctedWithTrail: f
      .boolean({
        label: 'Corrected, with trail',
        help: 'Set when an approved record was corrected with a reason.',
        setByMove: true,
      })
      .optional(),
  },
  links: {
    owner: one('person', { inverse: 'documentsOwned', inverseLabel: 'Documents' }),
    replaces: one('document', { inverse: 'replacedBy', inverseLabel: 'Replaced by' }),
    related: many('document', { inverse: 'relatedFrom', inverseLabel: 'Pointed to by', label: 'Points to' }),
  },
  computed: {
    isAiPolicy: { field: f.boolean({ label: 'AI policy' }), from: (r) => isAiPolicyId(r.documentId) },
    isRequired: { field: f.boolean({ label: 'Required by a clause' }), from: (r) => isRequiredByClause(r.documentId) },
    hasContent: {
      field: f.boolean({ label: 'Has content' }),
      from: (r) => r.body !== null || r.location !== null || (r.files ?? []).length > 0,
    },
  },
  workflow: {
    initial: 'draft',
    states: {
      draft: 'draft',
      inReview: 'inReview',
      approved: 'inForce',
      superseded: 'retired',
      retired: 'retired',
    },
    frozen: ['inReview', 'approved', 'superseded', 'retired'],
    moves: {
      submit: {
        label: 'Submit for review',
        from: ['draft'],
        to: 'inReview',
        by: [...workers, 'internalAuditor'],
        needs: ['owner', 'versionLabel'],
        unless: (r) =>
          (r.hasContent !== true && 'There is nothing to review yet: write the text, add a file or an address.') ||
          (openPlaces(r.body).length > 0 &&
            'The text still has places in square brackets that say what to decide. Fill them in, or take them out.') ||
          (r.kind !== 'record' && r.nextReviewOn === null && 'Say when the document is reviewed next.'),
        sets: (_r, { actor }) => ({ preparedBy: actor.name, preparedByAccount: actor.id }),
      },
      sendBack: { from: ['inReview'], to: 'draft', by: ['topManagement', ...stewards], asksReason: true },
      withdraw: { label: 'Take back', from: ['inReview'], to: 'draft', by: ['owner', 'author'] },
      approve: {
        from: ['inReview'],
        to: 'approved',
        signs: 'I approve',
        by: ['topManagement', 'aimsLead'],
        unless: (r, context) => refuseApproval(r, context),
        sets: (r, { actor, today }) => ({
          approvedVersion: r.versionLabel,
          approvedOn: today,
          approvedBy: actor.name,
          approvedByRole: approvingRole(actor.roles),
          reviewedOn: today,
        }),
      },
      revise: {
        label: 'Draft a new version',
        from: ['approved'],
        to: 'draft',
        by: [...stewards, 'owner'],
        unless: (r) => r.kind === 'record' && 'A record is proof and is not revised. Choose "Correct" and say why.',
      },
      correct: {
        label: 'Correct a record',
        from: ['approved'],
        to: 'draft',
        by: stewards,
        asksReason: true,
        unless: (r) => r.kind !== 'record' && 'Only records are corrected; draft a new version of this document.',
        sets: () => ({ correctedWithTrail: true }),
      },
      supersede: { label: 'Mark as replaced', from: ['approved'], to: 'superseded', by: stewards, asksReason: true },
      retire: {
        from: ['draft', 'approved'],
        to: 'retired',
        by: ['topManagement', 'aimsLead'],
        asksReason: true,
      },
      restore: {
        from: ['retired', 'superseded'],
        to: 'draft',
        by: stewards,
        asksReason: true,
        // It went out of force, so no version is in force until the draft is approved.
        sets: () => ({ approvedVersion: null, approvedOn: null, approvedBy: null, approvedByRole: null }),
      },
    },
  },
  can: {
    read: everyone,
    create: [...workers, 'internalAuditor'],
    edit: [...stewards, 'topManagement', 'owner', 'author'],
    archive: stewards,
  },
  readiness: [
    {
      id: 'retention',
      ask: 'Is it fixed for every document in force how long it is kept?',
      fix: 'Draft a new version and say how long it is kept and what happens then.',
      severity: 'minor',
      refs: ['iso42001:7.5.3'],
      failing: (r) => r.state === 'approved' && r.retention === null,
    },
    {
      id: 'classified',
      ask: 'Is it fixed for every document in force who may read it?',
      fix: 'Choose a classification.',
      severity: 'ofi',
      refs: ['iso42001:7.5.3'],
      failing: (r) => r.state === 'approved' && r.classification === null,
    },
    {
      id: 'externalIdentified',
      ask: 'Do outside documents name publisher and edition?',
      fix: 'Name the publisher and the edition you rely on.',
      severity: 'minor',
      refs: ['iso42001:7.5.3'],
      failing: (r) => r.isExternal === true && r.state !== 'retired' && r.externalSource === null,
    },
  ],
  list: {
    columns: ['ref', 'title', 'kind', 'documentId', 'approvedVersion', 'owner', 'state'],
    sort: 'title',
  },
  sections: [
    { title: 'Document', fields: ['title', 'kind', 'documentId', 'ownNumber', 'summary', 'standardRefs', 'owner'] },
    { title: 'Content', fields: ['body', 'files', 'location', 'related', 'isMonitoringPlan'] },
    {
      title: 'AI policy and alignment',
      help: 'What the AI policy must contain, and whether other policies fit to it.',
      fields: [
        'framesObjectives',
        'commitsToRequirements',
        'commitsToImprovement',
        'aiRelevant',
        'alignmentReviewedOn',
        'alignmentResult',
      ],
    },
    { title: 'From outside', fields: ['isExternal', 'externalSource'] },
    { title: 'Control', fields: ['classification', 'availableTo', 'retention'] },
    {
      title: 'Version and approval',
      fields: [
        'versionLabel',
        'changeNote',
        'preparedBy',
        'preparedByAccount',
        'approvedVersion',
        'approvedOn',
        'approvedBy',
        'approvedByRole',
        'replaces',
        'correctedWithTrail',
      ],
    },
    { title: 'Review', fields: ['nextReviewOn', 'reviewedOn', 'reviewOutcome'] },
  ],
  examples: [
    {
      title: 'AI policy',
      kind: 'policy',
      documentId: 'DOC-C-03',
      ownNumber: 'POL-11',
      summary: 'What we want AI to do for people, what we never do with it, and how we keep that promise.',
      body: '## Purpose\n\nWe build AI that helps people decide about credit fairly.\n\n## Red lines\n\nNo scoring by origin or belief.\n\n## Objectives\n\nObjectives follow the principles and are reviewed each half-year.\n\n## Commitment\n\nWe meet what law, contracts and this policy ask, and we keep improving.',
      standardRefs: ['iso42001:5.2', 'iso42001:A.2.2'],
      framesObjectives: true,
      commitsToRequirements: true,
      commitsToImprovement: true,
      classification: 'public',
      availableTo: 'All staff; website',
      retention: 'Ten years after replacement',
      versionLabel: '1.0',
      nextReviewOn: '2027-01-31',
    },
    {
      title: 'Information security policy',
      kind: 'policy',
      aiRelevant: true,
      alignmentReviewedOn: '2026-03-02',
      alignmentResult: 'Added prompts and model weights to the classes of information.',
      versionLabel: '4.2',
    },
    {
      title: 'EU AI Act, consolidated text',
      kind: 'statement',
      isExternal: true,
      externalSource: 'Official Journal of the EU, as amended 2026',
      location: 'https://eur-lex.europa.eu/eli/reg/2024/1689/oj',
    },
  ],
})
