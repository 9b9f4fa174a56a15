import { table } from '../story.ts'

/** How far a risk has come: `monitored` after treatment, `watched` without, `expired` with an acceptance that ran out. */
export type RiskEnd =
  | 'identified'
  | 'analysed'
  | 'planned'
  | 'treating'
  | 'monitored'
  | 'watched'
  | 'accepted'
  | 'expired'
  | 'closed'

/** One line a risk: who and what it is about, how it is rated, and how far it has come. */
const text = `
r-age | Young applicants are refused too often | Few people under 25 with long histories are in the training data; the score takes a short history for a bad one and they are refused credit they would repay. | fairness | C.3.4 | AIR-008 | jeroen | credit | individuals groups organization | 3 4 3 4 | medium | monitored | modify_likelihood | 3 2 | A.7.4 A.6.2.4 | obj-fair
r-proxy | Postcode stands for origin | Postcode groups carry information about origin; the score may treat neighbourhoods alike that are not. | fairness | C.3.4 | AIR-010 | zofia | credit | individuals groups society | 3 4 4 3 | medium | monitored | modify_consequence | 3 2 | A.6.2.4 A.5.4 | obj-fair
r-trust | Clerks confirm every refusal | Under time pressure clerks follow the proposal without reading; wrong refusals stay. | human_oversight | C.3.3 | AIR-026 | jeroen | credit afford | individuals organization | 3 4 2 4 | medium | treating | modify_likelihood | - | A.9.3 A.4.6 ctl-second | obj-override
r-drift | Incomes change and the score does not | After a shock the model rates people by habits they no longer have. | quality | C.3.1 | AIR-020 | zofia | credit afford | individuals organization | 4 3 2 3 | medium | monitored | modify_consequence | 2 3 | A.6.2.6 A.7.4 | obj-fair
r-explain | Reasons of a refusal are not understood | The four reasons are written for clerks; applicants cannot tell what to change. | transparency | C.3.2 | AIR-032 | jeroen | credit | individuals | 2 3 2 4 | high | monitored | modify_likelihood | 2 2 | A.8.2 A.6.2.7 | obj-override
r-contest | Nobody looks again at a refusal | The way to object is hidden at the end of a letter. | rights | C.3.2 | AIR-061 | jeroen | credit fraud | individuals | 3 4 2 2 | high | monitored | modify_likelihood | 3 1 | A.8.2 A.8.3 | obj-override
r-special | Statements reveal illness or belief | Payments to clinics or churches are visible to the affordability check. | privacy | C.3.4 | AIR-017 | jeroen | afford | individuals groups | 4 4 3 3 | low | accepted | modify_likelihood | 4 2 | A.5.4 A.9.4 | obj-fair
r-memory | Model remembers account numbers | The trained reader repeats numbers from its training data. | privacy | C.3.4 | AIR-016 | zofia | payslip afford | individuals | 3 3 1 2 | medium | monitored | modify_likelihood | 3 1 | A.7.2 A.6.2.4 | obj-fair
r-collectall | More account data than needed | A year of statements is read where three months would do. | privacy | C.3.4 | AIR-018 | rik | afford | individuals | 3 2 2 3 | high | monitored | remove_source | 2 1 | A.7.2 | -
r-innocent | Honest customers are stopped as fraud | New devices and moved addresses look like theft; people stand without the goods they need. | rights | C.3.1 | AIR-023 | yara | fraud | individuals organization | 3 3 2 4 | high | treating | modify_likelihood | - | A.6.2.6 A.9.3 | obj-override
r-loop | Fraud model learns from its own stops | Stopped orders never show whether they were honest, so the model confirms itself. | quality | C.3.1 | AIR-021 | yara | fraud | individuals organization | 3 3 1 3 | low | expired | modify_consequence | 3 3 | A.6.2.6 A.7.4 | -
r-evade | Thieves learn to look honest | Groups try small orders until they pass. | security | C.3.4 | AIR-042 | yara | fraud | organization individuals | 4 2 1 4 | medium | accepted | modify_likelihood | 4 3 | A.6.2.4 | -
r-pressure | People in debt are put under pressure | The planner finds that evening calls work and proposes them to people who cannot pay. | rights | C.3.3 | AIR-062 | bram | collect | individuals society | 4 4 3 3 | medium | monitored | modify_likelihood | 3 2 | A.5.4 A.6.1.2 A.9.4 | -
r-collectdrift | Planner was tested on other customers | Version 2.1 is used for small debts it never saw in training. | quality | C.3.1 | AIR-020 | bram | collect | individuals | 2 3 1 3 | medium | analysed | - | - | A.6.2.6 | -
r-hallu | Mira names a wrong price or right | The assistant answers confidently from an old page; customers act on it. | quality | C.3.4 | AIR-036 | amara | mira | individuals organization | 3 3 2 4 | high | monitored | modify_likelihood | 2 3 | A.8.2 A.6.2.6 | obj-answers
r-inject | Mira is tricked into a promise | Text pasted into the chat changes what the assistant does. | security | C.3.1 | AIR-040 | pieter | mira ada | organization individuals | 3 2 2 4 | medium | monitored | modify_likelihood | 3 2 | A.6.2.3 A.6.2.4 | obj-answers
r-silent | Talvera changes the model without notice | Answers change overnight; nobody tests before customers see them. | supply_chain | C.3.6 | AIR-046 | daan | mira ada campaign | organization individuals | 3 3 2 5 | high | treating | share | - | A.10.3 A.10.2 | obj-answers
r-lockin | Talvera fails or becomes too dear | Three systems stand still. | supply_chain | C.3.6 | AIR-047 | daan | mira ada campaign | organization individuals | 3 1 1 3 | medium | watched | retain | - | A.10.3 | -
r-machine | People do not notice that they talk to a machine | Returning customers skip the first message. | transparency | C.3.2 | AIR-033 | amara | mira | individuals | 3 2 2 2 | high | monitored | modify_likelihood | 2 1 | A.8.2 A.8.5 | obj-answers
r-debtadvice | Mira gives debt advice | Somebody in trouble gets a standard answer instead of help. | human_oversight | C.3.3 | AIR-028 | amara | mira | individuals | 3 4 2 3 | medium | monitored | modify_consequence | 3 2 | A.9.3 A.6.2.2 | obj-answers
r-exclude | Customers who cannot use chat | Deaf, old or foreign customers get slower help since the phone has fewer people. | fairness | C.3.1 | AIR-060 | amara | mira | individuals groups society | 2 3 3 3 | medium | planned | modify_consequence | - | A.5.4 A.8.2 | obj-answers
r-spy | Managers learn who asked Ada what | Questions about illness or conflict reach a superior. | privacy | C.3.6 | AIR-044 | sanne | ada | individuals | 3 4 1 2 | high | monitored | remove_source | 3 1 | A.9.2 A.8.2 | -
r-adawrong | Ada states a wrong rule | Somebody loses days of leave because the assistant mixed two agreements. | quality | C.3.4 | AIR-036 | sanne | ada | individuals | 2 3 1 3 | medium | watched | retain | - | A.6.2.6 | -
r-rankbias | Applicants with gaps are read last | Careers with care or illness look thin; they are invited less. | fairness | C.3.4 | AIR-009 | sanne | rank | individuals groups | 3 4 3 4 | low | planned | avoid | - | A.6.2.4 A.5.4 A.10.3 | -
r-rankopaque | Hirelane does not say what counts | We cannot explain an order of reading to an applicant. | transparency | C.3.2 | AIR-032 | sanne | rank | individuals organization | 3 3 2 4 | medium | planned | avoid | - | A.8.2 A.10.3 | -
r-typo | A wrong amount slips through | The clerk overlooks a comma; the limit is too high. | quality | C.3.3 | AIR-026 | jeroen | payslip | organization individuals | 2 2 1 3 | high | watched | retain | - | A.9.3 | -
r-infringe | A campaign text copies somebody | A sentence or picture belongs to another company. | legal | C.3.4 | AIR-039 | elif | campaign | organization | 3 1 1 2 | medium | watched | retain | - | A.9.2 A.10.2 | -
r-promise | A campaign promises credit to everybody | The draft leaves out the check; people in debt feel invited. | content | C.3.4 | AIR-037 | elif | campaign | individuals organization society | 3 3 3 2 | medium | monitored | modify_likelihood | 2 1 | A.9.2 | -
r-paste | Staff paste customer data into public tools | People use private accounts because the approved tool is slow. | security | C.3.6 | AIR-044 | pieter | * | organization individuals | 4 3 2 4 | medium | treating | modify_likelihood | - | A.9.2 A.4.6 | obj-trained
r-code | Suggested code carries a hole | A developer accepts a suggestion that opens the door to customer data. | security | C.3.6 | AIR-045 | zofia | code | organization individuals | 3 3 1 2 | medium | watched | retain | - | A.6.2.4 A.9.2 | -
r-shadow | AI in use that nobody registered | A team buys a tool on expenses; nobody assesses it. | governance | C.3.6 | AIR-003 | pieter | * | organization individuals | 3 3 2 4 | high | monitored | modify_likelihood | 2 3 | A.9.2 A.4.2 | obj-trained
r-owner | A system loses its owner | Somebody leaves and nobody takes over. | governance | C.3.6 | AIR-004 | hanne | * | organization individuals | 2 2 1 3 | high | monitored | modify_likelihood | 2 2 | A.3.2 | obj-actions
r-skill | Too few people can read a model report | Questions of the AI board cannot be answered. | governance | C.3.7 | AIR-007 | sanne | * | organization individuals | 3 2 1 3 | medium | monitored | modify_likelihood | 2 2 | A.4.6 | obj-trained
r-concerns | Concerns are not raised | Clerks fear trouble with their team leader. | governance | C.3.6 | AIR-006 | hanne | * | individuals organization | 3 3 1 3 | low | treating | modify_likelihood | - | A.3.3 | obj-actions
r-logs | A decision cannot be explained later | The log lacks the version of the model for two hours after a release. | lifecycle | C.3.6 | AIR-052 | joost | credit fraud | organization individuals | 3 3 1 2 | high | monitored | modify_likelihood | 3 1 | A.6.2.8 | -
r-release | A model goes live without test | A fix on a Friday changes more than it says. | lifecycle | C.3.6 | AIR-050 | zofia | credit fraud collect | organization individuals | 4 3 2 2 | high | monitored | modify_likelihood | 4 1 | A.6.2.5 A.6.2.4 | -
r-outage | The score is away on a shopping day | Shops wait; fallback rules refuse more people. | technical | C.3.5 | AIR-056 | joost | credit fraud | organization individuals | 4 2 1 3 | high | accepted | modify_likelihood | 4 2 | A.4.5 | -
r-poison | Bureau data are spoilt | A mistake at the credit bureau reaches thousands of scores. | security | C.3.4 | AIR-012 | nadia | credit | individuals organization | 4 3 2 2 | medium | monitored | modify_consequence | 3 2 | A.7.3 A.7.5 | -
r-label | Defaults are labelled too late | People who pay late once count as bad. | data | C.3.4 | AIR-011 | nadia | credit collect | individuals | 3 3 1 3 | medium | treating | modify_likelihood | - | A.7.4 | obj-fair
r-invent | Call summaries say what was not said | The note claims that a customer agreed. | quality | C.3.4 | AIR-036 | amara | calls | individuals organization | 3 3 1 4 | low | identified | - | - | A.6.2.4 | -
r-measure | Call summaries are used to rate agents | A team leader counts how often agents correct a note. | society | C.3.3 | AIR-058 | sanne | calls | individuals groups | 3 3 2 3 | medium | identified | - | - | A.9.4 | -
r-energy | Power use of language models grows | Three systems use more power each quarter. | environment | C.3.5 | AIR-057 | joost | mira ada | society organization | 2 1 2 4 | medium | watched | retain | - | A.4.5 | -
r-label50 | Generated pictures are not marked | A platform takes the campaign down. | content | C.3.2 | AIR-038 | elif | campaign | organization society | 2 2 2 2 | medium | analysed | - | - | A.8.2 | -
r-old | Old scorecard keeps deciding | Two shops still called the old address after the switch. | lifecycle | C.3.6 | AIR-055 | jeroen | old-score | organization individuals | 3 3 1 3 | high | closed | - | - | A.6.1.3 | -
`

export const riskRows: readonly string[][] = table(text)
