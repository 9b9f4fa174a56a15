import { create, type Step } from '../story.ts'

/** Lessons of the example with their questions; each question names the part of the lesson that answers it. */
export const courseSteps: readonly Step[] = [
  create('course', 'crs-basics', {
    title: 'AI basics',
    audience: 'Everybody',
    goal: 'Know what AI does here, what it must not do, and whom to ask.',
    content:
      '## What it is\n\nA model finds patterns in examples. It does not know; it estimates. Its output is a proposal with reasons, and the reasons can be wrong.\n\n- A **score** ranks applications; a clerk decides about each of them.\n- An **assistant** drafts letters; whoever sends one has read it.\n\n## Our red lines\n\nNo evaluation of employees, no scoring by origin, belief or health, no pressure on people in debt programmes. Who is asked to cross a line says no, and says so.\n\n## You\n\nUse approved tools, read before you send, speak up. A concern can be raised without a name; nobody looks for who it was.',
    questions: [
      {
        question: 'May a clerk change the proposal of the score?',
        answers: ['No', 'Yes, with a reason', 'Only the team leader'],
        correct: 2,
        because: 'People decide about people.',
        topic: 'What it is',
      },
      {
        question: 'A team wants to rank its members by the tickets an assistant counted. What do you say?',
        answers: ['Fine, the numbers are right', 'No, employees are not evaluated by AI', 'Ask the members first'],
        correct: 2,
        because: 'It is one of the red lines of the AI policy.',
        topic: 'Our red lines',
      },
      {
        question: 'Where do you report a concern without your name?',
        answers: ['Form of the ombudsperson', 'Chat', 'Nowhere'],
        correct: 1,
        topic: 'You',
      },
    ],
    passMark: 80,
    minutes: 45,
    repeatMonths: 12,
    versionLabel: '1.0',
    owner: 'noor',
    document: 'doc-competence',
    standardRefs: ['iso42001:7.3'],
  }),
  create('course', 'crs-scores', {
    title: 'Working with scores',
    audience: 'Credit clerks, fraud and collections teams',
    goal: 'Read reasons, question a score, change it with a reason.',
    content:
      '## Reasons first\n\nCover the score, read the reasons, decide, then look.\n\n## Cases\n\nTwelve refusals, four of them wrong.',
    questions: [
      {
        question: 'What do you read first?',
        answers: ['The score', 'The reasons'],
        correct: 2,
        topic: 'Reasons first',
      },
    ],
    passMark: 75,
    minutes: 120,
    repeatMonths: 12,
    versionLabel: '1.0',
    owner: 'noor',
    role: 'role-oversight',
    standardRefs: ['iso42001:7.2', 'iso42001:A.9.3'],
  }),
  create('course', 'crs-board', { title: 'AI and liability for the board', audience: 'Board', owner: 'noor' }),
]

export const toolCourse: Step = create('course', 'crs-tools', {
  title: 'AI tools at work',
  audience: 'Everybody who uses an AI tool at a desk',
  goal: 'Choose an approved tool, keep out of it what does not belong there, and answer for what you send.',
  content:
    'Ten minutes about the tools on your desk. Four questions follow; three right answers are enough.\n\n## Approved tools\n\nThe list of approved tools stands on the start page. A tool that is not on it is not used for work, not even to try it out: **ask with the intake form**, and the AI board answers within ten working days.\n\n## What stays out\n\n| Never into a tool | Why |\n| --- | --- |\n| Customer data | People trusted us with it, not the maker of a tool |\n| Passwords and keys | Whoever reads the log has them |\n| Unpublished numbers | They move markets |\n\nWhat is on the list as approved *for customer data* is the exception, and the list says so.\n\n## Before you send\n\nRead it. Check each number and each name against the source. A text with your name under it is yours, whoever drafted it.\n\n## When something goes wrong\n\nTell the service desk at once. Nobody is blamed for speaking up; what is told early does less harm.',
  questions: [
    {
      question: 'A colleague shows you a new transcription tool that is not on the list. What do you do?',
      answers: ['Try it with one meeting', 'Ask for it with the intake form', 'Use it on your own phone'],
      correct: 2,
      because: 'Trying is using.',
      topic: 'Approved tools',
    },
    {
      question: 'Which of these may go into a tool that is approved for general use?',
      answers: ['A complaint with the name of the customer', 'A draft of a public announcement of today', 'A password'],
      correct: 2,
      because: 'It is public today; the others never leave the house.',
      topic: 'What stays out',
    },
    {
      question: 'The assistant drafted a letter with an interest rate. What comes next?',
      answers: ['Send it; the assistant knows the rates', 'Check the rate against the source, then send it'],
      correct: 2,
      because: 'A text with your name under it is yours.',
      topic: 'Before you send',
    },
    {
      question: 'You pasted a customer list into the wrong tool. When do you say so?',
      answers: ['At once', 'When somebody asks', 'At the end of the month'],
      correct: 1,
      because: 'What is told early does less harm.',
      topic: 'When something goes wrong',
    },
  ],
  passMark: 75,
  minutes: 10,
  repeatMonths: 12,
  versionLabel: '1.0',
  owner: 'noor',
  document: 'doc-use',
  standardRefs: ['iso42001:7.3', 'iso42001:A.9.4'],
})
