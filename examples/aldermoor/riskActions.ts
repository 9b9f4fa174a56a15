import { table } from '../story.ts'
import type { PersonKey } from './people.ts'

interface RiskAction {
  readonly key: string
  readonly owner: PersonKey
  readonly due: string
  readonly done: string | null
  readonly title: string
  readonly reason: string
  readonly effect: string
  readonly proof: string
}

/** One action for each treated risk: owner, day, day it was done, what, why, and what proved it. */
const text = `
r-age | tomasz | 2026-02-20 | 2026-02-12 | Weight young applicants in training and test each age group | The cause is in the data | Ratio above 0.80 | Ratio rose from 0.77 to 0.82 with version 4.1.
r-proxy | tomasz | 2026-02-20 | 2026-02-13 | Replace postcode by income of the region | Keeps the economy, drops the neighbourhood | Gap between neighbourhoods halves | Gap fell from 9 to 4 points.
r-trust | petra | 2026-09-11 | - | Second clerk for large refusals, and a session for team four | Reading needs time and a reason | Overrides above 3 % | -
r-drift | lucia | 2026-01-30 | 2026-01-22 | Monitor of drift with alert by postcode group | Cannot be prevented, only seen early | Alert within a week | A change in October data was found after four days.
r-explain | petra | 2026-02-13 | 2026-02-06 | Rewrite the reasons with twelve applicants | The words are the cause | Nine of ten understand | Eleven of twelve could say what to change.
r-contest | petra | 2026-01-16 | 2026-01-14 | Link to object in the first line of each refusal | Nobody reads the last page | Objections double | Objections rose from 14 to 37 a month.
r-special | lucia | 2026-02-27 | 2026-02-24 | Drop payments to clinics, churches and parties before sorting | Data nobody sees cannot harm | No such payment in 2,000 statements | Two of 2,000 statements still showed one payment.
r-memory | lucia | 2026-01-30 | 2026-01-28 | Mask numbers before training | Removes what could be repeated | No number repeated | 10,000 tries repeated none.
r-collectall | nadia | 2025-12-12 | 2025-12-10 | Ask for three months of statements instead of twelve | Less data, same result | Accuracy within 1 % | Accuracy fell by 0.3 %.
r-innocent | yara | 2026-09-18 | - | Ask customers with a code before stopping an order | A question is better than a stop | Lifted stops below 8 % | -
r-loop | yara | 2026-02-27 | 2026-02-25 | Let 1 % of suspicious small orders pass as a control group | Shows what the stops hide | Share of honest stops known | Group runs; too small to read yet.
r-evade | yara | 2026-02-27 | 2026-02-20 | New test set each quarter with patterns of the police | Thieves change each quarter | Nine of ten patterns found | Found 46 of 52 patterns.
r-pressure | bram | 2026-01-30 | 2026-01-27 | At most three contacts a week, none after seven in the evening | A rule the model cannot learn around | No contact beyond the limit | No case in 4,100 contacts.
r-hallu | amara | 2026-02-13 | 2026-02-11 | Answer prices from one approved page only | Old pages were the cause | 95 % right | 94 % in January, 96 % in the first week of March.
r-inject | pieter | 2026-02-27 | 2026-02-26 | Filter and test with 300 known tricks each month | Tricks are public | Fewer than 2 % work | 3 of 300 worked, none led to a promise.
r-silent | daan | 2026-06-30 | - | Clause of thirty days notice and a test environment at Talvera | The supplier knows first | Test before customers see a model | -
r-machine | amara | 2025-12-19 | 2025-12-15 | Name and note "computer program" above each answer | The first message is not enough | Nine of ten know | 58 of 60 people asked knew.
r-debtadvice | amara | 2026-01-30 | 2026-01-29 | Hand over at once when words of debt are used | A person can help, a program cannot | Handover in 99 % | 121 of 122 cases were handed over.
r-exclude | amara | 2026-12-18 | - | Phone line without menu for people who need it | Help must not depend on chat | Waiting below three minutes | -
r-spy | joost | 2026-01-16 | 2026-01-15 | Store questions without names and delete them after 30 days | What is not stored is not read | No names in the log | Log of a week held no names.
r-rankbias | sanne | 2026-11-13 | - | End the ranking and read in order of arrival | Cannot be repaired from outside | No ranking in use | -
r-rankopaque | sanne | 2026-11-13 | - | Ask Hirelane for reasons or end the contract | We must explain what we use | Reasons or end | -
r-promise | elif | 2026-01-30 | 2026-01-26 | Legal signs each campaign about credit | A second reader sees the promise | No complaint | No complaint in ten campaigns.
r-paste | joost | 2026-08-28 | - | Approved assistant with protected data for office work | People need a good tool | Use of public tools falls by half | -
r-shadow | pieter | 2026-01-30 | 2026-01-30 | Look at sign-in log and expenses each month | Tools leave traces | Found within a month | Codewright was found within two weeks.
r-owner | hanne | 2025-12-19 | 2025-12-18 | Deputy for each owner; step in the list for people who leave | Leaving is known in advance | No system without owner for more than ten days | -
r-skill | noor | 2026-02-27 | 2026-02-20 | Course on model reports for eight people | Knowledge can be learnt | Eight people pass | Eight of eight passed.
r-concerns | hanne | 2026-07-31 | 2026-07-20 | Ombudsperson visits each team once | A face lowers the hurdle | Two concerns a year | -
r-logs | joost | 2025-12-19 | 2025-12-17 | Write the model version with each score | Simple and complete | Version in all entries | Version found in 20 of 20 entries.
r-release | lucia | 2026-01-30 | 2026-01-23 | No release without report and second approval in the pipeline | The tool refuses | No release without report | Two tries were refused by the pipeline.
r-outage | joost | 2026-02-27 | 2026-02-20 | Spare region for the score | Power and network fail separately | Back within an hour | Restore in 47 minutes.
r-poison | nadia | 2026-02-13 | 2026-02-10 | Compare each delivery of the bureau with the one before | Mistakes show as jumps | Jump found before use | A test delivery with mistakes was stopped.
r-label | nadia | 2026-10-30 | - | Count three late payments instead of one | One slip is no default | Gini unchanged, fewer refusals | -
`

/** The action of each treated risk, by the key of the risk. */
export const actions: ReadonlyMap<string, RiskAction> = new Map(
  table(text).map(([risk = '', owner, due = '', done = '-', title = '', reason = '', effect = '', proof = '-']) => [
    risk,
    {
      key: `do-${risk}`,
      owner: owner as PersonKey,
      due,
      done: done === '-' ? null : done,
      title,
      reason,
      effect,
      proof: proof === '-' ? 'Checked in the half-yearly look.' : proof,
    },
  ]),
)
