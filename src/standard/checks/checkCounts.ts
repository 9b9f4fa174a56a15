import type { StandardData } from '../standardData.ts'

/** Numbers that the sources fix or the files declare. A row lost in an edit shows here. */
export function checkCounts(data: StandardData): string[] {
  const { clauses, annexA, annexC, iso27001, nistAiRmf, riskManagement, certification, documents } = data
  const categories = nistAiRmf.functions.flatMap((fn) => fn.categories)
  const ofTheme = (theme: string) => iso27001.iso27001_controls.filter((control) => control.theme === theme).length
  const ofBasis = (basis: string) => documents.documents.filter((document) => document.basis === basis).length
  const ofSeverity = (severity: string) => data.readinessRules.rules.filter((rule) => rule.severity === severity).length

  // Each fact: what is counted, how many there are, and every number it must equal.
  const facts: [string, number, ...number[]][] = [
    ['assessable 42001 clauses', clauses.clauses.filter((clause) => clause.assessable).length, 32],
    ['42001 control groups', annexA.groups.length, 9, annexA.counts.groups],
    ['42001 controls', annexA.controls.length, 38, annexA.counts.controls],
    ['Annex C objectives', annexC.objectives.length, 11],
    ['Annex C risk sources', annexC.risk_sources.length, 7],
    ['27001 controls', iso27001.iso27001_controls.length, 93, iso27001.counts.iso27001_controls],
    ['27001 organizational controls', ofTheme('A.5'), 37],
    ['27001 people controls', ofTheme('A.6'), 8],
    ['27001 physical controls', ofTheme('A.7'), 14],
    ['27001 technological controls', ofTheme('A.8'), 34],
    ['27001 mapping rows', iso27001.mappings.length, 70, iso27001.counts.mappings],
    ['crosswalk rows', data.crosswalks.rows.length, 70],
    ['NIST functions', nistAiRmf.functions.length, 4, nistAiRmf.counts.functions],
    ['NIST categories', categories.length, 19, nistAiRmf.counts.categories],
    ['NIST subcategories', categories.flatMap((c) => c.subcategories).length, 72, nistAiRmf.counts.subcategories],
    ['catalogue risks', riskManagement.catalogue.length, riskManagement.catalogue_count],
    ['auditor requests', certification.auditor_request_list.length, certification.counts.request_list],
    ['interview questions', certification.interview_questions.length, certification.counts.interview_questions],
    ['documents asked for by a clause', ofBasis('clause'), documents.counts.clause],
    ['documents asked for by a control', ofBasis('control_if_applied'), documents.counts.control_if_applied],
    ['documents of common practice', ofBasis('common_practice'), documents.counts.common_practice],
    ['document templates', documents.templates.length, documents.counts.templates],
    ['readiness rules', data.readinessRules.rules.length, data.readinessRules.count],
    ...Object.entries(data.readinessRules.by_severity).map(([severity, count]): [string, number, number] => [
      `readiness rules of severity ${severity}`,
      ofSeverity(severity),
      count,
    ]),
  ]
  return facts.flatMap(([what, actual, ...expected]) =>
    expected.filter((count) => count !== actual).map((count) => `${what}: expected ${count}, found ${actual}.`),
  )
}
