import { type Chapter, create, edit, move, on, table, words } from '../story.ts'

/** key | title | category | version | source | right | personal | size | supplier | origin of the data | preparation | known bias */
const sets = table(`
ds-apps | Credit applications, five years | training | 2026-Q1 | Our own application forms and payments | Contract and legitimate interest, checked by legal | yes | 1.4 million rows | - | Export of the lending desk | Duplicates removed, payments joined after twelve months | People under 25 are 7 % of the data and 11 % of applicants.
ds-holdout | Applications kept apart for tests | test | 2026-Q2 | Last two quarters, never used in training | Contract and legitimate interest | yes | 86,083 rows | - | Export of the lending desk | Same steps as training, by script | As in training.
ds-bureau | Bureau entries | production | daily | Kredietkamer, statutory register | Consumer credit law and contract KK-118 | yes | 310,000 people | bureau | Daily delivery | Compared with the day before | Debts outside the register are missing.
ds-statements | Labelled account statements | training | 4 | Statements of applicants who agreed | Consent for development, can be withdrawn | yes | 24,000 statements | - | Consent screen of the form | Numbers masked, clinics and churches dropped | Few statements of self-employed people.
ds-orders | Orders and proven fraud | training | 2025-11 | Orders of partner shops, police reports | Legitimate interest, balanced in a written test | yes | 2.2 million orders | - | Order interface | Device data shortened | Stopped orders never show whether they were honest.
ds-contacts | Contacts and payments in arrears | training | 2024-12 | Our own collections system | Legitimate interest | yes | 410,000 contacts | - | Collections system | Calls after seven in the evening dropped | Only debts above 200 euros.
ds-payslips | Payslips for training | training | 3 | Payslips of applicants, masked | Consent for development | yes | 9,600 pages | - | Upload of the form | Names replaced | Nearly all in Dutch and French.
ds-faq | Approved answers of Mira | production | weekly | Our own help pages | Own texts | no | 640 pages | - | Help centre | Old price pages removed | Written for people who read well.
`)

/** key | data set | measure | comparison | threshold | unit | aspect | results as day=value */
const quality = table(`
q-young | ds-apps | Share of applicants under 25 | atLeast | 9 | % | representativeness | 2025-08-20=7.1 2026-01-12=9.4
q-dup | ds-apps | Duplicate people | atMost | 0.5 | % | uniqueness | 2025-08-20=0.3 2026-01-12=0.2
q-jump | ds-bureau | Largest jump from day to day | atMost | 2 | % | consistency | 2025-08-21=0.8 2026-03-05=1.1
q-label | ds-statements | Labels two people agree on | atLeast | 97 | % | label_quality | 2025-08-22=97.8
q-fraud | ds-orders | Fraud cases with a report | atLeast | 90 | % | label_quality | 2025-08-25=93
q-contact | ds-contacts | Contacts with an outcome | atLeast | 95 | % | completeness | 2025-08-26=96.2
q-slip | ds-payslips | Payslips in other languages | atLeast | 10 | % | representativeness | 2025-08-27=6
`)

const results = quality.flatMap(([key = '', , , comparison, threshold, , , list]) =>
  words(list).map((one, i) => {
    const [day = '', value = ''] = one.split('=')
    const holds = comparison === 'atLeast' ? Number(value) >= Number(threshold) : Number(value) <= Number(threshold)
    const result = `${key}-${i + 1}`
    return on(day, 'tomasz', [
      create('dataQualityResult', result, {
        requirement: key,
        value: Number(value),
        measuredOn: day,
        method: 'Script in the data pipeline',
        owner: 'nadia',
      }),
      move(result, holds ? 'pass' : 'fail'),
    ])
  }),
)

/** key | title | kind | origin | version | supplier | data | uses | limits | base */
const models = table(`
m-credit | Credit score 4 | classification | own | 4.2 | - | ds-apps | Estimating repayment of instalment credit | Not for business customers; weak for people without any account | -
m-afford | Statement sorter | classification | fine_tuned_third_party | 1.6 | lexica | ds-statements | Sorting payments | Cash income is invisible | Lexica Base 2
m-fraud | Fraud net 7 | classification | own | 7.0 | - | ds-orders | Single orders | New kinds of theft | -
m-collect | Contact model 2 | ranking | own | 2.1 | - | ds-contacts | Days and channels of reminders | Debts under 200 euros | -
m-slip | Payslip reader 3 | vision | fine_tuned_third_party | 3.1 | lexica | ds-payslips | Payslips in Dutch and French | Handwriting | Lexica Sight 1
m-talvera | Talvera T5 | language_model | third_party_service | 5.1 | talvera | - | Answers from given sources | Invents when the source is silent | -
m-calls | Call note model | language_model | open_weights | 0.3 | lexica | - | Notes of calls | Dialects | Lexica Speech 1
`)

