import { type Actor, type AnyRecord, defineRegister, f, many, one } from '../model/index.ts'
import { say } from '../model/say.ts'
import { insiders } from './lists/insiders.ts'

/** Whoever is named in a concern, or owns the system it is about, must not handle or decide it. */
function conflict(r: { aboutPeople: readonly string[] }, actor: Actor, systems: readonly AnyRecord[] = []) {
  if (actor.person === null) return false
  if (r.aboutPeople.includes(actor.person)) return 'This concern is about you; another concern handler must take it.'
  return (
    systems.some((s) => s.owner === actor.person) &&
    'You own the AI system this concern is about; another concern handler must take it.'
  )
}

// Handling a concern (as its owner, say) does not need the name of who raised it.
const whoseName = ['concernHandler', 'author'] as const

// Whoever raises a concern says what happened; what is done about it is written by those who handle it.
const handlers = ['concernHandler', 'owner'] as const

// Links have no inverse names here: a concern must not show on the page of the system or person it is about.
export const concern = defineRegister({
  name: 'concern',
  label: { one: 'Concern', many: 'Concerns' },
  explain:
    'Anybody who works here may say that something about an AI system worries them, with or without their name. Only the people who handle concerns, and the person who raised it, can see it; administrators cannot. Each concern gets an answer by a set day.',
  refPrefix: 'CON',
  area: 'documents',
  serves: ['iso42001:A.3.3'],
  fields: {
    title: f.text({ max: 200, search: 'high', label: 'The concern, in one line' }),
    description: f.longText({ help: 'What you saw or fear. Leave out what could give away who you are, if you wish.' }),
    anonymous: f.boolean({
      label: 'Without a name',
      help: 'Yes: nothing kept says whose concern it is, and nobody may try to find out; a code leads to the answer. No: those who handle concerns see the name.',
    }),
    files: f
      .files({
        label: 'Attachments',
        help: 'Pictures, messages, documents. A file can say who made it; leave it out when that could give you away.',
      })
      .optional(),
    channel: f
      .choice(['form', 'email', 'phone', 'letter', 'inPerson', 'ombudsperson', 'other'], { editBy: handlers })
      .optional(),
    raisedBy: f
      .text({
        personal: true,
        search: 'none',
        readBy: whoseName,
        editBy: ['concernHandler'],
        help: 'Name, when the person gave it and it came by another way than this form.',
      })
      .optional(),
    wayBack: f
      .text({
        personal: true,
        search: 'none',
        readBy: whoseName,
        editBy: ['concernHandler'],
        label: 'How to reach the person',
        help: 'Only what the person chose to give.',
      })
      .optional(),
    openedOn: f.date({ label: 'Received on', editBy: handlers }),
    responseDueOn: f.date({ label: 'Answer due on', editBy: handlers }).optional(),
    answeredOn: f.date({ label: 'First answer given on', editBy: handlers }).optional(),
    dialogue: f
      .rows(
        { on: f.date(), from: f.choice(['handler', 'personRaisingIt']), said: f.text({ max: 5000 }) },
        {
          label: 'Questions and answers',
          help: 'What the handler and the person wrote to each other.',
          editBy: handlers,
        },
      )
      .optional(),
    handlingNotes: f
      .longText({
        help: 'What was looked at and whom you spoke to. The person who raised it may read this.',
        editBy: handlers,
      })
      .optional(),
    outcome: f
      .choice(['confirmed', 'partlyConfirmed', 'notConfirmed', 'couldNotBeSettled'], { editBy: handlers })
      .optional(),
    outcomeText: f
      .longText({
        label: 'Outcome in words',
        help: 'What was found and what changes because of it.',
        editBy: handlers,
      })
      .optional(),
    noReprisalNote: f
      .longText({
        label: 'Protection from reprisal',
        editBy: handlers,
        help: 'What was done so that nobody suffers for raising this, and when that was last checked.',
      })
      .optional(),
    escalatedTo: f
      .text({
        help: 'Who in management was told, when the concern is grave. No name of the person raising it.',
        editBy: handlers,
      })
      .optional(),
    channelTest: f.boolean({ help: 'Yes when this was only a trial of the channel.', editBy: handlers }).optional(),
    closedOn: f.date({ setByMove: true }).optional(),
  },
  links: {
    systems: many('aiSystem', { label: 'AI systems' }),
    aboutPeople: many('person', { label: 'People it is about', help: 'These people can never handle the concern.' }),
    findings: many('finding', { label: 'Findings it led to', editBy: handlers }),
    incidents: many('incident', { label: 'Incidents it led to', editBy: handlers }),
    owner: one('person', { label: 'Handled by', editBy: ['concernHandler'] }),
  },
  computed: {},
  workflow: {
    initial: 'received',
    states: { received: 'due', inHandling: 'inReview', answered: 'inForce', closed: 'retired' },
    moves: {
      take: {
        label: 'Take on',
        from: ['received'],
        to: 'inHandling',
        by: ['concernHandler'],
        needs: ['owner', 'responseDueOn'],
        looksAt: ['systems'],
        unless: (r, { actor, related }) => {
          if (r.owner !== null && r.aboutPeople.includes(r.owner))
            return say`The handler is one of the people the concern is about; choose another handler.`
          if ((related.systems ?? []).some((s) => s.owner !== null && s.owner === r.owner))
            return say`The handler owns the AI system the concern is about; choose another handler.`
          return conflict(r, actor, related.systems)
        },
      },
      answer: {
        label: 'Give the answer',
        from: ['inHandling'],
        to: 'answered',
        by: ['concernHandler', 'owner'],
        needs: ['handlingNotes', 'outcome', 'outcomeText'],
        looksAt: ['systems'],
        sets: (r, { today }) => ({ answeredOn: r.answeredOn ?? today }),
        unless: (r, { actor, related }) => conflict(r, actor, related.systems),
      },
      close: {
        from: ['answered'],
        to: 'closed',
        by: ['concernHandler'],
        needs: ['noReprisalNote'],
        looksAt: ['systems'],
        sets: (_r, { today }) => ({ closedOn: today }),
        unless: (r, { actor, related }) => conflict(r, actor, related.systems),
      },
      reopen: {
        from: ['answered', 'closed'],
        to: 'inHandling',
        by: ['concernHandler', 'author'],
        asksReason: true,
        sets: () => ({ closedOn: null }),
      },
    },
    frozen: ['closed'],
  },
  // Whoever handles concerns may write down one that came by letter or by phone in their own name.
  withoutName: {
    when: ({ anonymous, channel = null }, actor) =>
      anonymous === true && (channel === null || channel === 'form' || !actor.roles.includes('concernHandler')),
    shows: [
      'openedOn',
      'description',
      'responseDueOn',
      'answeredOn',
      'handlingNotes',
      'outcome',
      'outcomeText',
      'dialogue',
    ],
    dialogue: 'dialogue',
    from: 'personRaisingIt',
    reopen: 'reopen',
  },
  confidential: true,
  begins: ({ today }) => ({ openedOn: today, channel: 'form' }),
  upgrades: {
    // Codes were once written down by hand here; the system gives them, and what was written belongs to the way back.
    2: ({ caseCode = null, ...rest }) =>
      caseCode === null
        ? rest
        : { ...rest, wayBack: [rest.wayBack, `Case code: ${caseCode}`].filter((part) => part != null).join('\n') },
  },
  can: {
    read: ['concernHandler', 'author', 'owner'],
    create: insiders,
    edit: ['concernHandler', 'owner'],
    archive: ['concernHandler'],
  },
  readiness: [
    {
      id: 'due-day',
      ask: 'Does every open concern have a handler and a day by which it is answered?',
      fix: 'Choose a handler and set the day the answer is due.',
      severity: 'minor',
      failing: (r) => r.state !== 'closed' && (r.owner === null || r.responseDueOn === null),
    },
  ],
  list: { columns: ['ref', 'title', 'openedOn', 'responseDueOn', 'owner', 'outcome', 'state'], sort: 'responseDueOn' },
  sections: [
    {
      title: 'The concern',
      fields: ['title', 'description', 'systems', 'aboutPeople', 'files'],
    },
    {
      title: 'Who raised it',
      help: 'Nobody has to give a name. A name is seen by those who handle concerns only.',
      fields: ['anonymous', 'raisedBy', 'wayBack'],
    },
    {
      title: 'Handling',
      fields: [
        'openedOn',
        'channel',
        'channelTest',
        'owner',
        'responseDueOn',
        'answeredOn',
        'dialogue',
        'handlingNotes',
        'escalatedTo',
      ],
    },
    { title: 'Outcome', fields: ['outcome', 'outcomeText', 'noReprisalNote', 'findings', 'incidents', 'closedOn'] },
  ],
  check: (r) =>
    r.anonymous && r.raisedBy !== null
      ? { raisedBy: 'An anonymous concern must not hold a name; remove it, or say that the concern is not anonymous.' }
      : {},
  examples: [
    {
      title: 'Reviewers are told to agree with the system when it is busy',
      description:
        'In weeks with many applications our team is asked to confirm the ranking without opening the files. I think the human check exists only on paper.',
      anonymous: true,
      channel: 'form',
      openedOn: '2026-03-12',
      responseDueOn: '2026-03-26',
    },
    {
      title: 'Training data may hold messages of former customers',
      description: 'The export from 2023 still has chat messages of people who asked us to delete their account.',
      anonymous: false,
      channel: 'inPerson',
      openedOn: '2026-05-04',
      responseDueOn: '2026-05-18',
    },
  ],
})
