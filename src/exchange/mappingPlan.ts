import { say } from '../model/say.ts'
import type { DateOptions } from './dates.ts'
import type { Mapping, TargetField } from './mappingFormat.ts'
import { dateOptionsOf, type Transform } from './mappingTransforms.ts'
import { ExchangeProblem } from './problems.ts'
import type { TableColumn } from './tabular/table.ts'

type FieldColumn = {
  kind: 'field'
  at: number
  name: string
  field: TargetField
  transforms: readonly Transform[]
  dates: DateOptions
}
type CustomColumn = { kind: 'custom'; at: number; name: string }

export type MappingPlan = {
  columns: (FieldColumn | CustomColumn)[]
  constants: { field: TargetField; text: string }[]
  required: TargetField[]
  keyAt: number[]
}

/** Resolves the names of a mapping against this file and these fields, once for all rows; columns it omits go to custom. */
export function columnPlans(
  columns: readonly TableColumn[],
  mapping: Mapping,
  targets: readonly TargetField[],
): MappingPlan {
  const byName = new Map(columns.map((column) => [column.name, column]))
  const fieldByName = new Map(targets.map((field) => [field.name, field]))
  const missing = [...mapping.columns.map((c) => c.column), ...mapping.keyColumns].filter((name) => !byName.has(name))
  if (missing.length > 0) {
    const names = [...new Set(missing)].map((name) => `"${name}"`).join(', ')
    throw new ExchangeProblem(
      'exchange/unknown-column',
      say`The mapping names columns the file does not have: ${names}.`,
    )
  }
  const targetOf = new Map(mapping.columns.map(({ column, to }) => [column, to]))
  const planned: MappingPlan['columns'] = []
  for (const { name, index } of columns) {
    const to = targetOf.get(name) ?? { as: 'custom' as const }
    if (to.as === 'ignore') continue
    if (to.as === 'custom') planned.push({ kind: 'custom', at: index, name: ('name' in to && to.name) || name })
    else {
      const transforms = to.transforms ?? []
      const field = fieldOf(to.field, fieldByName)
      planned.push({ kind: 'field', at: index, name, field, transforms, dates: dateOptionsOf(transforms) })
    }
  }
  return {
    columns: planned,
    constants: (mapping.constants ?? []).map(({ field, value }) => ({
      field: fieldOf(field, fieldByName),
      text: value,
    })),
    required: targets.filter((field) => field.required),
    keyAt: mapping.keyColumns.map((name) => byName.get(name)!.index), // checked above
  }
}

function fieldOf(name: string, fields: Map<string, TargetField>): TargetField {
  const field = fields.get(name)
  if (field) return field
  throw new ExchangeProblem('exchange/unknown-column', say`The mapping names a field that does not exist: "${name}".`)
}
