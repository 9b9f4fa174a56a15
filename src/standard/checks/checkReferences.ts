import { buildRefIndex, findRef } from '../refIndex.ts'
import type { StandardData } from '../standardData.ts'
import type { Framework } from '../standardRef.ts'

interface Reference {
  readonly where: string
  readonly framework: Framework
  readonly ids: readonly string[]
}

/** Every id cited anywhere exists, and in the framework it is cited from. */
export function checkReferences(data: StandardData): string[] {
  const index = buildRefIndex(data)
  return [...references(data)].flatMap(({ where, framework, ids }) =>
    ids
      .filter((id) => findRef(index, `${framework}:${id}`) === undefined)
      .map((id) => `${where}: ${framework} has no "${id}".`),
  )
}

function references(data: StandardData): Reference[] {
  const to = (framework: Framework, where: string, ids: readonly string[]): Reference => ({ where, framework, ids })
  const iso42001 = (rows: readonly { id: string; iso42001: readonly string[] }[]) =>
    rows.map((row) => to('iso42001', row.id, row.iso42001))

  const { annexA, iso27001, crosswalks, euAiAct, euAiActProvisions, impactAssessment, riskManagement } = data
  const { certification, documents, readinessRules } = data
  const review = certification.management_review
  return [
    ...annexA.groups.map((group) => to('iso42001', group.id, group.controls)),
    ...iso27001.iso27001_controls.map((row) => to('iso42001', `iso27001:${row.id}`, row.related_42001)),
    ...iso27001.iso27001_controls.map((row) => to('iso27001', `iso27001:${row.id}`, [row.theme])),
    ...iso27001.mappings.flatMap((row) => [
      to('iso42001', '27001 mapping', [row.iso42001]),
      to('iso27001', `27001 mapping of ${row.iso42001}`, [...row.iso27001_clauses, ...row.iso27001_controls]),
    ]),
    ...crosswalks.rows.flatMap((row) => {
      const where = `crosswalk of ${row.iso42001}`
      return [
        to('iso42001', 'crosswalk', [row.iso42001]),
        to(
          'nist-ai-rmf',
          where,
          row.nist_ai_rmf.map((cell) => cell.id),
        ),
        to(
          'eu-ai-act',
          where,
          row.eu_ai_act.map((cell) => cell.ref),
        ),
      ]
    }),
    to('iso42001', 'AI Act literacy', euAiAct.literacy.iso42001),
    ...[...euAiAct.provider_obligations, ...euAiAct.deployer_obligations].map((row) =>
      to('iso42001', `AI Act Art ${row.article}`, row.iso42001),
    ),
    ...euAiActProvisions.duty_groups.map((group) => to('eu-ai-act', `AI Act duties ${group.id}`, group.refs)),
    ...iso42001(impactAssessment.sections),
    ...riskManagement.process.map((row) => to('iso42001', `risk process step ${row.step}`, row.iso42001)),
    ...riskManagement.catalogue.map((row) => to('iso42001', row.id, [row.annex_c_source, ...row.suggested_controls])),
    ...[...review.required_inputs, ...review.required_outputs].map((row) => to('iso42001', row.id, [row.iso42001])),
    ...iso42001(certification.auditor_request_list),
    ...iso42001(certification.interview_questions),
    ...iso42001(documents.documents),
    ...iso42001(documents.templates),
    ...readinessRules.rules.map((rule) => to('iso42001', rule.id, rule.refs)),
  ]
}
