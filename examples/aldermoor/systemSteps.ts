import { type Chapter, create, move, on, type StoryEvent } from '../story.ts'

/** Which of the ten triage questions were answered with yes, and why. */
const triages: readonly (readonly [system: string, by: string, day: string, yes: string, reasons: string])[] = [
  [
    'credit',
    'jeroen',
    '2025-06-10',
    '1 2 5 8 9',
    'Decides about access to credit, also for people in debt; named in the law.',
  ],
  [
    'afford',
    'zofia',
    '2025-06-10',
    '1 2 3 5 9 10',
    'Account statements can show illness or belief; shapes credit decisions.',
  ],
  ['fraud', 'yara', '2025-06-11', '1 7 9', 'Stops orders by itself; a person looks within four hours.'],
  ['collect', 'bram', '2025-06-11', '2 9', 'People in arrears are often under strain.'],
  [
    'mira',
    'amara',
    '2025-06-12',
    '7 8 9 10',
    'Answers the public without a person in between; training data of the model unknown.',
  ],
  ['ada', 'sanne', '2025-06-12', '7 9 10', 'Answers staff; training data of the model unknown.'],
  ['rank', 'sanne', '2025-06-12', '1 5 9 10', 'Shapes who is invited; named in the law.'],
  ['payslip', 'zofia', '2025-06-13', '9 10', 'Reads personal papers; a clerk checks every field.'],
  ['campaign', 'elif', '2025-06-13', '8', 'Content is seen by the public, after a person edited it.'],
  ['code', 'pieter', '2025-07-02', '10', 'Training data of the model unknown; no effect on people.'],
  ['calls', 'amara', '2026-02-03', '9 10', 'Personal data in calls; base model with open weights.'],
]

export const triageSteps: Chapter = triages.flatMap(([system, by, day, yes, reasons]): StoryEvent[] => {
  const answers = Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => [`t${i + 1}`, yes.split(' ').includes(String(i + 1))]),
  )
  const key = `triage-${system}`
  return [
    on(day, by, [create('triage', key, { system, owner: by, reasons, ...answers })]),
    on(day, by, [move(key, 'finish')]),
  ]
})

/** Decisions of the AI board to let systems be used. */
export const approvedUse: Chapter = [
  on(
    '2025-10-10',
    'idris',
    ['credit', 'fraud', 'collect'].map((key) => move(key, 'approveForUse')),
    'Decided in the AI board',
  ),
  on(
    '2025-10-10',
    'hanne',
    ['afford', 'payslip', 'mira', 'ada', 'code'].map((key) => move(key, 'approveForUse')),
    'Decided in the AI board',
  ),
  on('2026-05-21', 'amara', [move('mira', 'suspend')], 'Names an old late fee; taken off until the cause is found'),
  on('2026-05-26', 'hanne', [move('mira', 'resume')], 'Old page removed, sample of two hundred answers right'),
]
