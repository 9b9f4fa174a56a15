import { type MappedRow, type Mapping, ownKey, type RegisterTarget } from '../../exchange/index.ts'

/** Targets of a mapping that an empty cell may take the value from. */
export function clearable(mapping: Mapping, targets: readonly RegisterTarget[]): string[] {
  const mapped = new Set(mapping.columns.flatMap(({ to }) => (to.as === 'field' ? [to.field] : [])))
  return targets.filter((t) => t.source !== 'ref' && mapped.has(t.name)).map((t) => t.name)
}

/** Nothing, for every field whose cell is empty; whether it may be without a value is judged like any other value. */
export function emptied(names: readonly string[], { record, problems }: MappedRow): Record<string, null> {
  const empty = names.filter(
    (name) => ownKey(name) === null && !(name in record.values) && !problems.some((q) => q.field === name),
  )
  return Object.fromEntries(empty.map((name) => [name, null]))
}

/** The same for own fields that the record has a value of; what the row says comes after. */
export function emptiedOwn(keys: readonly string[], before: Readonly<Record<string, unknown>>): Record<string, null> {
  return Object.fromEntries(keys.filter((key) => key in before).map((key) => [key, null]))
}
