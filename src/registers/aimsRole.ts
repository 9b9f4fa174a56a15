import { defineRegister, everyone, f, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'

export const aimsRole = defineRegister({
  name: 'aimsRole',
  label: { one: 'AIMS role', many: 'AIMS roles' },
  explain:
    'The roles that make the AI management system work: what each is for, what it may decide, and what part it takes in each activity. Two duties must be given to somebody: seeing to it that the system conforms to the standard, and reporting to top management how it performs. Who holds a role is recorded as an appointment.',
  refPrefix: 'ROLE',
  area: 'documents',
  serves: ['iso42001:5.3', 'iso42001:A.3.2'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true, label: 'Role' }),
    purpose: f.longText({ help: 'What the role is there for, in a sentence or two.' }).optional(),
    authority: f.longText({ help: 'What the holder may decide, stop, spend or demand.' }).optional(),
    mandatory: f.boolean({ help: 'Yes when the role must never be vacant; readiness warns if it is.' }).optional(),
    isTopManagement: f
      .boolean({ label: 'Top management', help: 'Yes when the holder directs the organisation at the highest level.' })
      .optional(),
    fixedDuties: f
      .choices(
        [
          { value: 'conformity', label: 'Sees to it that the AIMS conforms to the standard' },
          { value: 'performance_reporting', label: 'Reports AIMS performance to top management' },
        ],
        { label: 'Duties the standard fixes', help: 'Each must stand with at least one role.' },
      )
      .optional(),
    activities: f
      .rows(
        {
          activity: f.text(),
          part: f.choice([
            { value: 'responsible', label: 'Responsible', hint: 'Does the work.' },
            { value: 'accountable', label: 'Accountable', hint: 'Answers for the result; one role per activity.' },
            { value: 'consulted', label: 'Consulted', hint: 'Is asked before.' },
            { value: 'informed', label: 'Informed', hint: 'Is told afterwards.' },
          ]),
        },
        { label: 'Part in activities (RACI)' },
      )
      .optional(),
    standardRefs: f
      .standardRefs({ label: 'Clauses and controls', help: 'Which points this role looks after.' })
      .optional(),
    requiredCompetence: f.longText({ help: 'Schooling, training and practice the holder needs.' }).optional(),
    communicatedOn: f.date({ help: 'When people were told who does what.' }).optional(),
  },
  links: {
    reportsTo: one('aimsRole', { inverse: 'rolesReporting', inverseLabel: 'Roles reporting here' }),
  },
  computed: {},
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', inForce: 'inForce', retired: 'retired' },
    moves: {
      putInForce: {
        from: ['draft'],
        to: 'inForce',
        by: ['aimsLead', 'topManagement'],
        needs: ['purpose', 'authority'],
      },
      change: { from: ['inForce'], to: 'draft', by: stewards, asksReason: true },
      retire: {
        from: ['draft', 'inForce'],
        to: 'retired',
        by: stewards,
        asksReason: true,
        looksAt: ['appointments'],
        unless: (_r, { related }) =>
          (related.appointments ?? []).some((a) => a.state === 'accepted') &&
          say`Somebody still holds this role; end the appointment first.`,
      },
    },
  },
  can: { read: everyone, create: stewards, edit: stewards, archive: stewards },
  readiness: [
    {
      id: 'competenceStated',
      ask: 'Does every role say what its holder must know and be able to do?',
      fix: 'Describe the competence the role requires.',
      severity: 'minor',
      refs: ['iso42001:7.2'],
      failing: (r) => r.state !== 'retired' && r.requiredCompetence === null,
    },
    {
      id: 'communicated',
      ask: 'Were people told about every role in force?',
      fix: 'Tell those concerned and record the day.',
      severity: 'minor',
      failing: (r) => r.state === 'inForce' && r.communicatedOn === null,
    },
  ],
  list: { columns: ['ref', 'title', 'mandatory', 'isTopManagement', 'reportsTo', 'state'], sort: 'title' },
  sections: [
    { title: 'The role', fields: ['title', 'purpose', 'authority', 'mandatory', 'isTopManagement', 'reportsTo'] },
    { title: 'What it does', fields: ['fixedDuties', 'activities', 'standardRefs'] },
    { title: 'Competence and communication', fields: ['requiredCompetence', 'communicatedOn'] },
  ],
  examples: [
    {
      title: 'AIMS lead',
      purpose: 'Builds and runs the AI management system and tells top management how it performs.',
      authority: 'May stop a release, ask for records from any unit and call a review.',
      mandatory: true,
      isTopManagement: false,
      fixedDuties: ['conformity', 'performance_reporting'],
      activities: [
        { activity: 'Keep the statement of applicability', part: 'responsible' },
        { activity: 'Approve impact assessments', part: 'consulted' },
      ],
      standardRefs: ['iso42001:4.4', 'iso42001:9.1'],
      requiredCompetence: 'Lead implementer course and two years with AI products.',
      communicatedOn: '2026-02-02',
    },
    { title: 'AI system owner', purpose: 'Answers for one AI system over its whole life.', mandatory: true },
  ],
})
