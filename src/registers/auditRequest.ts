import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'
import { auditorRequests } from '../standard/certification.ts'

const stages = [...new Set(auditorRequests.map((r) => r.needed_for))]
const forms = [...new Set(auditorRequests.map((r) => r.form))]

export const auditRequest = defineRegister({
  name: 'auditRequest',
  label: { one: 'Audit request', many: 'Audit requests' },
  explain:
    'What auditors ask to see, one item at a time, with the answer and the proof beside it. When an answer does not suffice it comes back with a remark, is put right, and is offered again, until it is accepted.',
  refPrefix: 'REQ',
  area: 'audit',
  serves: ['iso42001:9.2.2', 'iso42001:7.5.3'],
  fields: {
    title: f.text({ max: 300, search: 'high', label: 'What is asked for' }),
    code: f
      .text({ max: 20, help: 'Number in the usual list of requests, for example PBC-018; empty for your own.' })
      .optional(),
    refs: f.standardRefs({ label: 'Clauses and controls' }).optional(),
    neededFor: f.choice([...stages, 'surveillance', 'internal']).optional(),
    form: f
      .choice([...forms, 'interview', 'demonstration'], { help: 'In which form the auditor wants it.' })
      .optional(),
    askedBy: f.text({ help: 'The auditor who asked, when it is not from the usual list.' }).optional(),
    askedOn: f.date().optional(),
    dueOn: f.date().optional(),
    answer: f.longText({ help: 'Where it is and what to look at. Link the proof below.' }).optional(),
    answeredOn: f.date({ setByMove: true }).optional(),
    answeredBy: f.text({ setByMove: true }).optional(),
    remarks: f
      .rows(
        { on: f.date(), by: f.text(), remark: f.text({ max: 3000 }) },
        { label: 'What auditors remarked', help: 'What did not suffice, and what they want to see instead.' },
      )
      .optional(),
    acceptedOn: f.date({ setByMove: true }).optional(),
    acceptedBy: f.text({ setByMove: true }).optional(),
  },
  links: {
    audit: one('audit', { inverse: 'requests', inverseLabel: 'Requests' }),
    cycle: one('certificationCycle', { inverse: 'requests', inverseLabel: 'Requests', label: 'Certification cycle' }),
    documents: many('document', { inverse: 'auditRequests', inverseLabel: 'Audit requests' }),
    evidence: many('evidence', { inverse: 'auditRequests', inverseLabel: 'Audit requests' }),
    records: many('any', { label: 'Other records', help: 'Any record that answers the request.' }),
    owner: one('person', { inverse: 'auditRequests', inverseLabel: 'Audit requests', label: 'To be answered by' }),
  },
  computed: {},
  workflow: {
    initial: 'open',
    states: {
      open: 'missing',
      answered: 'inReview',
      sentBack: 'overdue',
      accepted: 'conforms',
      withdrawn: 'retired',
    },
    moves: {
      answer: {
        label: 'Give the answer',
        from: ['open', 'sentBack'],
        to: 'answered',
        by: [...workers, 'owner'],
        needs: ['owner'],
        sets: (_r, { actor, today }) => ({ answeredOn: today, answeredBy: actor.name }),
        unless: (r) =>
          r.answer === null &&
          r.documents.length + r.evidence.length + r.records.length === 0 &&
          say`Link the proof, or write where it can be seen.`,
      },
      accept: {
        from: ['answered'],
        to: 'accepted',
        by: ['internalAuditor', 'aimsLead'],
        sets: (_r, { actor, today }) => ({ acceptedOn: today, acceptedBy: actor.name }),
        unless: (r, { actor }) =>
          (r.answeredBy === actor.name || (r.owner !== null && r.owner === actor.person)) &&
          say`You gave this answer; another person must say that it suffices.`,
      },
      sendBack: {
        label: 'Ask again',
        from: ['answered', 'accepted'],
        to: 'sentBack',
        by: ['internalAuditor', 'aimsLead'],
        asksReason: true,
        sets: () => ({ acceptedOn: null, acceptedBy: null }),
      },
      withdraw: {
        label: 'No longer asked for',
        from: ['open', 'answered', 'sentBack'],
        to: 'withdrawn',
        by: ['internalAuditor', 'aimsLead'],
        asksReason: true,
      },
      reopen: { from: ['withdrawn'], to: 'open', by: ['internalAuditor', 'aimsLead'] },
    },
    frozen: ['accepted', 'withdrawn'],
  },
  can: {
    read: everyone,
    create: [...stewards, 'internalAuditor'],
    edit: [...stewards, 'internalAuditor', 'owner'],
    archive: stewards,
  },
  readiness: [
    {
      id: 'answered-in-time',
      ask: 'Is every audit request answered by its due day?',
      fix: 'Answer the request, or agree on another day with the auditor.',
      severity: 'minor',
      failing: (r, { today }) => (r.state === 'open' || r.state === 'sentBack') && r.dueOn !== null && r.dueOn < today,
    },
  ],
  list: {
    columns: ['code', 'title', 'neededFor', 'form', 'owner', 'dueOn', 'state'],
    sort: 'code',
    titlesAreSentences: true,
  },
  sections: [
    {
      title: 'Request',
      fields: ['title', 'code', 'refs', 'neededFor', 'form', 'audit', 'cycle', 'askedBy', 'askedOn', 'dueOn'],
    },
    { title: 'Answer', fields: ['owner', 'answer', 'documents', 'evidence', 'records', 'answeredOn', 'answeredBy'] },
    { title: 'Back and forth', fields: ['remarks', 'acceptedOn', 'acceptedBy'] },
  ],
  examples: [
    {
      title: 'Statement of applicability, approved version',
      code: 'PBC-018',
      refs: ['iso42001:6.1.3'],
      neededFor: 'stage_1_and_2',
      form: 'document',
      dueOn: '2026-09-07',
    },
    {
      title: 'Log of one refused application from last month',
      refs: ['iso42001:A.6.2.8'],
      neededFor: 'stage_2',
      form: 'demonstration',
      askedBy: 'Lead auditor of the body',
      askedOn: '2026-11-09',
      dueOn: '2026-11-10',
      answer: 'The platform team shows it live; the search takes a minute.',
    },
  ],
})
