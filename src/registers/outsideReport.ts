import { defineRegister, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'
import { insiders } from './lists/insiders.ts'
import { isRiskAbove, riskLevels } from './lists/levels.ts'

export const outsideReport = defineRegister({
  name: 'outsideReport',
  label: { one: 'Report from outside', many: 'Reports from outside' },
  explain:
    'People outside the organisation (users, people a decision was about, customers, authorities) tell you that an AI system did harm or worked badly. Each report is acknowledged by a set day, looked into, and answered; a serious one becomes an incident.',
  refPrefix: 'OUT',
  area: 'systems',
  serves: ['iso42001:A.8.3'],
  fields: {
    title: f.text({ max: 200, search: 'high', label: 'What it is about' }),
    receivedOn: f.date(),
    account: f
      .longText({ label: 'What was reported', help: 'In the words of the person, as far as possible.' })
      .optional(),
    channel: f
      .choice(['webForm', 'email', 'phone', 'letter', 'inProduct', 'socialMedia', 'authority', 'other'])
      .optional(),
    reporter: f.text({ label: 'Who reported it', personal: true }).optional(),
    reporterKind: f
      .choice(['user', 'affectedPerson', 'customer', 'authority', 'researcher', 'press', 'other'], {
        label: 'Reporter is a',
      })
      .optional(),
    contact: f
      .text({ personal: true, search: 'none', help: 'How to reach the person, if they want an answer.' })
      .optional(),
    ackDueOn: f.date({ label: 'Confirm receipt by' }).optional(),
    acknowledgedOn: f.date({ label: 'Receipt confirmed on' }).optional(),
    severity: f.choice(riskLevels).optional(),
    assessment: f.longText({ help: 'What you looked at, what you found, and who was affected.' }).optional(),
    outcome: f
      .choice([
        { value: 'incident', label: 'Handled as an incident' },
        { value: 'corrected', label: 'Put right at once' },
        { value: 'knownLimit', label: 'A known limit, explained' },
        { value: 'notConfirmed', label: 'Could not be confirmed' },
        { value: 'passedOn', label: 'Passed on to whom it concerns' },
      ])
      .optional(),
    answer: f.longText({ label: 'What the person was told' }).optional(),
    answeredOn: f.date().optional(),
    channelTest: f.boolean({ help: 'Yes when this was only a trial of the channel.' }).optional(),
  },
  links: {
    systems: many('aiSystem', { inverse: 'outsideReports', inverseLabel: 'Reports from outside', label: 'AI systems' }),
    incident: one('incident', {
      inverse: 'outsideReports',
      inverseLabel: 'Reports from outside',
      help: 'The incident this report became part of.',
    }),
    owner: one('person', { inverse: 'outsideReportsOwned', inverseLabel: 'Reports from outside', label: 'Handled by' }),
  },
  computed: {},
  workflow: {
    initial: 'received',
    states: { received: 'due', acknowledged: 'inReview', assessed: 'inForce', closed: 'retired' },
    moves: {
      acknowledge: {
        label: 'Receipt confirmed',
        from: ['received'],
        to: 'acknowledged',
        by: workers,
        needs: ['owner'],
        sets: (r, { today }) => ({ acknowledgedOn: r.acknowledgedOn ?? today }),
      },
      assess: {
        from: ['acknowledged'],
        to: 'assessed',
        by: [...stewards, 'systemOwner', 'riskOwner', 'owner'],
        needs: ['severity', 'assessment', 'outcome'],
        unless: (r) =>
          r.outcome === 'incident' &&
          r.incident === null &&
          say`Create or choose the incident this report became part of.`,
      },
      close: {
        from: ['assessed'],
        to: 'closed',
        by: [...stewards, 'owner'],
        unless: (r) =>
          r.contact !== null && (r.answer === null || r.answeredOn === null)
            ? say`The person left a way to be reached; write what they were told and when.`
            : false,
      },
      reopen: { from: ['assessed', 'closed'], to: 'acknowledged', by: [...stewards, 'owner'], asksReason: true },
    },
    frozen: ['closed'],
  },
  can: {
    read: [...insiders, 'externalAuditor'],
    create: insiders,
    edit: [...workers, 'author'],
    archive: stewards,
  },
  readiness: [
    {
      id: 'system-named',
      ask: 'Does every report from outside name the AI system it is about?',
      fix: 'Link the AI system, or find out which one was meant.',
      severity: 'ofi',
      failing: (r) => r.state !== 'received' && r.systems.length === 0,
    },
    {
      id: 'severe-is-incident',
      ask: 'Is every severe report from outside handled as an incident?',
      fix: 'Create an incident from the report, or lower its severity with a reason in the assessment.',
      severity: 'minor',
      refs: ['iso42001:A.8.3', 'iso42001:A.8.4'],
      failing: (r) => r.severity !== null && isRiskAbove(r.severity, 'medium') && r.incident === null,
    },
  ],
  list: { columns: ['ref', 'title', 'systems', 'receivedOn', 'ackDueOn', 'outcome', 'state'], sort: '-receivedOn' },
  sections: [
    { title: 'The report', fields: ['title', 'receivedOn', 'channel', 'account', 'systems', 'channelTest'] },
    { title: 'Who reported it', fields: ['reporterKind', 'reporter', 'contact', 'ackDueOn', 'acknowledgedOn'] },
    { title: 'Looking into it', fields: ['owner', 'severity', 'assessment', 'outcome', 'incident'] },
    { title: 'Answer', fields: ['answer', 'answeredOn'] },
  ],
  check: (r) =>
    r.acknowledgedOn !== null && r.acknowledgedOn < r.receivedOn
      ? { acknowledgedOn: 'Receipt cannot be confirmed before the report came in; correct one of the two dates.' }
      : {},
  examples: [
    {
      title: 'Applicant says the chat assistant answered with another person’s name',
      receivedOn: '2026-03-03',
      channel: 'webForm',
      reporterKind: 'affectedPerson',
      account: 'I asked about my application and the assistant greeted me by a name that is not mine.',
      ackDueOn: '2026-03-06',
      acknowledgedOn: '2026-03-04',
      severity: 'medium',
    },
    {
      title: 'Customer sees worse sorting for hand-written forms',
      receivedOn: '2026-05-11',
      channel: 'email',
      reporterKind: 'customer',
      ackDueOn: '2026-05-14',
    },
  ],
})
