import { defineRegister, everyone, f, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'

export const appointment = defineRegister({
  name: 'appointment',
  label: { one: 'Appointment', many: 'Appointments' },
  explain:
    'Who holds which role in the AI management system, from when until when, and who stands in. The person accepts the appointment themselves, so nobody holds a role without knowing it. Past appointments stay, so it can be shown who answered for what on any day.',
  refPrefix: 'APP',
  area: 'documents',
  serves: ['iso42001:5.3', 'iso42001:A.3.2'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true, help: 'For example "AIMS lead: Ada Brandt".' }),
    from: f.date({ label: 'Holds the role from' }).optional(),
    until: f.date({ label: 'Holds the role until', help: 'Leave empty when open-ended.' }).optional(),
    extent: f
      .text({ max: 500, help: 'When the role is limited: for one AI system, one site, a share of time.' })
      .optional(),
    letter: f.files({ label: 'Letter of appointment' }).optional(),
    acceptedOn: f.date({ help: 'Set when the person accepts.', setByMove: true }).optional(),
    acceptedBy: f.text({ help: 'Set when the person accepts.', setByMove: true }).optional(),
    appointedBy: f.text({ help: 'Set when the appointment is offered.', setByMove: true }).optional(),
  },
  links: {
    role: one('aimsRole', { inverse: 'appointments', inverseLabel: 'Holders', required: true }),
    person: one('person', { inverse: 'appointments', inverseLabel: 'Roles held', required: true }),
    deputy: one('person', { inverse: 'deputyFor', inverseLabel: 'Stands in for' }),
  },
  computed: {},
  workflow: {
    initial: 'proposed',
    states: { proposed: 'draft', offered: 'inReview', accepted: 'inForce', declined: 'retired', ended: 'retired' },
    // Whoever accepted did so for these words; a change is offered again.
    frozen: ['accepted', 'ended', 'declined'],
    moves: {
      offer: {
        from: ['proposed'],
        to: 'offered',
        by: ['topManagement', ...stewards],
        needs: ['from'],
        sets: (_r, { actor }) => ({ appointedBy: actor.name }),
      },
      accept: {
        from: ['offered'],
        to: 'accepted',
        by: everyone,
        unless: (r, { actor }) =>
          (actor.person === null || r.person !== actor.person) && say`Only the person appointed can accept.`,
        sets: (_r, { actor, today }) => ({ acceptedOn: today, acceptedBy: actor.name }),
      },
      recordAcceptance: {
        label: 'Record a signed letter',
        from: ['offered'],
        to: 'accepted',
        by: stewards,
        needs: ['letter'],
        asksReason: true,
        sets: (_r, { actor, today }) => ({
          acceptedOn: today,
          acceptedBy: `Signed letter, recorded by ${actor.name}`,
        }),
      },
      decline: {
        from: ['offered'],
        to: 'declined',
        by: everyone,
        asksReason: true,
        unless: (r, { actor }) =>
          (actor.person === null || r.person !== actor.person) && say`Only the person appointed can decline.`,
      },
      amend: {
        label: 'Change the terms',
        from: ['accepted', 'declined'],
        to: 'proposed',
        by: ['topManagement', ...stewards],
        asksReason: true,
        sets: () => ({ acceptedOn: null, acceptedBy: null }),
      },
      end: {
        from: ['proposed', 'offered', 'accepted'],
        to: 'ended',
        by: ['topManagement', ...stewards],
        asksReason: true,
        sets: (r, { today }) => ({ until: r.until !== null && r.until < today ? r.until : today }),
      },
    },
  },
  can: {
    read: everyone,
    create: ['topManagement', ...stewards],
    edit: ['topManagement', ...stewards],
    archive: stewards,
  },
  readiness: [
    {
      id: 'notAnswered',
      ask: 'Did every person appointed accept?',
      fix: 'Ask the person to accept, or appoint somebody else.',
      severity: 'minor',
      failing: (r, { today }) => r.state === 'offered' && r.from !== null && r.from < today,
    },
    {
      id: 'expired',
      ask: 'Is every accepted appointment still within its term?',
      fix: 'Extend the term, or end the appointment and name a successor.',
      severity: 'minor',
      failing: (r, { today }) => r.state === 'accepted' && r.until !== null && r.until < today,
    },
    {
      id: 'deputy',
      ask: 'Does every role holder have a deputy?',
      fix: 'Name who stands in.',
      severity: 'ofi',
      failing: (r) => r.state === 'accepted' && r.deputy === null,
    },
  ],
  check: (r) => ({
    ...(r.from !== null && r.until !== null && r.until < r.from ? { until: 'The end lies before the beginning.' } : {}),
    ...(r.deputy !== null && r.deputy === r.person ? { deputy: 'A person cannot be their own deputy.' } : {}),
  }),
  list: { columns: ['ref', 'title', 'role', 'person', 'from', 'until', 'state'], sort: 'title' },
  sections: [
    { title: 'Appointment', fields: ['title', 'role', 'person', 'deputy', 'extent'] },
    { title: 'Term and acceptance', fields: ['from', 'until', 'letter', 'appointedBy', 'acceptedOn', 'acceptedBy'] },
  ],
  examples: [
    { title: 'AIMS lead: Ada Brandt', from: '2026-02-01', extent: 'Half of working time' },
    { title: 'Owner of loan pre-check: Milo Okafor', from: '2026-03-01', until: '2028-02-29' },
  ],
})
