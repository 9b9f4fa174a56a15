import { type Chapter, create, edit, fixed, move, on, type Values } from '../story.ts'

const issue = (key: string, title: string, origin: string, topic: string, owner: string, values: Values) =>
  create('contextIssue', key, { title, origin, topic, owner, ...values })

const party = (key: string, title: string, group: string, owner: string, requirements: readonly Values[]) =>
  create('interestedParty', key, { title, group, owner, requirements, climateConsidered: true })

const wants = (requirement: string, source: string, how: string, addressed = 'yes'): Values => ({
  requirement,
  source,
  addressed,
  how,
})

export const contextChapter: Chapter = [
  on('2025-03-31', 'hanne', [
    create('settings', 'settings', {
      title: 'Aldermoor Finance',
      sector: 'Consumer credit',
      country: 'Netherlands',
      staffCount: 420,
      currency: 'EUR',
      ismsCertified: true,
      ismsScope: 'Development and operation of the lending platform, offices Rotterdam, Ghent and Kraków',
      ismsCertificateNumber: 'IS-20417',
      ismsBody: 'Certa Noord',
      ismsValidUntil: '2027-05-14',
      ismsEdition: '2022',
      preStage2: true,
      acceptableLevels: ['low', 'medium'],
      ownerDecisionLevels: ['low', 'medium'],
      riskAcceptanceMonths: 12,
      owner: 'hanne',
    }),
  ]),
  on('2025-04-14', 'hanne', [
    issue('ctx-law', 'European rules for AI reach credit scoring', 'external', 'law', 'rik', {
      description: 'Assessing the creditworthiness of people is a high-risk use under the EU AI Act.',
      effect: 'Documentation, oversight and data quality must be proven for the scoring before its rules apply.',
      relevant: 'yes',
      relevanceReason: 'Scoring decides about most of our business and is named in the law.',
      nextReviewOn: '2026-12-14',
    }),
    issue('ctx-climate', 'Climate change', 'external', 'climate_change', 'idris', {
      description: 'Heat and floods hit incomes in the river delta; our computing uses power.',
      effect: 'Income shocks are not in the training data; energy use of language models grows.',
      relevant: 'yes',
      relevanceReason: 'Affects repayment in flood areas, so drift of the score is watched by postcode group.',
      nextReviewOn: '2026-12-14',
    }),
    issue(
      'ctx-models',
      'Language models become cheap and are built into everything',
      'external',
      'technology',
      'zofia',
      {
        effect: 'Staff use tools we never bought; suppliers change models under running products.',
        relevant: 'yes',
        relevanceReason: 'Two of our suppliers changed their model within one year.',
        nextReviewOn: '2026-12-14',
      },
    ),
    issue('ctx-debt', 'More households with several small debts', 'external', 'society', 'bram', {
      effect: 'Wrong approvals harm people who already owe money elsewhere.',
      relevant: 'yes',
      relevanceReason: 'The duty of care is part of our licence.',
      nextReviewOn: '2026-08-31',
    }),
    issue('ctx-skills', 'Few people can read a model report', 'internal', 'people_and_skills', 'sanne', {
      effect: 'Reviewers trust scores they cannot question.',
      relevant: 'yes',
      relevanceReason: 'Found in the interviews with twelve credit clerks.',
      nextReviewOn: '2026-12-14',
    }),
    issue(
      'ctx-purpose',
      'AI is used to decide faster, not to decide more strictly',
      'internal',
      'intended_purpose_of_ai',
      'femke',
      {
        effect: 'Sets what systems may be asked to do.',
        relevant: 'yes',
        relevanceReason: 'Part of the strategy the board adopted.',
        nextReviewOn: '2026-12-14',
      },
    ),
  ]),
  on(
    '2025-04-28',
    'hanne',
    ['ctx-law', 'ctx-climate', 'ctx-models', 'ctx-debt', 'ctx-skills', 'ctx-purpose'].map((key) =>
      move(key, 'confirm'),
    ),
    'Decided in the AI board',
  ),
  on('2026-06-08', 'elif', [
    issue('ctx-ads', 'Platforms ask for labels on generated advertising', 'external', 'market', 'elif', {
      effect: 'Campaign texts written with AI must carry a label on two platforms.',
    }),
  ]),
  on('2025-04-15', 'hanne', [
    party('ip-customers', 'Customers and applicants', 'customers', 'jeroen', [
      wants(
        'A decision they can understand and contest',
        'Consumer credit law',
        'Reasons in every refusal, second look by a person',
      ),
      wants('Fair treatment whatever their age or origin', 'Equal treatment law', 'Fairness test before each release'),
    ]),
    party('ip-staff', 'Staff and works council', 'staff', 'sanne', [
      wants('No hidden evaluation of employees', 'Works agreement 14', 'Rule in the AI policy, checked at intake'),
    ]),
    party('ip-regulator', 'Financial supervisor', 'regulators', 'rik', [
      wants('Sound models and proof of control', 'Guideline on loan origination', 'Model register, yearly report'),
      wants('Reports of serious incidents in time', 'Supervision act', 'Incident procedure with deadlines'),
    ]),
    party('ip-shops', 'Shops that offer our instalments', 'suppliers_and_partners', 'jeroen', [
      wants('Stable answer within two seconds', 'Partner contracts, annex 3', 'Service level with fallback rules'),
    ]),
    party('ip-debt', 'Debt advice organisations', 'affected_people', 'bram', [
      wants(
        'No pressure on people in debt programmes',
        'Letter of the regional council',
        'Contact planner excludes them',
      ),
    ]),
    party('ip-owners', 'Shareholders', 'owners_and_investors', 'femke', [
      wants('Growth without fines or scandals', 'Shareholder agreement', 'Clear risk appetite, yearly certificate'),
    ]),
    party('ip-public', 'Public and press', 'society', 'elif', [
      wants('To know where we use AI', 'Questions after the newspaper report', 'Page "How we use AI"', 'undecided'),
    ]),
  ]),
  on(
    '2025-04-28',
    'hanne',
    ['ip-customers', 'ip-staff', 'ip-regulator', 'ip-shops', 'ip-debt', 'ip-owners'].map((key) => move(key, 'confirm')),
    'Decided in the AI board',
  ),
  on(
    '2026-04-20',
    'hanne',
    ['ip-customers', 'ip-staff', 'ip-regulator', 'ip-shops', 'ip-debt', 'ip-owners'].map((key) =>
      edit(key, { reviewedOn: '2026-04-20', nextReviewOn: '2027-04-20' }),
    ),
    'Yearly look at the parties',
  ),
  on(
    '2026-04-20',
    'hanne',
    ['ctx-law', 'ctx-climate', 'ctx-models', 'ctx-skills', 'ctx-purpose'].map((key) =>
      edit(key, { reviewedOn: '2026-04-20' }),
    ),
    'Yearly look at the context',
  ),
  on('2025-04-22', 'rik', [
    create('obligation', 'obl-literacy', {
      title: 'AI literacy of staff',
      kind: 'law',
      source: 'EU AI Act, Article 4',
      jurisdiction: 'EU',
      demands: 'People who work with AI systems know enough about them.',
      howMet: 'Course "AI basics" for everybody, "Working with scores" for those who decide.',
      appliesFrom: fixed('2025-02-02'),
      standardRefs: ['iso42001:7.2', 'iso42001:7.3'],
      owner: 'noor',
    }),
    create('obligation', 'obl-highrisk', {
      title: 'Rules for high-risk systems: credit scoring and applicant ranking',
      kind: 'law',
      source: 'EU AI Act, Annex III points 4 and 5',
      jurisdiction: 'EU',
      demands: 'Risk management, data governance, documentation, logs, oversight, accuracy, registration.',
      appliesFrom: fixed('2027-12-02'),
      owner: 'rik',
    }),
    create('obligation', 'obl-transparency', {
      title: 'People know that they talk to a machine',
      kind: 'law',
      source: 'EU AI Act, Article 50',
      jurisdiction: 'EU',
      demands: 'Chat systems say that they are AI; generated content is marked.',
      howMet: 'First message of both assistants; label in campaign texts.',
      appliesFrom: fixed('2026-08-02'),
      owner: 'amara',
    }),
    create('obligation', 'obl-automated', {
      title: 'Right to a human look at automated decisions',
      kind: 'law',
      source: 'GDPR, Article 22',
      jurisdiction: 'EU',
      demands: 'Nobody is refused credit by a machine alone against their will.',
      howMet: 'A clerk confirms every refusal; second look on request within five working days.',
      appliesFrom: fixed('2018-05-25'),
      owner: 'jeroen',
    }),
    create('obligation', 'obl-report', {
      title: 'Yearly model report to the financial supervisor',
      kind: 'regulator_order',
      source: 'Supervisor, letter on model risk',
      jurisdiction: 'Netherlands',
      demands: 'List of models that decide about credit, their performance and their changes.',
      howMet: 'Written by risk from the model register.',
      isReporting: true,
      recipients: ['Financial supervisor'],
      dueOn: '2026-03-31',
      everyMonths: 12,
      owner: 'idris',
    }),
    create('obligation', 'obl-shops', {
      title: 'Answer within two seconds for partner shops',
      kind: 'contract',
      source: 'Partner contracts, annex 3',
      demands: 'Decision in two seconds, 99.5 % of the time; fallback rules when the score is away.',
      howMet: 'Monitor of availability, fallback rules tested each quarter.',
      owner: 'jeroen',
    }),
    create('obligation', 'obl-code', {
      title: 'Code of conduct of the lenders association',
      kind: 'code_of_conduct',
      source: 'Association of consumer lenders, edition 5',
      demands: 'No offers to people in debt programmes.',
      owner: 'bram',
    }),
  ]),
  on(
    '2025-05-06',
    'hanne',
    ['obl-literacy', 'obl-highrisk', 'obl-transparency', 'obl-automated', 'obl-report', 'obl-shops'].map((key) =>
      move(key, 'confirm'),
    ),
    'Reviewed with legal',
  ),
  on('2026-03-24', 'idris', [
    edit('obl-report', { fulfilledOn: '2026-03-24', fulfilledWith: 'Model report, 24 pages, sent by portal' }),
  ]),
  on('2026-04-07', 'hanne', [move('obl-report', 'startNextPeriod')]),
]
