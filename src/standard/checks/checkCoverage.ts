import type { StandardData } from '../standardData.ts'

/** Each assessable clause and each control is reached by every list an assessment or audit works through. */
export function checkCoverage(data: StandardData): string[] {
  const checkable = [
    ...data.clauses.clauses.filter((clause) => clause.assessable).map((clause) => clause.id),
    ...data.annexA.controls.map((control) => control.id),
  ]
  const lists: [string, readonly string[]][] = [
    ['27001 mapping row', data.iso27001.mappings.map((row) => row.iso42001)],
    ['crosswalk row', data.crosswalks.rows.map((row) => row.iso42001)],
    ['auditor request', data.certification.auditor_request_list.flatMap((row) => row.iso42001)],
    ['interview question', data.certification.interview_questions.flatMap((row) => row.iso42001)],
    ['document template', data.documents.templates.flatMap((row) => row.iso42001)],
    ['readiness rule', data.readinessRules.rules.flatMap((row) => row.refs)],
  ]
  return [
    ...lists.flatMap(([what, ids]) => {
      const reached = new Set(ids)
      return checkable.filter((id) => !reached.has(id)).map((id) => `iso42001:${id}: no ${what} covers it.`)
    }),
    ...checkOverlapBothWays(data),
    ...checkDocumentedInformation(data),
  ]
}

// The 27001 file states each pair twice, once per side; the gap screen and the SoA import read different sides.
function checkOverlapBothWays({ iso27001 }: StandardData): string[] {
  const fromMappings = new Set(
    iso27001.mappings.flatMap((row) => row.iso27001_controls.map((id) => `${row.iso42001} and 27001 ${id}`)),
  )
  const fromControls = new Set(
    iso27001.iso27001_controls.flatMap((row) => row.related_42001.map((id) => `${id} and 27001 ${row.id}`)),
  )
  return [...fromMappings.symmetricDifference(fromControls)].map(
    (pair) => `27001 overlap: ${pair} are related on one side only.`,
  )
}

// Where a clause asks for documented information, the document list must name something that answers it.
function checkDocumentedInformation({ clauses, documents }: StandardData): string[] {
  const named = new Set(documents.documents.filter((row) => row.basis === 'clause').flatMap((row) => row.iso42001))
  return clauses.clauses.flatMap((clause) =>
    clause.assessable && clause.documented_information.kind !== 'none' && !named.has(clause.id)
      ? [`clause ${clause.id}: asks for documented information, but no document of basis clause names it.`]
      : [],
  )
}
