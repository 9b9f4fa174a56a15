import { type Chapter, create, edit, move, on, table, words } from '../story.ts'

/** key | title | kind | systems | used for | owner | capacity or version */
const rows = table(`
res-platform | Scoring platform | component | credit afford fraud collect | Serves models to the lending desk and the shops | joost | 900 scores a second
res-cluster | Training cluster Amsterdam | compute | credit afford fraud collect payslip | Trains and tests | joost | 8 accelerators
res-gateway | Gateway to Talvera | component | mira ada campaign | Filters and logs every request | joost | 40 requests a second
res-track | Model register and pipeline | tooling | credit afford fraud collect payslip calls | Versions, reports, approvals | lucia | 2.9
res-lib | Learning library | tooling | credit fraud collect | Trains tree models | lucia | 3.1
res-chat | Chat studio | tooling | mira ada | Sources, prompts, samples | amara | 12
res-apps | Applications and bureau entries | data | credit afford | Training and operation | nadia | 1.4 million rows
res-orders | Order stream | data | fraud | Operation | nadia | 20,000 a day
res-pages | Help pages and personnel rules | data | mira ada | Sources of answers | amara | 720 pages
res-clerks | Credit clerks | people | credit afford payslip | Confirm, change, explain | jeroen | 58 people
res-fraudteam | Fraud team | people | fraud | Looks at stops | yara | 9 people
res-agents | Service agents | people | mira | Sample and handover | amara | 64 people
res-gpu | Server for speech in Rotterdam | compute | calls | Development | joost | 2 accelerators
res-cloud | Talvera cloud, Dublin | compute | mira ada campaign | Answers | daan | As agreed
`)

export const resourceChapter: Chapter = [
  on(
    '2025-08-13',
    'joost',
    rows
      .filter(([key]) => key !== 'res-gpu')
      .map(([key = '', title, kind, systems, usedFor, owner, capacity]) =>
        create('resource', key, {
          title,
          kind,
          systems: words(systems).filter((s) => s !== 'calls'),
          usedFor,
          owner,
          capacity,
          lossMeans: 'See the fallback of the systems.',
          checkedOn: '2025-08-13',
        }),
      ),
  ),
  on('2026-02-18', 'joost', [
    create('resource', 'res-gpu', {
      title: 'Server for speech in Rotterdam',
      kind: 'compute',
      systems: ['calls'],
      usedFor: 'Development of call summaries',
      owner: 'joost',
      capacity: '2 accelerators',
      energy: '1.4 kW',
      checkedOn: '2026-02-18',
    }),
    edit('res-track', {
      systems: ['credit', 'afford', 'fraud', 'collect', 'payslip', 'calls'],
      checkedOn: '2026-02-18',
    }),
    edit('res-lib', { supportEndsOn: '2026-08-31' }),
  ]),
  on(
    '2025-08-13',
    'joost',
    [
      create('resource', 'res-old', {
        title: 'Points table of scorecard 3',
        kind: 'component',
        systems: [],
        usedFor: 'Nothing since April',
        owner: 'joost',
      }),
      move('res-old', 'retire'),
    ],
    'Scorecard 3 is switched off',
  ),
]
