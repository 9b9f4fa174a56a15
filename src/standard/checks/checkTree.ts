import type { StandardData } from '../standardData.ts'

/** Clauses hang under the parent their number says, groups and controls name each other, requirements carry their clause. */
export function checkTree(data: StandardData): string[] {
  return [...checkClauses(data), ...checkControls(data), ...checkNist(data)]
}

function checkClauses({ clauses: { clauses } }: StandardData): string[] {
  const ids = new Set(clauses.map((clause) => clause.id))
  const parents = new Set(clauses.map((clause) => clause.parent))
  return clauses.flatMap((clause) => {
    const problems: string[] = []
    const expected = clause.id.includes('.') ? clause.id.slice(0, clause.id.lastIndexOf('.')) : null
    if (clause.parent !== expected)
      problems.push(`clause ${clause.id}: its parent should be ${expected}, not ${clause.parent}.`)
    if (clause.parent !== null && !ids.has(clause.parent))
      problems.push(`clause ${clause.id}: parent ${clause.parent} is missing.`)
    // Exactly the leaves are assessed; otherwise one requirement would be judged twice or never.
    if (clause.assessable === parents.has(clause.id)) {
      problems.push(
        `clause ${clause.id}: ${clause.assessable ? 'has sub-clauses, so it cannot be' : 'has no sub-clause, so it must be'} assessable.`,
      )
    }
    if (!clause.assessable) return problems
    if (clause.requires.length === 0) problems.push(`clause ${clause.id}: has no requirement.`)
    for (const { id } of clause.requires) {
      if (!id.startsWith(`REQ-${clause.id}-`))
        problems.push(`clause ${clause.id}: requirement ${id} is named for another clause.`)
    }
    const { kind, items } = clause.documented_information
    if ((kind === 'none') !== (items.length === 0)) {
      problems.push(`clause ${clause.id}: documented information "${kind}" does not fit its ${items.length} items.`)
    }
    return problems
  })
}

function checkControls({ annexA: { groups, controls } }: StandardData): string[] {
  const listed = groups.flatMap((group) => group.controls.map((id) => `${id} in ${group.id}`))
  const stated = controls.map((control) => `${control.id} in ${control.group}`)
  const subgroups = new Map(groups.map((group) => [group.id, (group.subgroups ?? []).map((subgroup) => subgroup.id)]))
  return [
    ...listed
      .filter((pair) => !stated.includes(pair))
      .map((pair) => `Annex A lists ${pair}, the control does not say so.`),
    ...stated.filter((pair) => !listed.includes(pair)).map((pair) => `control ${pair}: the group does not list it.`),
    ...controls.flatMap((control) => {
      const allowed = subgroups.get(control.group) ?? []
      const fits = control.subgroup === undefined ? allowed.length === 0 : allowed.includes(control.subgroup)
      const prefix = `${control.subgroup ?? control.group}.`
      return [
        ...(fits ? [] : [`control ${control.id}: subgroup ${control.subgroup} does not belong to ${control.group}.`]),
        ...(control.id.startsWith(prefix) ? [] : [`control ${control.id}: its id does not begin with ${prefix}`]),
        ...control.lint
          .filter(({ id }) => !id.startsWith(`LINT-${control.id}-`))
          .map(({ id }) => `control ${control.id}: ${id} is named for another control.`),
      ]
    }),
  ]
}

function checkNist({ nistAiRmf: { functions } }: StandardData): string[] {
  const misplaced = (parent: string, separator: string, rows: readonly { id: string }[]) =>
    rows
      .filter((row) => !row.id.startsWith(`${parent}${separator}`))
      .map((row) => `NIST ${row.id}: is listed under ${parent}.`)
  return functions.flatMap((fn) => [
    ...misplaced(fn.id, ' ', fn.categories),
    ...fn.categories.flatMap((category) => misplaced(category.id, '.', category.subcategories)),
  ])
}
