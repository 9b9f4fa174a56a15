import { defineRegister, everyone, f, one, stewards } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { applicabilities, controlSources, implementationStates } from '../lists/applicability.ts'
import { whyNotApprovable } from './whyNotApprovable.ts'

export const soaVersion = defineRegister({
  name: 'soaVersion',
  label: { one: 'Statement of applicability', many: 'Versions of the statement' },
  explain:
    'A version of the statement of applicability as it was approved: every control with its decision, reasons and state on that day, with names as text. Once approved it never changes; certificates name its version. Later decisions go into the next version.',
  refPrefix: 'SOA',
  area: 'controls',
  serves: ['iso42001:6.1.3'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true }),
    versionLabel: f.text({ max: 40, label: 'Version', sortable: true }),
    takenOn: f.date({ label: 'Snapshot of', help: 'Day whose decisions the lines show.' }).optional(),
    changeNote: f.longText({ label: 'What changed since the last version' }).optional(),
    lines: f
      .rows(
        {
          control: f.text({ max: 60 }),
          title: f.text(),
          source: f.choice(controlSources),
          applicable: f.choice(applicabilities, { label: 'Applies' }),
          justification: f.longText({ label: 'Why included' }).optional(),
          exclusionJustification: f.longText({ label: 'Why left out' }).optional(),
          implementation: f.choice(implementationStates, { label: 'In place' }).optional(),
          howImplemented: f.longText().optional(),
          owner: f.text({ help: 'Name as text.' }).optional(),
          causes: f.text({ max: 2000, help: 'Numbers of risks, impacts and obligations.' }).optional(),
          documents: f.text({ max: 2000, help: 'Numbers of documents.' }).optional(),
          lastVerifiedOn: f.date().optional(),
        },
        { label: 'Lines', search: 'none' },
      )
      .optional(),
    approvedOn: f.date({ help: 'Set by the approval.', setByMove: true }).optional(),
    approvedBy: f.text({ help: 'Set by the approval.', setByMove: true }).optional(),
    approvedByRole: f.text({ help: 'Set by the approval.', setByMove: true }).optional(),
  },
  links: {
    owner: one('person', { inverse: 'soaVersionsOwned', inverseLabel: 'Statements of applicability' }),
    replaces: one('soaVersion', { inverse: 'replacedBy', inverseLabel: 'Replaced by' }),
  },
  computed: {
    applicableCount: {
      field: f.integer({ label: 'Controls that apply' }),
      from: (r) => (r.lines ?? []).filter((line) => line.applicable === 'yes').length,
    },
  },
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', inReview: 'inReview', approved: 'inForce', superseded: 'retired' },
    frozen: ['inReview', 'approved', 'superseded'],
    moves: {
      submit: {
        from: ['draft'],
        to: 'inReview',
        by: stewards,
        needs: ['lines', 'takenOn'],
        unless: (r) => whyNotApprovable(r.lines ?? []),
      },
      sendBack: { from: ['inReview'], to: 'draft', by: ['topManagement', ...stewards], asksReason: true },
      approve: {
        from: ['inReview'],
        to: 'approved',
        signs: 'I approve',
        by: ['topManagement', 'aimsLead'],
        unless: (r, { actor }) =>
          (r.createdBy === actor.id && say`You prepared this version; another person approves it.`) ||
          whyNotApprovable(r.lines ?? []),
        sets: (_r, { actor, today }) => ({
          approvedOn: today,
          approvedBy: actor.name,
          approvedByRole: actor.roles.includes('topManagement') ? 'topManagement' : 'aimsLead',
        }),
      },
      supersede: { label: 'Mark as replaced', from: ['approved'], to: 'superseded', by: stewards },
    },
  },
  can: { read: everyone, create: stewards, edit: stewards, archive: stewards },
  readiness: [
    {
      id: 'waiting',
      ask: 'Are submitted versions of the statement decided on soon?',
      fix: 'Approve it, or send it back with a reason.',
      severity: 'ofi',
      failing: (r, { today }) =>
        r.state === 'inReview' && Temporal.PlainDate.from(r.updatedAt.slice(0, 10)).until(today).days > 30,
    },
  ],
  list: {
    columns: ['ref', 'title', 'versionLabel', 'takenOn', 'applicableCount', 'approvedOn', 'state'],
    sort: '-takenOn',
  },
  sections: [
    { title: 'Version', fields: ['title', 'versionLabel', 'takenOn', 'changeNote', 'owner', 'replaces'] },
    { title: 'Lines', fields: ['lines'] },
    { title: 'Approval', fields: ['approvedOn', 'approvedBy', 'approvedByRole'] },
  ],
  examples: [
    {
      title: 'Statement of applicability',
      versionLabel: '1.0',
      takenOn: '2026-09-30',
      changeNote: 'First version.',
      lines: [
        {
          control: 'iso42001:A.5.2',
          title: 'AI system impact assessment process',
          source: 'annex_a',
          applicable: 'yes',
          justification: 'Our outputs decide about access to credit.',
          exclusionJustification: null,
          implementation: 'implemented',
          howImplemented: 'Triage at intake, full assessment before development.',
          owner: 'Ada Brandt',
          causes: 'RISK-4, OBL-2',
          documents: 'DOC-9',
          lastVerifiedOn: '2026-08-20',
        },
      ],
    },
  ],
})
