import { defineRegister, everyone, f, many, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'
import { organisationRoles } from './lists/aiSystemLists.ts'

export const scopeStatement = defineRegister({
  name: 'scopeStatement',
  label: { one: 'Scope statement', many: 'Scope statements' },
  explain:
    'What the AI management system covers and what it does not: activities, AI roles, sites, units and systems, with a reason for anything left out. Top management approves it, and its words become the scope on the certificate. A changed scope is a new version; the approved one stays readable.',
  refPrefix: 'SCOPE',
  area: 'programme',
  serves: ['iso42001:4.3'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true }),
    versionLabel: f.text({ max: 40, label: 'Version', help: 'For example 1.0.' }).optional(),
    scopeText: f
      .longText({ label: 'Scope in one paragraph', help: 'The wording you would like to read on the certificate.' })
      .optional(),
    activities: f
      .rows(
        {
          role: f.choice(organisationRoles, { label: 'Our role' }),
          activities: f.text({ max: 2000 }),
        },
        { label: 'AI roles and activities', help: 'Which activities are covered for each role you play with AI.' },
      )
      .optional(),
    sites: f.list({ help: 'Places covered, one a line.' }).optional(),
    systemsCovered: f
      .longText({ label: 'AI systems covered', help: 'Families or a rule; each system says itself whether it is in.' })
      .optional(),
    exclusions: f
      .rows({ what: f.text({ max: 500 }), reason: f.text({ max: 2000 }) }, { help: 'What is out, and why.' })
      .optional(),
    interfaces: f
      .rows(
        { withWhom: f.text(), what: f.text({ max: 1000 }) },
        {
          label: 'Interfaces and dependencies',
          help: 'What crosses the boundary: shared services, suppliers, group functions.',
        },
      )
      .optional(),
    basedOn: f
      .longText({
        label: 'How issues and parties shaped it',
        help: 'Which context issues and requirements led to this boundary.',
      })
      .optional(),
    peopleInScope: f
      .integer({ min: 0, label: 'People in scope', help: 'Certification bodies plan audit time by it.' })
      .optional(),
    approvedOn: f.date({ help: 'Set by the approval.', setByMove: true }).optional(),
    approvedBy: f.text({ help: 'Set by the approval.', setByMove: true }).optional(),
    approvedByRole: f.text({ help: 'Set by the approval.', setByMove: true }).optional(),
    nextReviewOn: f.date().optional(),
  },
  links: {
    owner: one('person', { inverse: 'scopeStatementsOwned', inverseLabel: 'Scope statements' }),
    units: many('organisationalUnit', {
      inverse: 'scopeStatements',
      inverseLabel: 'In scope of',
      label: 'Units covered',
    }),
    replaces: one('scopeStatement', { inverse: 'replacedBy', inverseLabel: 'Replaced by' }),
  },
  computed: {},
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', inReview: 'inReview', approved: 'inForce', superseded: 'retired' },
    frozen: ['inReview', 'approved', 'superseded'],
    moves: {
      submit: {
        from: ['draft'],
        to: 'inReview',
        by: stewards,
        needs: ['scopeText', 'activities', 'versionLabel', 'owner', 'nextReviewOn'],
      },
      sendBack: { from: ['inReview'], to: 'draft', by: ['topManagement', ...stewards], asksReason: true },
      approve: {
        from: ['inReview'],
        to: 'approved',
        signs: 'I approve',
        by: ['topManagement'],
        unless: (r, { actor }) =>
          r.createdBy === actor.id &&
          say`You wrote this scope statement; another member of top management approves it.`,
        sets: (_r, { actor, today }) => ({
          approvedOn: today,
          approvedBy: actor.name,
          approvedByRole: 'topManagement',
        }),
      },
      supersede: { label: 'Mark as replaced', from: ['approved'], to: 'superseded', by: stewards, asksReason: true },
    },
  },
  can: { read: everyone, create: stewards, edit: [...stewards, 'owner'], archive: stewards },
  readiness: [
    {
      id: 'interfaces',
      ask: 'Does the scope name what crosses its boundary?',
      fix: 'List shared services, suppliers and group functions the AI depends on.',
      severity: 'ofi',
      failing: (r) => r.state !== 'superseded' && (r.interfaces ?? []).length === 0,
    },
    {
      id: 'reviewInTime',
      ask: 'Was the scope reviewed when planned?',
      fix: 'Write a new version, or approve the same text again with a new review date.',
      severity: 'minor',
      failing: (r, { today }) => r.state === 'approved' && r.nextReviewOn !== null && r.nextReviewOn < today,
    },
  ],
  list: { columns: ['ref', 'title', 'versionLabel', 'state', 'approvedOn', 'nextReviewOn'], sort: '-approvedOn' },
  sections: [
    { title: 'Scope', fields: ['title', 'versionLabel', 'scopeText', 'activities', 'owner'] },
    {
      title: 'Boundary',
      fields: ['units', 'sites', 'systemsCovered', 'peopleInScope', 'exclusions', 'interfaces', 'basedOn'],
    },
    { title: 'Approval', fields: ['approvedOn', 'approvedBy', 'approvedByRole', 'nextReviewOn', 'replaces'] },
  ],
  examples: [
    {
      title: 'Scope of the AI management system',
      versionLabel: '1.0',
      scopeText:
        'Development, operation and support of credit and document AI for banks at the sites Bremen and Gdansk.',
      activities: [
        { role: 'provider', activities: 'Develop and operate loan pre-check and document reading' },
        { role: 'customer_user', activities: 'Use a bought assistant for customer support' },
      ],
      sites: ['Bremen', 'Gdansk'],
      systemsCovered: 'All systems in the inventory marked as in scope.',
      exclusions: [{ what: 'Marketing image generator', reason: 'Trial without effect on outsiders; ends in March.' }],
      interfaces: [{ withWhom: 'Cloud host', what: 'Computing and storage' }],
      peopleInScope: 64,
      nextReviewOn: '2027-09-30',
    },
  ],
})
