import { defineRegister, everyone, f, many, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'
import type { RiskLevel } from '../standard/riskManagement.ts'
import { insiders } from './lists/insiders.ts'
import { isRiskAbove, riskLevels } from './lists/levels.ts'

/** From this level on, somebody must decide whether people outside are told (A.8.4). */
const isSevere = (r: { severity: RiskLevel | null }) => r.severity !== null && isRiskAbove(r.severity, 'medium')

export const incident = defineRegister({
  name: 'incident',
  label: { one: 'Incident', many: 'Incidents' },
  explain:
    'Something went wrong with an AI system, or nearly did: a harmful or wrong result, misuse, a failure, a leak. The register shows what happened to people, what was done about it, whether those concerned were told in time, and what was learnt.',
  refPrefix: 'INC',
  area: 'systems',
  serves: ['iso42001:A.8.4', 'iso42001:10.2'],
  fields: {
    title: f.text({ max: 200, search: 'high', label: 'What happened, in one line' }),
    happenedOn: f.date({ label: 'Happened on', help: 'The day it happened, or the first day you know of.' }),
    noticedOn: f.date({ label: 'Noticed on', help: 'Deadlines often run from the day you learnt of it.' }).optional(),
    description: f.longText({ help: 'What people saw, in the order it happened.' }).optional(),
    kind: f
      .choice(['wrongResult', 'unfairResult', 'misuse', 'outage', 'dataLeak', 'attack', 'oversightFailed', 'other'])
      .optional(),
    severity: f
      .choice(riskLevels, { help: 'Judge by the harm to people first, then by the harm to the organisation.' })
      .optional(),
    nearMiss: f.boolean({ help: 'Yes when harm was avoided by luck or by someone stepping in.' }).optional(),
    effectOnPeople: f.longText({ help: 'Who was affected, how, and how badly.' }).optional(),
    peopleAffected: f.integer({ min: 0, help: 'A careful estimate is better than nothing.' }).optional(),
    notifiable: f
      .boolean({
        label: 'Must others be told?',
        help: 'Yes when a law, a contract or your own plan asks for a notice.',
      })
      .optional(),
    decidedOn: f
      .date({ label: 'Notice decided on', help: 'The day someone decided whether to tell others.' })
      .optional(),
    decidedBy: f.text({ label: 'Notice decided by' }).optional(),
    decisionReason: f.longText({ help: 'Why a notice is needed, or why it is not.' }).optional(),
    deadlineAt: f.dateTime({ label: 'Notice due at', help: 'The earliest deadline of all notices.' }).optional(),
    communicatedOn: f
      .date({ label: 'Everyone told on', help: 'The day the last required notice went out.' })
      .optional(),
    notices: f
      .rows(
        {
          to: f.choice(['users', 'affectedPeople', 'customer', 'authority', 'supplier', 'public']),
          sentOn: f.date(),
          what: f.text({ max: 1000, label: 'What was said' }),
          reference: f.text().optional(),
        },
        { help: 'One row for each notice sent.' },
      )
      .optional(),
    response: f.longText({ help: 'What was done at once to stop the harm, and what was put right.' }).optional(),
    containedOn: f.date({ label: 'Harm stopped on' }).optional(),
    cause: f.longText({ help: 'Why it could happen, not only what happened.' }).optional(),
    resolvedOn: f.date({ label: 'Put right on' }).optional(),
    lessons: f.longText({ help: 'What will be done differently from now on.' }).optional(),
    closedOn: f.date({ setByMove: true }).optional(),
  },
  links: {
    systems: many('aiSystem', { inverse: 'incidents', inverseLabel: 'Incidents', label: 'AI systems' }),
    suppliers: many('supplier', { inverse: 'incidents', inverseLabel: 'Incidents' }),
    risks: many('risk', {
      inverse: 'incidents',
      inverseLabel: 'Incidents',
      help: 'The risks that came true, and those this incident made you see.',
    }),
    obligations: many('obligation', {
      inverse: 'incidents',
      inverseLabel: 'Incidents',
      label: 'Duties to tell',
      help: 'The laws or contracts that ask for a notice.',
    }),
    owner: one('person', { inverse: 'incidentsOwned', inverseLabel: 'Incidents', label: 'Handled by' }),
  },
  computed: {},
  workflow: {
    initial: 'reported',
    states: {
      reported: 'overdue',
      triaged: 'due',
      contained: 'inReview',
      resolved: 'inForce',
      closed: 'conforms',
      dismissed: 'retired',
    },
    moves: {
      triage: {
        from: ['reported'],
        to: 'triaged',
        by: [...stewards, 'riskOwner', 'systemOwner', 'owner'],
        needs: ['owner', 'severity', 'effectOnPeople'],
      },
      contain: {
        label: 'Harm is stopped',
        from: ['triaged'],
        to: 'contained',
        by: [...stewards, 'systemOwner', 'owner'],
        needs: ['response'],
        sets: (r, { today }) => ({ containedOn: r.containedOn ?? today }),
      },
      resolve: {
        label: 'Put right',
        from: ['contained'],
        to: 'resolved',
        by: [...stewards, 'systemOwner', 'owner'],
        needs: ['cause'],
        sets: (r, { today }) => ({ resolvedOn: r.resolvedOn ?? today }),
      },
      close: {
        from: ['resolved'],
        to: 'closed',
        by: stewards,
        needs: ['lessons'],
        sets: (_r, { today }) => ({ closedOn: today }),
        unless: (r) => {
          if (isSevere(r) && (r.notifiable === null || r.decidedOn === null)) {
            return say`An incident this severe needs a dated decision on whether others must be told; fill in "Must others be told?" and "Notice decided on".`
          }
          return (
            r.notifiable === true &&
            r.communicatedOn === null &&
            say`Others must be told of this incident; send the notices and fill in "Everyone told on".`
          )
        },
      },
      dismiss: {
        label: 'Not an incident',
        from: ['reported', 'triaged'],
        to: 'dismissed',
        by: stewards,
        asksReason: true,
        sets: (_r, { today }) => ({ closedOn: today }),
      },
      reopen: {
        from: ['resolved', 'closed', 'dismissed'],
        to: 'triaged',
        by: stewards,
        asksReason: true,
        needs: ['owner', 'severity'],
        sets: () => ({ resolvedOn: null, closedOn: null }),
      },
    },
    frozen: ['closed', 'dismissed'],
  },
  can: {
    read: everyone,
    create: insiders,
    edit: [...stewards, 'riskOwner', 'systemOwner', 'owner', 'author'],
    archive: stewards,
  },
  readiness: [
    {
      id: 'system-named',
      ask: 'Does every incident name the AI system it happened in?',
      fix: 'Link the AI system.',
      severity: 'minor',
      failing: (r) => r.state !== 'dismissed' && r.systems.length === 0,
    },
    {
      id: 'led-to-action',
      ask: 'Does every closed severe incident lead to a finding or a look at a risk?',
      fix: 'Open a finding for the cause, or link the risk that was looked at again.',
      severity: 'minor',
      refs: ['iso42001:10.2', 'iso42001:8.2'],
      looksAt: ['findings'],
      failing: (r, { related }) =>
        r.state === 'closed' && isSevere(r) && r.risks.length === 0 && (related.findings ?? []).length === 0,
    },
  ],
  list: { columns: ['ref', 'title', 'severity', 'systems', 'happenedOn', 'owner', 'state'], sort: '-happenedOn' },
  sections: [
    {
      title: 'What happened',
      fields: ['title', 'happenedOn', 'noticedOn', 'kind', 'description', 'systems', 'suppliers'],
    },
    { title: 'Effect', fields: ['severity', 'nearMiss', 'effectOnPeople', 'peopleAffected', 'risks', 'owner'] },
    {
      title: 'Telling others',
      help: 'Decide early: some deadlines are a matter of days.',
      fields: [
        'notifiable',
        'decidedOn',
        'decidedBy',
        'decisionReason',
        'obligations',
        'deadlineAt',
        'communicatedOn',
        'notices',
      ],
    },
    { title: 'Response', fields: ['response', 'containedOn', 'cause', 'resolvedOn', 'lessons', 'closedOn'] },
  ],
  check: (r) => ({
    ...(r.noticedOn !== null && r.noticedOn < r.happenedOn
      ? { noticedOn: 'It cannot be noticed before it happened; correct one of the two dates.' }
      : {}),
    ...(r.communicatedOn !== null && r.communicatedOn < r.happenedOn
      ? { communicatedOn: 'Nobody can be told before it happened; correct one of the two dates.' }
      : {}),
  }),
  examples: [
    {
      title: 'Loan pre-check turned down applicants with foreign diplomas',
      happenedOn: '2026-02-09',
      noticedOn: '2026-02-16',
      kind: 'unfairResult',
      severity: 'high',
      effectOnPeople: '41 applicants were refused a first interview for a loan; 12 of them looked elsewhere.',
      peopleAffected: 41,
      notifiable: true,
      decidedOn: '2026-02-17',
      decisionReason: 'The customer contract asks for a notice within five working days.',
      deadlineAt: '2026-02-23T17:00:00Z',
      communicatedOn: '2026-02-19',
    },
    {
      title: 'Support assistant invented a refund rule',
      happenedOn: '2026-04-21',
      kind: 'wrongResult',
      severity: 'medium',
      effectOnPeople: 'Three customers were promised money back that the terms do not give; all three were paid.',
      peopleAffected: 3,
      notifiable: false,
    },
  ],
})
