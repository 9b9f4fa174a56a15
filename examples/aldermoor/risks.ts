import { riskBands, riskManagementData } from '../../src/standard/index.ts'
import { type Chapter, create, edit, move, on, type StoryEvent, words } from '../story.ts'
import { controlKey } from './controls.ts'
import type { PersonKey } from './people.ts'
import { actions } from './riskActions.ts'
import { type RiskEnd, riskRows } from './riskTable.ts'

const linkOf = (control: string) => (control.startsWith('ctl-') ? control : controlKey(control))

/** Risks of systems that came later are found and judged with them. */
const laterDays: Readonly<Record<string, readonly [found: string, judged: string]>> = {
  calls: ['2026-02-10', '2026-02-17'],
  code: ['2025-07-10', '2025-08-19'],
}

const treated: readonly RiskEnd[] = ['planned', 'treating', 'monitored', 'accepted', 'expired']
const started: readonly RiskEnd[] = ['treating', 'monitored', 'accepted', 'expired']

interface Risk {
  readonly key: string
  readonly owner: PersonKey
  readonly end: RiskEnd
}

const parsed = riskRows.map((cells) => {
  const [key = '', title, scenario, category, source, catalogueId, owner = '', systems = '', affected] = cells
  const [, , , , , , , , , rated, confidence, end, option, left, controls, objective] = cells
  const [o, i, s, l] = words(rated).map(Number)
  const [residualConsequence, residualLikelihood] = words(left).map(Number)
  const aimsWide = systems === '*'
  return {
    key,
    owner: owner as PersonKey,
    end: end as RiskEnd,
    option,
    residual: { residualConsequence, residualLikelihood },
    days: laterDays[systems] ?? (['2025-07-16', '2025-08-12'] as const),
    found: {
      title,
      scenario,
      category,
      source,
      catalogueId,
      owner,
      type: 'risk',
      aimsWide,
      systems: aimsWide ? [] : words(systems),
      affected: words(affected),
    },
    judged: {
      consequenceOrganization: o,
      consequenceIndividuals: i,
      consequenceSociety: s,
      likelihood: l,
      confidence,
      criteria: 'crit',
      trigger: systems === 'calls' ? 'new_system' : 'interval',
    },
    links: { controls: words(controls).map(linkOf), objectives: words(objective) },
  }
})

const reassessed = '2026-03-17'

/** The life of one risk up to where it stands today. */
function life(r: (typeof parsed)[number]): StoryEvent[] {
  const events: StoryEvent[] = [on(r.days[0], r.owner, [create('risk', r.key, r.found)])]
  if (r.end === 'identified') return events
  events.push(
    on(r.days[1], r.owner, [
      edit(r.key, {
        ...r.judged,
        assessedOn: r.days[1],
        nextReviewOn: r.end === 'analysed' ? '2026-08-15' : '2026-02-27',
      }),
      move(r.key, 'analyse'),
    ]),
  )
  if (r.end === 'closed')
    return [
      ...events,
      on('2025-09-02', r.owner, [move(r.key, 'close')], 'Both shops moved; the old address answers nothing'),
    ]
  if (r.end === 'analysed') return events
  const action = actions.get(r.key)
  if (r.end === 'watched') {
    events.push(
      on('2025-10-28', r.owner, [
        edit(r.key, { treatmentOption: 'retain', treatmentOwner: r.owner, ...r.links }),
        move(r.key, 'monitorUntreated', { nextReviewOn: '2026-11-30' }),
      ]),
      on(reassessed, r.owner, [
        edit(r.key, {
          assessedOn: reassessed,
          ratingReason: 'Looked at again in the quarterly round; nothing changed.',
        }),
      ]),
    )
    return events
  }
  if (treated.includes(r.end) && action) {
    const planned = r.end === 'planned' ? '2026-09-08' : '2025-10-28'
    events.push(
      on(planned, r.owner, [
        edit(r.key, {
          ...r.links,
          treatmentOption: r.option,
          treatmentOwner: action.owner,
          nextReviewOn: '2026-12-15',
          treatmentReason: action.reason,
        }),
        create('treatmentAction', action.key, {
          title: action.title,
          risk: r.key,
          owner: action.owner,
          dueOn: action.due,
          expectedEffect: action.effect,
          controls: r.links.controls.slice(0, 1),
        }),
        move(r.key, 'planTreatment'),
      ]),
    )
  }
  return events
}

/** After the plans are approved: treatment begins, actions are done and checked, and what is left is judged. */
function afterPlan(r: (typeof parsed)[number]): StoryEvent[] {
  const action = actions.get(r.key)
  if (!action || !started.includes(r.end)) return []
  const events: StoryEvent[] = [on('2025-11-11', r.owner, [move(r.key, 'startTreatment')])]
  events.push(on('2025-11-18', action.owner, [move(action.key, 'start')]))
  if (action.done === null) return events
  events.push(on(action.done, action.owner, [move(action.key, 'finish')]))
  if (r.end === 'treating') return events
  events.push(
    on('2026-03-10', action.owner === 'hanne' ? 'idris' : 'hanne', [
      move(action.key, 'verify', { verification: action.proof }),
    ]),
    on(reassessed, r.owner, [edit(r.key, { ...r.residual, verificationResult: action.proof, assessedOn: reassessed })]),
  )
  if (r.end === 'monitored')
    events.push(on(reassessed, r.owner, [move(r.key, 'monitor', { nextReviewOn: '2026-12-15' })]))
  return events
}

