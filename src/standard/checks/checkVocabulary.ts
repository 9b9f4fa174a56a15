import type { StandardData } from '../standardData.ts'

/** Words used in one place are declared in the list they belong to, and scales and bands have no gaps. */
export function checkVocabulary(data: StandardData): string[] {
  return [...checkWords(data), ...checkScales(data), ...checkRuleConditions(data), ...checkDates(data)]
}

function checkWords({ riskManagement, impactAssessment, readinessRules, euAiActProvisions, euAiAct }: StandardData) {
  const unknown = (where: string, word: string, allowed: readonly string[], list: string): string[] =>
    allowed.includes(word) ? [] : [`${where}: "${word}" is not among the ${list}.`]
  const { triage, sections, approvals } = impactAssessment
  const sectionIds = sections.map((section) => section.id)
  return [
    ...riskManagement.catalogue.flatMap((risk) => [
      ...unknown(risk.id, risk.category, riskManagement.risk_categories, 'risk categories'),
      ...unknown(risk.id, risk.lifecycle_stage, riskManagement.lifecycle_stages, 'lifecycle stages'),
    ]),
    ...readinessRules.rules.flatMap((rule) =>
      unknown(rule.id, rule.entity, Object.keys(readinessRules.entities), 'entities of the readiness rules'),
    ),
    ...Object.entries(triage.levels).flatMap(([level, text]) =>
      [...text.matchAll(/\bS\d+\b/g)].flatMap(([id]) => unknown(`triage level ${level}`, id, sectionIds, 'sections')),
    ),
    ...Object.keys(impactAssessment.periodic_interval_months).flatMap((level) =>
      unknown('reassessment interval', level, Object.keys(approvals), 'approval levels'),
    ),
    ...euAiActProvisions.duty_groups.flatMap((group) =>
      group.who.flatMap((role) => unknown(`AI Act duties ${group.id}`, role, euAiAct.roles, 'roles')),
    ),
  ]
}

function checkScales({ riskManagement, impactAssessment }: StandardData): string[] {
  const scales: [string, readonly { value: number }[]][] = [
    ['risk likelihood', riskManagement.likelihood_scale],
    ['risk consequence', riskManagement.consequence_scale],
    ['impact severity', impactAssessment.scales.severity],
    ['impact likelihood', impactAssessment.scales.likelihood],
  ]
  const highest = riskManagement.likelihood_scale.length * riskManagement.consequence_scale.length
  const { bands } = riskManagement.level_rule
  const starts = [1, ...bands.map((band) => band.to + 1)]
  return [
    ...scales
      .filter(([, steps]) => steps.length !== 5 || steps.some((step, at) => step.value !== at + 1))
      .map(([name]) => `scale of ${name}: its values must run from 1 to 5.`),
    ...bands
      .filter((band, at) => band.from !== starts[at] || band.to < band.from)
      .map((band) => `risk band ${band.label}: ${band.from} to ${band.to} leaves a gap or overlaps.`),
    ...(starts.at(-1) === highest + 1 ? [] : [`risk bands: must end at ${highest}, the highest possible level.`]),
    ...riskManagement.process
      .filter((row, at) => row.step !== at + 1)
      .map((row) => `risk process: step ${row.step} is out of order.`),
  ]
}

// Conditions are prose in a small notation; the ids they name can still be proved to exist.
function checkRuleConditions({ readinessRules, documents, certification }: StandardData): string[] {
  const review = certification.management_review
  const known = new Set(
    [...documents.documents, ...review.required_inputs, ...review.required_outputs].map((row) => row.id),
  )
  return readinessRules.rules.flatMap((rule) =>
    [...rule.flag_when.matchAll(/\b(DOC-[A-Z]-\d+|MR[IO]-\d+)\b/g)]
      .filter(([id]) => !known.has(id))
      .map(([id]) => `${rule.id}: its condition names ${id}, which does not exist.`),
  )
}

// Law changes its dates; one that is corrected in the timeline must not survive elsewhere.
function checkDates({ euAiAct, euAiActProvisions }: StandardData): string[] {
  const milestones = new Set(euAiAct.timeline.map((row) => row.date))
  const starts = [
    ['AI literacy', euAiAct.literacy.applies_from] as const,
    ...euAiAct.prohibited_practices.map((row) => [`prohibition ${row.point}`, row.applies_from] as const),
    ...euAiActProvisions.duty_groups.map((row) => [`duties ${row.id}`, row.from] as const),
  ]
  return starts
    .filter(([, date]) => !milestones.has(date))
    .map(([what, date]) => `AI Act ${what}: starts on ${date}, which is no milestone of the timeline.`)
}
