import { type Chapter, create, move, on, type StoryEvent, table, words } from '../story.ts'

/** key | collected by | on | title | what it shows | controls and clauses | about | file | accepted by */
const rows = table(`
ev-policy | hanne | 2026-06-02 | Policy 2.0 on the website | The approved text is public. | A.2.2 A.2.4 5.2 | doc-policy | - | rik
ev-align | rik | 2025-10-02 | Comparison of policies | Six policies, five changed. | A.2.3 | doc-alignment doc-security | - | hanne
ev-reqs | zofia | 2026-06-11 | Requirements of credit scoring and Mira | Each with a number and a test. | A.6.2.2 8.1 | credit mira | - | hanne
ev-cards | lucia | 2026-06-12 | Model cards of four models | Read against the list of contents. | A.6.2.3 | paper-credit-model_card | - | zofia
ev-logs | joost | 2026-06-12 | Twenty decisions explained from the log | Input, version and clerk found for all. | A.6.2.8 8.1 | log-credit | - | pieter
ev-second | jeroen | 2026-03-20 | Refusals above 2,500 euros in March | 61 refusals, all with two names. | - | ctl-second | - | petra
ev-letter | hanne | 2025-05-22 | Letter of appointment of the lead | Authority in writing. | A.3.2 5.3 | app-lead | appointment-ai-lead.pdf | idris
ev-roles | hanne | 2026-07-08 | Roles and deputies, state of July | Every role has a holder. | A.3.2 5.3 | - | - | mireille
ev-ladder | mireille | 2026-01-26 | Test of the form for concerns | Arrived and answered in nine days. | A.3.3 | - | - | hanne
ev-resources | zofia | 2026-06-10 | Resources of three systems | Complete by kind. | A.4.2 A.4.3 A.4.4 A.4.6 | res-platform res-cluster | - | joost
ev-restore | joost | 2026-05-12 | Restore test of the scoring service | Back in 47 minutes. | A.4.5 | res-platform | restore-test.txt | pieter
ev-course | noor | 2026-07-01 | Attendance of courses | 381 of 402 people. | A.4.6 7.2 7.3 | crs-basics | course-attendance.csv | hanne
ev-council | sanne | 2025-09-10 | Minutes of the works council | Asked and heard before use. | A.5.4 8.4 | ia-ada-1 | works-council-minutes.txt | rik
ev-impact | rik | 2026-06-04 | Impact assessments, list and sample | Eight in force, two read in full. | A.5.2 A.5.3 A.5.4 A.5.5 8.4 | ia-credit-4.2 | - | mireille
ev-fair | tomasz | 2026-05-26 | Fairness report of version 4.2 | Ratio of the worst group 0.86. | A.6.2.4 A.5.4 | val-credit-4.2 | fairness-credit-4.2.csv | nadia
ev-valid | tomasz | 2026-05-26 | Validation report of version 4.2 | All limits kept on data kept apart. | A.6.2.4 8.1 | val-credit-4.2 | validation-credit-4.2.txt | zofia
ev-gates | zofia | 2026-06-25 | Gates of credit scoring and call summaries | Held by people who did not build. | A.6.1.3 8.1 | gate-credit-verification | - | hanne
ev-release | lucia | 2026-06-08 | Release of 4.2 in the pipeline | Plan, approval, way back. | A.6.2.5 8.1 | dep-credit-4.2 | - | joost
ev-fraudover | yara | 2026-08-27 | Overrides of fraud stops | Share by week. | A.6.2.6 A.9.3 | mon-fraud | fraud-overrides.csv | jeroen
ev-sample | amara | 2026-08-31 | Sample of Mira | Fifty talks, two wrong. | A.6.2.6 9.1 | mon-mira | chatbot-sample-review.csv | noor
ev-data | nadia | 2026-03-09 | Data sheets of eight sets | Source, right, origin, preparation. | A.7.2 A.7.3 A.7.5 A.7.6 | ds-apps ds-bureau | - | zofia
ev-quality | nadia | 2026-03-09 | Results of data quality | Nine results, one deviation accepted. | A.7.4 | q-young | - | tomasz
ev-notice | elif | 2026-02-02 | Notices on five forms | Screens of all five. | A.8.2 | - | - | rik
ev-noticefee | rik | 2026-05-25 | Notice of the late fee case | Mail to 212 customers. | A.8.4 10.2 | inc-fee | customer-notice-incident.txt | hanne
ev-regulator | idris | 2026-03-24 | Receipt of the supervisor | Report arrived a week early. | A.8.5 | obl-report | - | rik
ev-tools | pieter | 2026-07-06 | AI tools in the sign-in log | Two tools nobody approved. | A.9.2 | tool-quill tool-parlo | ai-tools-sign-in-log.csv | joost
ev-access | pieter | 2025-08-20 | Access to the model platform | One account removed. | A.4.4 | - | access-review-model-platform.csv | joost
ev-talvera | daan | 2025-05-06 | Due diligence of Talvera | Questionnaire and certificate. | A.10.3 | talvera | due-diligence-talvera.pdf | hanne
ev-matrix | daan | 2026-05-19 | Clause of notice, amendment 2 | Thirty days agreed. | A.10.2 A.10.3 | rm-mira | - | hanne
ev-objectives | hanne | 2026-07-02 | Objectives and values of the half-year | Five objectives, 25 values. | 6.2 9.1 A.6.1.2 | obj-fair | - | femke
ev-minutes | hanne | 2026-04-16 | Minutes of the management review | Signed by the board. | 5.1 9.3.2 9.3.3 | - | management-review-minutes.pdf | idris
ev-audit2 | ottilie | 2026-06-29 | Report of the second audit | One major, one minor. | 9.2.2 | aud-2 | audit-report-operation.pdf | kwame
ev-waiting | amara | 2026-09-25 | Handover times of September | 97 % within two minutes. | A.9.3 | mira | - | -
`)

export const evidenceChapter: Chapter = rows.flatMap(
  ([key = '', by = '', day = '', title, shows, refs, about, file, reviewer = '']): StoryEvent[] => [
    on(day, by, [
      create('evidence', key, {
        title,
        shows,
        collectedOn: day,
        origin: 'uploaded',
        collectedBy: by,
        standardRefs: words(refs).map((ref) => `iso42001:${ref}`),
        about: words(about),
        files: words(file),
        ...(about === '-' && file === '-' ? { url: `https://intranet.aldermoor.example/proof/${key}` } : {}),
      }),
    ]),
    ...(reviewer === '-' ? [] : [on(day, reviewer, [move(key, 'accept')])]),
  ],
)