const accepted = (
  risk: string,
  by: PersonKey,
  owner: PersonKey,
  until: string | null,
  reason: string,
  decision: string,
): StoryEvent[] => [
  on('2026-03-19', owner, [create('riskAcceptance', `acc-${risk}`, { risk, owner, reason, expiresOn: until })]),
  on('2026-03-24', by, [move(`acc-${risk}`, 'accept')], decision),
  on('2026-03-25', owner, [move(risk, 'accept', { nextReviewOn: '2026-12-15' })], 'What is left was accepted'),
]

const plan = (
  key: string,
  title: string,
  by: PersonKey,
  owner: PersonKey,
  owners: readonly PersonKey[],
  summary: string,
): StoryEvent => {
  const inIt: readonly Risk[] = parsed.filter((r) => started.includes(r.end) && owners.includes(r.owner))
  return on('2025-10-30', by, [
    create('treatmentPlan', key, {
      title,
      summary,
      owner,
      risks: inIt.map((r) => r.key),
      actions: inIt.flatMap((r) => actions.get(r.key)?.key ?? []),
      comparedWithAnnexA: true,
      residualRisk: 'Expected medium or lower; what stays high is brought to the AI board.',
      resources: 'Forty days of data science, 18,000 euros',
      reviewOn: '2026-10-30',
    }),
    move(key, 'submit'),
  ])
}

const scale = riskManagementData.consequence_scale

export const riskChapter: Chapter = [
  on('2025-06-04', 'hanne', [
    create('riskCriteria', 'crit', {
      title: 'Criteria for AI risks',
      appetite: 'medium',
      likelihoodScale: riskManagementData.likelihood_scale.map((s) => ({
        step: s.value,
        label: s.label,
        meaning: s.frequency,
      })),
      consequenceScale: scale.map((s) => ({
        step: s.value,
        label: s.label,
        organization: s.organization,
        individuals: s.individuals,
        society: s.society,
      })),
      bands: riskBands.map((b) => ({ level: b.label, from: b.from, to: b.to })),
      neverAcceptable: ['Irreversible harm to a person that is at least possible', 'A use the law prohibits'],
      authority: [
        { level: 'low', who: 'Risk owner' },
        { level: 'medium', who: 'Risk owner' },
        { level: 'high', who: 'Lead of the AI management system or the board' },
        { level: 'critical', who: 'Board' },
      ],
      acceptanceMonths: 12,
      peopleAndSociety: 'The gravest of three consequences counts: for the company, for individuals, for society.',
      owner: 'idris',
    }),
    move('crit', 'submit'),
  ]),
  on('2025-06-12', 'femke', [move('crit', 'approve')]),
  ...parsed.flatMap(life),
  plan(
    'plan-credit',
    'Treatment of risks in lending',
    'zofia',
    'jeroen',
    ['jeroen', 'zofia', 'yara', 'nadia', 'rik'],
    'Fairness, oversight and data of the systems that decide about credit.',
  ),
  plan(
    'plan-service',
    'Treatment of risks in service, personnel and marketing',
    'sanne',
    'amara',
    ['amara', 'sanne', 'bram', 'elif', 'daan'],
    'Assistants, contacts and suppliers.',
  ),
  plan(
    'plan-aims',
    'Treatment of risks of the whole system',
    'joost',
    'pieter',
    ['pieter', 'hanne', 'joost'],
    'Tools, roles, logs and concerns.',
  ),
  on('2025-11-06', 'idris', [
    move('plan-credit', 'approve'),
    move('plan-service', 'approve'),
    move('plan-aims', 'approve'),
  ]),
  ...parsed.flatMap(afterPlan),
  ...accepted(
    'r-special',
    'hanne',
    'jeroen',
    null,
    'Categories are dropped before anybody sees them; what is left needs a mistake of two filters at once.',
    'Filters tested; to be looked at again within a year',
  ),
  ...accepted(
    'r-evade',
    'hanne',
    'yara',
    '2027-02-26',
    'Any system that stops thieves is tested by them; losses are insured.',
    'Insurance seen; monthly report of losses',
  ),
  ...accepted(
    'r-loop',
    'hanne',
    'yara',
    '2026-08-31',
    'Until the control group of 1 % is large enough to measure.',
    'Accepted until the control group can be read',
  ),
  ...accepted(
    'r-outage',
    'idris',
    'joost',
    '2027-03-24',
    'A second provider costs more than two hours of fallback a year.',
    'Cheaper than a second provider',
  ),
  on('2026-08-12', 'idris', [
    create('risk', 'opp-reach', {
      title: 'More people without a credit history get fair credit',
      type: 'opportunity',
      scenario: 'Account data show that people repay who have no history at the bureau.',
      category: 'society',
      owner: 'idris',
      systems: ['afford', 'credit'],
      affected: ['individuals', 'society'],
      expectedBenefit: 'About 6,000 people a year who are refused today.',
      assessedOn: '2026-08-12',
      objectives: ['obj-fair'],
    }),
    move('opp-reach', 'analyse'),
  ]),
]
