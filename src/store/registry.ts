import { type AnyRecord, type Field, inversesOf, type Register } from '../model/index.ts'

/** A field an organisation added to a register itself. */
export interface CustomField {
  readonly register: string
  readonly key: string
  readonly field: Field
}

/** Tells which register holds an organisation's own fields and how one of its records reads as a field. */
export interface CustomFieldSource {
  readonly register: string
  toField(record: AnyRecord): CustomField | null
}

/** The registers the store was given, by name. */
export interface Registry {
  readonly all: readonly Register[]
  readonly customFields: CustomFieldSource | null
  get(name: string): Register | undefined
  inverses(name: string): readonly { name: string; from: Register; link: string }[]
}

export function makeRegistry(all: readonly Register[], customFields: CustomFieldSource | null = null): Registry {
  const byName = new Map(all.map((r) => [r.name, r]))
  const inverses = new Map(all.map((r) => [r.name, inversesOf(r.name, all)]))
  return {
    all,
    customFields,
    get: (name) => byName.get(name),
    inverses: (name) => inverses.get(name) ?? [],
  }
}
