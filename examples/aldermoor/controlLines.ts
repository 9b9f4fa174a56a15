import { table, words } from '../story.ts'
import type { PersonKey } from './people.ts'

export interface ControlLine {
  readonly id: string
  readonly owner: PersonKey
  readonly reasons: readonly (readonly ['law' | 'contract' | 'practice' | 'risk', string])[]
  readonly why: string
  readonly planned: string
  readonly state: 'planned' | 'partial' | 'implemented'
  readonly done: string
  readonly how: string
  readonly documents: readonly string[]
  readonly checked: string | null
  readonly seen: string | null
}

const early = '2025-12-08'

/** control | owner | reasons | why it is included | state | since | how | documents | what the check of June saw */
const rows = table(`
A.2.2 | femke | practice: Base of the whole system | Without a policy nobody knows what we never do. | implemented | 2025-11-03 | AI policy 2.0, approved by the managing director, public on the website. | doc-policy | Four of five people asked could name a red line.
A.2.3 | rik | practice: Six policies touch AI | Rules that contradict each other are not followed. | implemented | 2025-11-05 | Comparison of all policies, five changed. | doc-alignment | -
A.2.4 | hanne | practice: Law and technology move | The policy must keep up. | implemented | 2026-05-27 | Yearly review, and after each serious incident. | doc-review-policy | Review of May seen, decision signed.
A.3.2 | hanne | risk: Nobody answers for a system | Twelve systems in seven departments need clear owners. | implemented | 2025-11-10 | Register of roles, letters of appointment, deputies. | doc-roles | One role was vacant for five days in July.
A.3.3 | mireille | risk: Concerns are not heard; law: Protection of those who report | Clerks see first when something is unfair. | implemented | 2025-11-12 | Form without a name, ombudsperson, fourteen days. | doc-concern | Test case answered in nine days.
A.4.2 | zofia | practice: Needed for impact and risk | We can only protect what we know. | implemented | 2025-12-01 | Register of resources for each system, checked twice a year. | doc-lifecycle | Sample of three systems complete.
A.4.3 | nadia | law: Data governance for scoring | Origin and right of data decide whether we may train. | implemented | 2025-12-02 | Register of data sets with a sheet for each. | doc-data | All eight sets in use have a sheet.
A.4.4 | lucia | practice: Rebuild a model after years | A result must be repeatable. | implemented | 2025-12-03 | Tools and versions are pinned and listed. | doc-lifecycle | Model 4.0 rebuilt with the same numbers.
A.4.5 | joost | contract: Two seconds for shops | The score must answer in time. | implemented | 2025-12-04 | Capacity plan, spare region, restore test each half-year. | doc-monitor | Restore in 47 minutes.
A.4.6 | noor | law: AI literacy | People decide with the score, so they must understand it. | implemented | 2026-01-26 | Courses with test; competence of role holders confirmed. | doc-competence | 381 of 402 people trained.
A.5.2 | rik | law: Strict class of scoring and ranking | Our outputs decide about access to credit and work. | implemented | 2025-11-17 | Triage at intake; full assessment before development; yearly repeat. | doc-iaproc | Two of eleven systems sampled, both complete.
A.5.3 | rik | law: Proof towards the supervisor | We must show later what we knew. | implemented | 2025-11-17 | Assessments kept for ten years after the end of a system. | doc-iaproc | Kept and found within two minutes.
A.5.4 | rik | law: Strict class of scoring and ranking; risk: Unfair refusals | People in debt and applicants carry the harm. | implemented | 2025-11-18 | Groups named, asked and met again in the rating of impacts. | doc-iaproc | -
A.5.5 | rik | practice: Part of every assessment | Credit shapes who takes part in society. | implemented | 2025-11-18 | Five questions on society answered in each assessment. | doc-iaproc | -
A.6.1.2 | zofia | practice: Objectives steer development | Fairness needs a number. | implemented | 2025-12-09 | Two development objectives with metric and test. | doc-objectives | Both read each month.
A.6.1.3 | zofia | law: Strict class of scoring | Gates keep unfinished models away from people. | implemented | 2025-12-09 | Seven gates, held by people who did not build. | doc-lifecycle | Gates of credit scoring and call summaries seen.
A.6.2.2 | zofia | practice: Testable requirements | What is not measurable is not tested. | implemented | 2025-12-10 | Measurable requirements in the sheet of each system. | doc-lifecycle | -
A.6.2.3 | lucia | law: Technical documentation | Successors must understand the model. | implemented | 2025-12-10 | Model card and design record for each model of our own. | doc-lifecycle | Card of the fraud model lacks two limits.
A.6.2.4 | tomasz | risk: Unfair refusals | Only a test on data kept apart shows what a model does. | implemented | 2025-12-11 | Report before each release: performance, groups, robustness. | doc-lifecycle | Reports of 4.1 and 4.2 seen.
A.6.2.5 | joost | risk: Uncontrolled release | A bad release reaches 500 people an hour. | implemented | 2025-12-11 | Plan, way back, approval by somebody who did not build. | doc-lifecycle | -
A.6.2.6 | joost | risk: Drift of data | Incomes and habits change. | implemented | 2026-01-12 | Ten monitors with limits and responders. | doc-monitor | One alert was answered a week late.
A.6.2.7 | lucia | law: Technical documentation | Supervisor and operators need different papers. | partial | 2026-03-02 | Technical file of six systems; fraud watch and contact planner are behind the release. | doc-userinfo | -
A.6.2.8 | joost | law: Logs for strict systems | Without a log no decision can be explained later. | implemented | 2026-01-13 | Log of inputs, score, version and override, kept for two years. | doc-monitor | Sample of twenty decisions explained from the log.
A.7.2 | nadia | law: Data governance for scoring | Data decide whom the model treats well. | implemented | 2025-12-02 | Approval by the steward before use. | doc-data | -
A.7.3 | nadia | law: Right to use data | Bureau data come with conditions. | implemented | 2025-12-02 | Contract and purpose recorded for each source. | doc-data | Contract with the bureau seen.
A.7.4 | nadia | risk: Poor labels | Wrong labels make wrong refusals. | implemented | 2026-01-19 | Requirements with thresholds; results for each version. | doc-data | One deviation accepted with a reason.
A.7.5 | nadia | practice: Trace a result to its source | Origin is needed to delete and to correct. | implemented | 2026-01-19 | Steps of origin in the sheet of each set. | doc-data | -
A.7.6 | nadia | practice: Repeatable preparation | Hidden steps hide bias. | implemented | 2026-01-19 | Scripts in version control, reason for each step. | doc-data | -
A.8.2 | elif | law: Notice and reasons | People must know and be able to object. | implemented | 2026-01-26 | Notices, reasons of refusal, leaflet on account data. | doc-userinfo | Notice found on all five forms.
A.8.3 | elif | practice: Outsiders see harm first | Shops and customers notice before we do. | implemented | 2026-01-27 | Page for reports, receipt in three days. | doc-userinfo | Test report answered the next day.
A.8.4 | pieter | law: Serious incidents; contract: Shops, annex 3 | Those affected must hear it from us. | implemented | 2026-01-28 | Procedure, contact lists, exercise each year. | doc-incident | Notice of the late fee case seen.
A.8.5 | rik | law: Report to the supervisor | Reports have days and addressees. | implemented | 2026-01-29 | Register of duties to report with reminders. | doc-userinfo | Report of March sent a week early.
A.9.2 | pieter | risk: Tools nobody approved | Thirty-four people used a tool we did not know. | implemented | 2026-02-02 | Acceptable use, intake form, monthly look at the sign-in log. | doc-use | Two tools found, one still open.
A.9.3 | jeroen | risk: Oversight in name only | A clerk who always agrees is no oversight. | implemented | 2026-02-03 | Objective on overrides, reasons first, score last. | doc-oversight | -
A.9.4 | hanne | practice: Use stays within its purpose | A tool that works is soon used for more. | partial | 2026-02-04 | Intended uses in the inventory; look at actual use each half-year. | doc-oversight | -
A.10.2 | daan | contract: Talvera, Hirelane, shops | Three parties share one answer. | implemented | 2026-02-09 | Matrix of duties for each system with a supplier. | doc-alloc | Matrix of Mira seen, clause named.
A.10.3 | daan | risk: Supplier changes the model silently | Six systems rest on models of others. | implemented | 2026-02-09 | Questionnaire, sample test, yearly review. | doc-supplier | One change of model not yet checked.
A.10.4 | jeroen | contract: Shops, annex 3 | Shops show our decision to their customers. | planned | 2026-02-10 | - | doc-alloc | -
`)

type Reason = ControlLine['reasons'][number]

function reasonOf(text: string): Reason {
  const [reason = '', because = ''] = text.split(': ')
  // The table holds only these four words.
  return [reason as Reason[0], because]
}

const plannedFor: Readonly<Record<string, string>> = { planned: '2026-08-31', partial: '2026-11-02' }

/** What was decided about each reference control, and how it stands today. */
export const controlLines: readonly ControlLine[] = rows.map(
  ([id = '', owner, reasons = '', why = '', state, done = '', how = '', documents, seen = '-']) => ({
    id,
    owner: owner as PersonKey,
    reasons: reasons.split('; ').map(reasonOf),
    why,
    planned: plannedFor[state ?? ''] ?? '2026-02-27',
    state: state as ControlLine['state'],
    done,
    how: how === '-' ? '' : how,
    documents: words(documents),
    // Two days of checks in June; lines without a result were not looked at.
    checked: seen === '-' ? null : done < early ? '2026-06-15' : '2026-06-16',
    seen: seen === '-' ? null : seen,
  }),
)
