import type { StandardData } from '../standardData.ts'

interface IdList {
  readonly what: string
  readonly ids: readonly string[]
  readonly form: RegExp
}

/** Ids are unique within their list and have the form the rest of the program relies on. */
export function checkIds(data: StandardData): string[] {
  return idLists(data).flatMap(({ what, ids, form }) => [
    ...duplicates(ids).map((id) => `${what}: ${id} is listed more than once.`),
    ...ids.filter((id) => !form.test(id)).map((id) => `${what}: "${id}" does not look like ${form.source}.`),
  ])
}

export function duplicates(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))]
}

const clauseForm = /^\d+(\.\d+){0,2}$/
const nameForm = /^[a-z][a-z0-9_]*$/

function idLists(data: StandardData): IdList[] {
  const { clauses, annexA, annexC, iso27001, nistAiRmf, impactAssessment, riskManagement, certification } = data
  const list = (what: string, rows: readonly { readonly id: string }[], form: RegExp): IdList => ({
    what,
    ids: rows.map((row) => row.id),
    form,
  })
  const groups = annexA.groups.flatMap((group) => [group, ...(group.subgroups ?? [])])
  const categories = nistAiRmf.functions.flatMap((fn) => fn.categories)
  const impactFields = [...impactAssessment.sections.map((s) => s.fields), impactAssessment.impact_record.fields]
  const names = (what: string, ids: readonly string[]): IdList => ({ what, ids, form: nameForm })

  return [
    list('42001 clauses', clauses.clauses, clauseForm),
    list(
      'requirements',
      clauses.clauses.flatMap((c) => (c.assessable ? c.requires : [])),
      /^REQ-[\d.]+-\d\d$/,
    ),
    // Groups and controls share one list: A.6.1 is a subgroup and must never be taken for a control.
    list('42001 groups and controls', [...groups, ...annexA.controls], /^A(\.\d+){1,3}$/),
    list(
      'lint signs',
      annexA.controls.flatMap((control) => control.lint),
      /^LINT-A[\d.]+-\d$/,
    ),
    list('Annex C', [...annexC.objectives, ...annexC.risk_sources], /^C\.[23]\.\d+$/),
    list('27001 clauses', iso27001.iso27001_clauses, clauseForm),
    list('27001 controls', iso27001.iso27001_controls, /^A\.[5-8]\.\d+$/),
    { what: '27001 mapping rows', ids: iso27001.mappings.map((row) => row.iso42001), form: /./ },
    { what: 'crosswalk rows', ids: data.crosswalks.rows.map((row) => row.iso42001), form: /./ },
    list('NIST categories', categories, /^(GOVERN|MAP|MEASURE|MANAGE) \d$/),
    list(
      'NIST subcategories',
      categories.flatMap((c) => c.subcategories),
      /^(GOVERN|MAP|MEASURE|MANAGE) \d\.\d+$/,
    ),
    list('AI Act provisions', data.euAiActProvisions.provisions, /^(Art \d+[a-z]?|Annex [IVX]+)$/),
    list('AI Act duty groups', data.euAiActProvisions.duty_groups, nameForm),
    list('triage questions', impactAssessment.triage.questions, /^T\d+$/),
    list('impact sections', impactAssessment.sections, /^S\d+$/),
    list('impact dimensions', impactAssessment.dimensions, nameForm),
    list('reassessment triggers', impactAssessment.reassessment_triggers, nameForm),
    ...impactFields.map((fields, at) =>
      names(
        `impact fields of part ${at + 1}`,
        fields.map((f) => f.name),
      ),
    ),
    names(
      'risk fields',
      riskManagement.fields.map((field) => field.name),
    ),
    list('treatment options', riskManagement.treatment_options, nameForm),
    list('catalogue risks', riskManagement.catalogue, /^AIR-\d{3}$/),
    list('certification steps', certification.cycle, nameForm),
    list('management review inputs', certification.management_review.required_inputs, /^MRI-\d$/),
    list('management review outputs', certification.management_review.required_outputs, /^MRO-\d$/),
    list('auditor requests', certification.auditor_request_list, /^PBC-\d{3}$/),
    list('interview questions', certification.interview_questions, /^INT-\d{3}$/),
    list('documents', data.documents.documents, /^DOC-[CAP]-\d\d$/),
    list('document templates', data.documents.templates, /^TPL-\d\d$/),
    list('readiness rules', data.readinessRules.rules, /^RR-\d{3}$/),
  ]
}
