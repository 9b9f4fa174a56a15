import { type Chapter, create, edit, move, on, type Values } from '../story.ts'

const role = (
  key: string,
  title: string,
  purpose: string,
  authority: string,
  requiredCompetence: string,
  values: Values = {},
) => create('aimsRole', key, { title, purpose, authority, requiredCompetence, ...values })

const appoint = (
  key: string,
  role: string,
  person: string,
  deputy: string | null,
  title: string,
  from = '2025-05-19',
) => create('appointment', key, { title, role, person, deputy, from })

const appointments = [
  'app-top',
  'app-lead',
  'app-board',
  'app-oversight',
  'app-data',
  'app-audit',
  'app-concern',
  'app-security',
] as const

const accepts: readonly (readonly [string, string])[] = [
  ['app-top', 'femke'],
  ['app-lead', 'hanne'],
  ['app-board', 'idris'],
  ['app-oversight', 'jeroen'],
  ['app-data', 'nadia'],
  ['app-audit', 'ottilie'],
  ['app-concern', 'mireille'],
]

const roles = [
  'role-top',
  'role-lead',
  'role-board',
  'role-oversight',
  'role-data',
  'role-audit',
  'role-concern',
  'role-security',
]

export const leadershipChapter: Chapter = [
  on('2025-04-07', 'hanne', [
    create('businessCase', 'case', {
      title: 'AI management system and certificate',
      situation:
        'Twelve AI systems, no common rules. Two partner shops ask for proof; the supervisor asks for a model register.',
      currency: 'EUR',
      horizonYears: 3,
      options: [
        {
          option: 'Certified management system',
          costOnce: 145000,
          costPerYear: 82000,
          effortDays: 310,
          benefitPerYear: 260000,
          benefit: 'Two partner contracts kept, one way of working',
        },
        {
          option: 'Rules for credit models only',
          costOnce: 60000,
          costPerYear: 40000,
          effortDays: 120,
          benefitPerYear: 90000,
          benefit: 'Supervisor satisfied',
          drawbacks: 'Assistants and bought tools stay unwatched',
        },
        {
          option: 'Nothing',
          costOnce: 0,
          costPerYear: 0,
          effortDays: 0,
          benefitPerYear: 0,
          drawbacks: 'Contract with the largest shop ends next year',
        },
      ],
      recommendation: 'Build the whole system on top of the ISO/IEC 27001 system that is there.',
      owner: 'hanne',
    }),
    move('case', 'submit'),
  ]),
  on('2025-04-11', 'femke', [
    move('case', 'approve', {
      chosenOption: 'Certified management system',
      decision: 'Approved with one additional position; certificate within twenty months.',
    }),
  ]),
  on('2026-04-15', 'hanne', [
    edit('case', {
      actuals: [
        { until: '2026-03-31', cost: 131000, effortDays: 274, benefit: 120000, note: 'First partner contract renewed' },
      ],
    }),
  ]),
  on('2025-05-12', 'hanne', [
    role(
      'role-top',
      'Top management',
      'Sets direction, gives resources, reviews the system.',
      'Decides on policy, appetite and critical risks.',
      'Course for the board on AI and liability',
      { isTopManagement: true, mandatory: true },
    ),
    role(
      'role-lead',
      'Lead of the AI management system',
      'Builds and runs the system and reports on it.',
      'May stop any AI system that is not approved for use.',
      'ISO/IEC 42001 lead implementer or three years in management systems',
      { mandatory: true, fixedDuties: ['conformity', 'performance_reporting'], reportsTo: 'role-top' },
    ),
    role(
      'role-board',
      'Chair of the AI board',
      'Leads the decisions on new uses.',
      'Refuses or conditions a new use.',
      'Knows model risk and the duty of care',
      { reportsTo: 'role-top' },
    ),
    role(
      'role-oversight',
      'Person overseeing credit decisions',
      'Watches, questions and overrides the score.',
      'May switch scoring to fallback rules.',
      'Course "Working with scores"',
      { reportsTo: 'role-board' },
    ),
    role(
      'role-data',
      'Data steward',
      'Answers for origin and quality of data.',
      'Blocks a data set from training.',
      'Data quality and data protection',
      { reportsTo: 'role-lead' },
    ),
    role(
      'role-audit',
      'Internal AIMS auditor',
      'Audits the system independently.',
      'Access to every record; reports to the board directly.',
      'Auditor course and ISO/IEC 42001 foundation',
      { reportsTo: 'role-top' },
    ),
    role(
      'role-concern',
      'Ombudsperson',
      'Hears concerns and protects those who raise them.',
      'Speaks to the board without going through line management.',
      'Training in confidential handling',
      { reportsTo: 'role-top' },
    ),
    role(
      'role-security',
      'Security of AI systems',
      'Tests AI systems against attack.',
      'Blocks a release with an open serious hole.',
      'Adversarial testing of models',
      { reportsTo: 'role-lead' },
    ),
  ]),
  on(
    '2025-05-14',
    'femke',
    roles.map((key) => move(key, 'putInForce')),
    'Decided in the board meeting',
  ),
  on(
    '2025-05-15',
    'hanne',
    roles.map((key) => edit(key, { communicatedOn: '2025-05-15' })),
    'Announced to all staff',
  ),
  on('2025-05-16', 'femke', [
    appoint('app-top', 'role-top', 'femke', 'idris', 'Femke de Groot, top management'),
    appoint('app-lead', 'role-lead', 'hanne', 'mireille', 'Hanne Verlinden, AIMS lead'),
    appoint('app-board', 'role-board', 'idris', 'femke', 'Idris Bakkali, chair of the AI board'),
    appoint('app-oversight', 'role-oversight', 'jeroen', 'yara', 'Jeroen Kuijpers, oversight of credit decisions'),
    appoint('app-data', 'role-data', 'nadia', 'tomasz', 'Nadia Petrova, data steward'),
    appoint('app-audit', 'role-audit', 'ottilie', 'kwame', 'Ottilie Brandt, internal auditor'),
    appoint('app-concern', 'role-concern', 'mireille', null, 'Mireille Claes, ombudsperson'),
    appoint('app-security', 'role-security', 'gijs', 'pieter', 'Gijs Timmer, security of AI systems'),
    edit('app-lead', { letter: ['appointment-ai-lead.pdf'], extent: '80 % of working time' }),
    ...appointments.map((key) => move(key, 'offer')),
  ]),
  ...accepts.map(([key, person]) => on('2025-05-19', person, [move(key, 'accept')])),
  on('2025-05-20', 'gijs', [move('app-security', 'accept')]),
  on('2026-07-01', 'femke', [move('app-security', 'end')], 'Left the company'),
  on('2026-07-06', 'femke', [
    appoint(
      'app-security-2',
      'role-security',
      'pieter',
      'joost',
      'Pieter Osinga, security of AI systems',
      '2026-07-06',
    ),
    move('app-security-2', 'offer'),
  ]),
  on('2026-07-07', 'pieter', [move('app-security-2', 'accept')]),
  on('2025-05-26', 'hanne', [
    create('scopeStatement', 'scope-1', {
      title: 'Scope of the AI management system',
      versionLabel: '1.0',
      scopeText:
        'Development, provision and use of AI systems for consumer credit, customer service and internal work of Aldermoor Finance.',
      activities: [
        { role: 'provider', activities: 'Develops and runs credit scoring, fraud and collections models' },
        { role: 'customer_user', activities: 'Uses bought and public AI services' },
      ],
      sites: ['Rotterdam', 'Ghent', 'Kraków'],
      exclusions: [{ what: 'Broker desk Antwerp', reason: 'Is being sold; uses none of our AI systems.' }],
      interfaces: [
        { withWhom: 'ISO/IEC 27001 system', what: 'Access, backup, incidents and suppliers are controlled there' },
        { withWhom: 'Talvera', what: 'Language model service, contract TLV-7' },
      ],
      basedOn: 'Context of April, parties, inventory',
      peopleInScope: 405,
      owner: 'hanne',
      nextReviewOn: '2026-05-26',
      units: [
        'company',
        'lending',
        'collections',
        'service',
        'data',
        'it',
        'risk',
        'hr',
        'marketing',
        'legal',
        'finance',
      ],
    }),
    move('scope-1', 'submit'),
  ]),
  on('2025-06-02', 'femke', [move('scope-1', 'approve')]),
  on('2026-05-11', 'hanne', [
    create('scopeStatement', 'scope-2', {
      title: 'Scope of the AI management system',
      versionLabel: '2.0',
      scopeText:
        'Development, provision and use of AI systems for consumer credit, collections, customer service and internal work of Aldermoor Finance at Rotterdam, Ghent and Kraków, as in the statement of applicability.',
      activities: [
        {
          role: 'provider',
          activities: 'Develops and runs credit scoring, affordability, fraud and collections models',
        },
        {
          role: 'customer_user',
          activities: 'Uses bought and public AI services in service, personnel and office work',
        },
        { role: 'partner', activities: 'Gives shops a decision through an interface' },
      ],
      sites: ['Rotterdam, Maaskade 40', 'Ghent, Dok Noord 7', 'Kraków, Zabłocie 25'],
      systemsCovered: 'Every system of the inventory that is marked as in scope.',
      exclusions: [
        {
          what: 'Office typing aids without decisions',
          reason: 'Kept in the inventory, governed by the acceptable use policy only.',
        },
      ],
      interfaces: [
        { withWhom: 'ISO/IEC 27001 system', what: 'Access, backup, incidents and suppliers are controlled there' },
        { withWhom: 'Talvera', what: 'Language model service, contract TLV-7' },
        { withWhom: 'Partner shops', what: 'Decision interface, annex 3' },
      ],
      basedOn: 'Yearly look at context and parties; first management review, decision D2',
      peopleInScope: 412,
      owner: 'hanne',
      nextReviewOn: '2027-05-11',
      units: [
        'company',
        'lending',
        'collections',
        'service',
        'data',
        'it',
        'risk',
        'hr',
        'marketing',
        'legal',
        'finance',
      ],
      replaces: 'scope-1',
    }),
    move('scope-2', 'submit'),
  ]),
  on('2026-05-18', 'idris', [move('scope-2', 'approve')]),
  on('2026-05-18', 'hanne', [move('scope-1', 'supersede')], 'Version 2.0 is approved'),
]
