import { type Chapter, create, edit, move, on } from '../story.ts'

/** What went wrong, what people said, and what was learnt. */
export const eventChapter: Chapter = [
  on('2026-05-20', 'amara', [
    create('incident', 'inc-fee', {
      title: 'Mira named an old late fee',
      happenedOn: '2026-05-18',
      noticedOn: '2026-05-20',
      description:
        'After the price list changed, the assistant still answered from a page of last year: 15 euros instead of 9.',
      kind: 'wrongResult',
      systems: ['mira'],
      risks: ['r-hallu'],
      owner: 'amara',
    }),
  ]),
  on('2026-05-21', 'amara', [
    move('inc-fee', 'triage', {
      severity: 'medium',
      effectOnPeople: '212 customers read a fee that is too high; nobody was charged.',
      peopleAffected: 212,
    }),
    move('inc-fee', 'contain', { response: 'Assistant taken off, old page removed, people answer the chat.' }),
  ]),
  on('2026-05-22', 'amara', [
    edit('inc-fee', {
      notifiable: true,
      decidedOn: '2026-05-22',
      decisionReason: 'No duty by law; we tell those who got the wrong answer because they may act on it.',
      deadlineAt: '2026-05-29T16:00:00Z',
      communicatedOn: '2026-05-25',
      notices: [
        {
          to: 'affectedPeople',
          sentOn: '2026-05-25',
          what: 'Mail to 212 customers with the right fee',
          reference: 'customer-notice-incident.txt',
        },
      ],
    }),
  ]),
  on('2026-05-27', 'amara', [
    move('inc-fee', 'resolve', {
      cause: 'Pages are not taken out of the sources when they are replaced; nobody owned that step.',
    }),
  ]),
  on('2026-06-09', 'hanne', [move('inc-fee', 'close', { lessons: 'A source needs an owner and an end date.' })]),
  on('2026-05-28', 'hanne', [
    edit('alert-mira', { incident: 'inc-fee', owner: 'amara' }),
    move('alert-mira', 'close', { cause: 'Late fee incident', whatWasDone: 'See the incident.', peopleAffected: true }),
  ]),
  on('2026-09-22', 'yara', [
    create('incident', 'inc-stop', {
      title: 'Forty honest orders stopped after a shop changed its address format',
      happenedOn: '2026-09-21',
      noticedOn: '2026-09-22',
      description: 'A partner shop sent house numbers in another field; fraud watch took it for forged addresses.',
      kind: 'wrongResult',
      severity: 'medium',
      effectOnPeople: 'Forty customers waited up to six hours.',
      peopleAffected: 40,
      systems: ['fraud'],
      owner: 'yara',
    }),
    move('inc-stop', 'triage'),
  ]),
  on('2026-02-11', 'lucia', [
    create('incident', 'inc-near', {
      title: 'Test data nearly reached the live score',
      happenedOn: '2026-02-10',
      noticedOn: '2026-02-10',
      nearMiss: true,
      description: 'A script pointed to the live queue; the pipeline refused for lack of a second approval.',
      kind: 'other',
      systems: ['credit'],
      owner: 'zofia',
    }),
  ]),
  on('2026-02-12', 'hanne', [move('inc-near', 'dismiss')], 'Near miss without effect; kept as a lesson'),
  on('2026-05-20', 'amara', [
    create('outsideReport', 'out-fee', {
      title: 'Customer: chat says 15 euros, the letter says 9',
      receivedOn: '2026-05-20',
      account: 'Sent a picture of the chat and of the letter.',
      channel: 'webForm',
      reporterKind: 'customer',
      reporter: 'A customer from Breda',
      contact: 'By mail',
      systems: ['mira'],
      owner: 'amara',
    }),
    move('out-fee', 'acknowledge'),
  ]),
  on('2026-05-22', 'amara', [
    edit('out-fee', { incident: 'inc-fee' }),
    move('out-fee', 'assess', {
      severity: 'medium',
      assessment: 'True; the first sign of the incident.',
      outcome: 'incident',
    }),
  ]),
  on('2026-05-25', 'hanne', [
    edit('out-fee', {
      answer: 'You were right, the fee is 9 euros. We corrected the assistant and thank you.',
      answeredOn: '2026-05-25',
    }),
    move('out-fee', 'close'),
  ]),
  on('2026-09-18', 'elif', [
    create('outsideReport', 'out-young', {
      title: 'Student association: refusals feel random',
      receivedOn: '2026-09-17',
      account: 'Eleven members were refused in August and got three different sets of reasons.',
      channel: 'email',
      reporterKind: 'affectedPerson',
      contact: 'board@students.example',
      systems: ['credit'],
      owner: 'jeroen',
    }),
  ]),
  on('2026-08-31', 'mireille', [
    create('concern', 'con-team', {
      title: 'Team four is told to agree with the score',
      description:
        'Our team leader says in the morning meeting that changing a refusal costs time and will be asked about. Two colleagues no longer change anything.',
      anonymous: true,
      channel: 'form',
      openedOn: '2026-08-31',
      systems: ['credit'],
    }),
  ]),
  on('2026-09-02', 'mireille', [
    move('con-team', 'take', { owner: 'mireille', responseDueOn: '2026-09-14' }),
    edit('con-team', {
      dialogue: [
        {
          on: '2026-09-02',
          from: 'handler',
          said: 'Thank you. I look at the numbers of the team before I speak with anybody, so that nobody can guess who wrote.',
        },
      ],
    }),
  ]),
  on('2026-01-14', 'mireille', [
    create('concern', 'con-test', {
      title: 'Test of the form',
      description: 'Test case to see that a report without a name arrives and can be answered.',
      anonymous: true,
      channel: 'form',
      openedOn: '2026-01-14',
      channelTest: true,
    }),
    move('con-test', 'take', { owner: 'mireille', responseDueOn: '2026-01-28' }),
  ]),
  on('2026-01-23', 'mireille', [
    move('con-test', 'answer', {
      handlingNotes: 'Arrived, code works.',
      outcome: 'couldNotBeSettled',
      outcomeText: 'Only a test.',
    }),
    move('con-test', 'close', { noReprisalNote: 'Nobody behind it.' }),
  ]),
  on('2026-06-11', 'amara', [
    create('lesson', 'les-sources', {
      title: 'A source needs an owner and an end',
      whatHappened: 'A replaced page stayed among the sources of Mira and named an old fee.',
      whatWeLearnt: 'Not the model was wrong but what we gave it.',
      owner: 'amara',
      incidents: ['inc-fee'],
      systems: ['mira', 'ada'],
    }),
  ]),
  on('2026-07-03', 'amara', [
    move('les-sources', 'apply', {
      appliedWhere: 'Step "take out the old page" in the handbook and in the list for price changes',
      taughtTo: 'Service and people teams',
      taughtOn: '2026-07-02',
    }),
  ]),
  on('2026-02-13', 'lucia', [
    create('lesson', 'les-pipeline', {
      title: 'The pipeline is the last guard',
      whatHappened: 'A script nearly sent test data to the live score.',
      whatWeLearnt: 'Two approvals stopped what three people overlooked.',
      owner: 'zofia',
      incidents: ['inc-near'],
    }),
  ]),
  on('2025-12-05', 'petra', [
    create('improvement', 'imp-reasons', {
      title: 'Show the reasons before the score',
      idea: 'If the number comes last, we think first.',
      source: 'staff',
      effort: 'small',
      systems: ['credit'],
    }),
  ]),
  on('2025-12-09', 'hanne', [
    move('imp-reasons', 'accept', { owner: 'jeroen', decision: 'Done with version 4.1.', dueOn: '2026-02-16' }),
  ]),
  on('2026-02-16', 'jeroen', [
    move('imp-reasons', 'finish', { result: 'Live with version 4.1; overrides doubled in two months.' }),
  ]),
  on('2026-06-18', 'amara', [
    create('improvement', 'imp-expiry', {
      title: 'Pages with an end date',
      idea: 'A page that nobody renews falls out of the sources by itself.',
      source: 'incident',
      effort: 'medium',
      systems: ['mira', 'ada'],
    }),
  ]),
  on('2026-06-23', 'hanne', [
    move('imp-expiry', 'accept', { owner: 'joost', decision: 'Built into the chat studio.', dueOn: '2026-09-15' }),
  ]),
  on('2026-09-07', 'kwame', [
    create('improvement', 'imp-sample', {
      title: 'Draw samples by seed in the chat studio',
      idea: 'The sample of fifty is picked by hand today.',
      source: 'audit',
      effort: 'small',
      systems: ['mira'],
    }),
  ]),
  on('2026-04-23', 'elif', [
    create('improvement', 'imp-prize', {
      title: 'Prize for the best prompt',
      idea: 'A contest each quarter.',
      source: 'staff',
      effort: 'small',
    }),
  ]),
  on('2026-04-28', 'hanne', [move('imp-prize', 'refuse')], 'Rewards more use, not better use'),
  on('2026-03-26', 'zofia', [
    create('plannedChange', 'chg-credit', {
      title: 'Credit scoring 4.2',
      target: 'system',
      systems: ['credit'],
      purpose: 'Ratio for young applicants above 0.85.',
      consequences: 'Limits of existing customers move a little.',
      significant: true,
      plan: 'Train in April, assess in May, live in June.',
      plannedFor: '2026-06-08',
      reassessmentDecision: 'reassess',
      reassessmentReason: 'New weights reach the same people.',
      fromVersion: '4.1',
      toVersion: '4.2',
      owner: 'zofia',
    }),
  ]),
  on('2026-03-31', 'idris', [move('chg-credit', 'approve')]),
  on('2026-06-08', 'zofia', [move('chg-credit', 'implement')]),
  on('2026-07-14', 'jeroen', [move('chg-credit', 'close', { result: 'Ratio 0.86; no complaint about limits.' })]),
  on(
    '2026-08-03',
    'bram',
    [
      create('plannedChange', 'chg-collect', {
        title: 'Contact planner 2.1 also for small debts',
        target: 'system',
        systems: ['collect'],
        purpose: 'Debts under 200 euros are included.',
        significant: true,
        fromVersion: '2.0',
        toVersion: '2.1',
        owner: 'bram',
      }),
      move('chg-collect', 'recordAfterwards', { implementedOn: '2026-08-03' }),
    ],
    'Went live with the release before the form was filled in',
  ),
  on('2026-09-15', 'hanne', [
    create('plannedChange', 'chg-aims', {
      title: 'Samples of assistants are drawn by seed',
      target: 'aims',
      purpose: 'Auditors can draw the same sample again.',
      plan: 'Change of the handbook and of the chat studio.',
      significant: false,
      plannedFor: '2026-10-12',
      owner: 'amara',
    }),
  ]),
]