const firstModels = models.filter(([key]) => key !== 'm-calls')

const modelStep = ([
  key = '',
  title,
  kind,
  origin,
  modelVersion,
  supplier,
  trainingData,
  uses = '',
  limits = '',
  baseModel,
]: string[]) =>
  create('model', key, {
    title,
    kind,
    origin,
    modelVersion,
    supplier: supplier === '-' ? null : supplier,
    trainingData: words(trainingData),
    intendedUses: [uses],
    limits: limits.split('; '),
    trainingDataKnown: origin === 'own',
    ...(baseModel === '-' ? {} : { baseModel }),
    ...(origin === 'own'
      ? {}
      : {
          identifier: `${String(baseModel === '-' ? title : baseModel)
            .toLowerCase()
            .replaceAll(' ', '-')}@${modelVersion}`,
        }),
    owner: 'zofia',
    metrics:
      key === 'm-credit'
        ? [
            { metric: 'Gini', value: 0.61 },
            { metric: 'Approval ratio', value: 0.86, group: 'Under 25' },
          ]
        : [],
  })

/** Which models, data and suppliers each system is made of, and who built it. */
const parts = table(`
credit | m-credit | ds-apps ds-bureau | - | tomasz lucia
afford | m-afford | ds-statements | lexica | lucia
fraud | m-fraud | ds-orders | - | tomasz
collect | m-collect | ds-contacts | - | tomasz
payslip | m-slip | ds-payslips | lexica | lucia
mira | m-talvera | ds-faq | talvera | -
ada | m-talvera | - | talvera | -
campaign | m-talvera | - | talvera | -
rank | - | - | hirelane | -
`)

export const dataChapter: Chapter = [
  on(
    '2025-07-24',
    'tomasz',
    sets.map(
      ([
        key = '',
        title,
        category,
        dataVersion,
        source,
        rights,
        personal,
        size,
        supplier,
        step = '',
        method = '',
        knownBias,
      ]) =>
        create('dataset', key, {
          title,
          category,
          dataVersion,
          source,
          rights,
          size,
          knownBias,
          linkedStage: category,
          personalData: personal === 'yes',
          supplier: supplier === '-' ? null : supplier,
          provenance: [{ step, source, by: 'Nadia Petrova' }],
          preparation: [{ method, reason: 'Written in the data sheet', script: `prepare/${key}.py` }],
          retentionRule: 'Two years after the last model that used it',
          owner: 'nadia',
        }),
    ),
  ),
  on(
    '2025-07-28',
    'tomasz',
    quality.map(([key = '', dataset, measure = '', comparison, threshold, unit, aspect]) =>
      create('dataQualityRequirement', key, {
        title: measure,
        measure,
        dataset,
        comparison,
        threshold: Number(threshold),
        unit,
        aspect,
        why: 'Named in the risk register or in the impact assessment.',
        method: 'Counted by script over the whole set.',
        owner: 'nadia',
      }),
    ),
  ),
  on(
    '2025-07-30',
    'zofia',
    quality.map(([key = '']) => move(key, 'approve')),
  ),
  on(
    '2025-08-28',
    'zofia',
    sets.filter(([key]) => key !== 'ds-faq').map(([key = '']) => move(key, 'approve')),
    'Sheets read with the steward',
  ),
  ...results,
  on(
    '2025-08-29',
    'zofia',
    [move('q-young-1', 'acceptDeviation', { decision: 'Used until the weighting of version 4.1 is ready.' })],
    'Accepted until version 4.1',
  ),
  on('2025-08-04', 'lucia', firstModels.map(modelStep)),
  on(
    '2025-08-06',
    'zofia',
    firstModels.map(([key = '']) => move(key, 'approve')),
  ),
  on('2026-04-22', 'lucia', models.filter(([key]) => key === 'm-calls').map(modelStep)),
  on(
    '2025-08-11',
    'hanne',
    parts.map(([key = '', model, data, supplier, builders]) =>
      edit(key, { models: words(model), datasets: words(data), suppliers: words(supplier), builders: words(builders) }),
    ),
    'Parts of each system recorded',
  ),
]
