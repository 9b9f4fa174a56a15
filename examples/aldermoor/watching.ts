import { type Chapter, create, edit, move, on, type StoryEvent, table, words } from '../story.ts'

/** key | system | title | aspect | comparison | limit | unit | days | answer in | owner | values, oldest first */
const monitors = table(`
mon-fair | credit | Approval ratio of the worst group | fairness | atLeast | 0.8 | ratio | 35 | 10 | jeroen | 0.80 0.80 0.81 0.82 0.82 0.83 0.84 0.86 0.86 0.86 0.86
mon-drift | credit | Shift of incomes | drift | atMost | 0.2 | index | 35 | 7 | jeroen | 0.06 0.24 0.11 0.09 0.08 0.07 0.10 0.09 0.08 0.11 0.12
mon-avail | credit | Answers within two seconds | availability | atLeast | 99.5 | % | 35 | 2 | joost | 99.8 99.7 99.9 99.6 99.8 99.9 99.7 99.8 99.9 99.8 99.7
mon-afford | afford | Corrections by applicants | errors | atMost | 5 | % | 35 | 14 | jeroen | 4.1 4.0 3.8 3.9 3.6 3.4 3.1 3.2 3.0 3.3 3.1
mon-fraud | fraud | Stops lifted by the team | overrides | atMost | 8 | % | 35 | 10 | yara | 7.7 7.5 7.9 7.6 7.2 7.0 7.1 7.3 7.4 7.9 8.6
mon-collect | collect | Contacts per customer and week | use | atMost | 3 | contacts | 35 | 7 | bram | 2.9 2.8 2.8 2.7 2.9 2.8 2.7 2.8 2.8 2.9 2.9
mon-slip | payslip | Amounts corrected by clerks | errors | atMost | 1 | % | 35 | 14 | jeroen | 0.9 0.9 0.8 0.9 0.7 0.8 0.8 0.7 0.8 0.8 0.7
mon-mira | mira | Right answers in the sample | performance | atLeast | 90 | % | 35 | 5 | amara | 92 92 94 94 95 95 89 95 95 94 91
mon-complain | mira | Complaints about the assistant | complaints | atMost | 20 | a month | 35 | 10 | amara | 14 12 11 9 10 8 23 9 7 8 12
mon-code | code | Hits of the secret scanner | security | atMost | 0 | hits | 35 | 2 | joost | 0 0 0 0 0 0 0 0 0 0 0
mon-campaign | campaign | Campaigns without a second name | use | atMost | 0 | campaigns | 35 | 10 | elif | 0 0 1 0 0 0 0 0 0 0 0
mon-ada | ada | Answers with a source | performance | atLeast | 98 | % | 35 | 14 | sanne | 98.5 98.7 98.9 99.0 98.8 99.1 99.0 99.2 98.9 99.1 99.0
`)

/** The days values were read, one a month; the last few days before today among them. */
const days = [
  '2025-11-24',
  '2025-12-22',
  '2026-01-26',
  '2026-02-23',
  '2026-03-23',
  '2026-04-27',
  '2026-05-26',
  '2026-06-29',
  '2026-07-27',
  '2026-08-24',
  '2026-09-24',
]

const readers: Readonly<Record<string, string>> = {
  jeroen: 'tomasz',
  yara: 'yara',
  bram: 'bram',
  joost: 'joost',
  amara: 'amara',
  sanne: 'noor',
}

const setUp = monitors.map(
  ([key = '', system = '', title = '', aspect, comparison, threshold, unit, interval, response, owner = '']) =>
    on('2025-11-17', owner, [
      create('monitor', key, {
        title,
        system,
        metric: title,
        aspect,
        comparison,
        unit,
        owner,
        threshold: Number(threshold),
        intervalDays: Number(interval),
        responseDays: Number(response),
        response: 'Look for the cause, tell the owner of the system, switch to the fallback when people are affected.',
        where: 'Dashboard "AI watch"',
      }),
      move(key, 'start'),
    ]),
)

const read = monitors.flatMap(([key = '', , , , , , , , , owner = '', list]): StoryEvent[] =>
  words(list).map((value, i) => {
    const day = days[i] ?? '2026-09-24'
    return on(day, readers[owner] ?? owner, [
      create('reading', `${key}-${i + 1}`, { monitor: key, readOn: day, value: Number(value) }),
    ])
  }),
)

/** system | title | hours between events | kept for days | required days | by | last event */
const logs = table(`
credit | Log of scores and decisions | 24 | 730 | 730 | joost | 2026-09-29T18:04:00Z
afford | Log of readings and corrections | 48 | 730 | 730 | joost | 2026-09-29T17:20:00Z
fraud | Log of stops | 24 | 365 | 730 | joost | 2026-09-29T19:11:00Z
collect | Log of proposed contacts | 72 | 365 | 180 | joost | 2026-09-29T15:30:00Z
payslip | Log of readings | 96 | 180 | 180 | joost | 2026-09-29T14:45:00Z
mira | Log of conversations | 24 | 180 | 180 | joost | 2026-09-29T20:50:00Z
code | Log of the proxy | 96 | 180 | 180 | joost | 2026-09-29T18:20:00Z
campaign | Log of drafts | 120 | 180 | 180 | joost | 2026-09-28T14:10:00Z
rank | Log of rankings, kept by the supplier | 168 | 180 | 180 | joost | 2026-09-25T09:40:00Z
ada | Log of questions without names | 120 | 30 | 30 | joost | 2026-09-29T12:15:00Z
`)

const logged = logs.flatMap(([system = '', title = '', hours, kept, required, by = '', last]): StoryEvent[] => [
  on('2025-11-19', by, [
    create('eventLog', `log-${system}`, {
      title,
      system,
      owner: by,
      events: ['Input and output', 'Version', 'Change by a person', 'Errors'],
      where: 'Log store, separate account',
      access: 'Security and audit, read only',
      windowHours: Number(hours),
      retentionDays: Number(kept),
      requiredRetentionDays: Number(required),
      requiredBy: 'Retention plan',
      personalData: system !== 'ada',
      protectedFromChange: system !== 'collect',
    }),
    move(`log-${system}`, 'start'),
  ]),
  on('2026-09-29', by, [edit(`log-${system}`, { lastEventAt: last })]),
])

export const watchingChapter: Chapter = [
  ...setUp,
  ...read,
  ...logged,
  on('2025-12-23', 'tomasz', [
    create('alert', 'alert-drift', {
      title: 'Incomes shifted by more than the limit',
      monitor: 'mon-drift',
      openedOn: '2025-12-22',
      value: 0.24,
      owner: 'tomasz',
    }),
  ]),
  on('2026-01-12', 'tomasz', [
    move('alert-drift', 'close', {
      cause: 'Holiday pay arrived in November instead of May at two large employers.',
      whatWasDone: 'Checked by hand for three weeks; no decision would have changed.',
      peopleAffected: false,
    }),
  ]),
  on('2026-09-24', 'yara', [
    create('alert', 'alert-fraud', {
      title: 'More than 8 % of stops were lifted',
      monitor: 'mon-fraud',
      openedOn: '2026-09-24',
      value: 8.6,
      owner: 'yara',
    }),
  ]),
  on('2026-05-26', 'amara', [
    create('alert', 'alert-mira', {
      title: 'Right answers fell below 90 %',
      monitor: 'mon-mira',
      openedOn: '2026-05-26',
      value: 89,
    }),
  ]),
]
