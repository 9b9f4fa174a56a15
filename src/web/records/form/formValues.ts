import type { RecordItem, RegisterDescription } from '../../../server/contract.ts'
import { fieldValue, keyOf } from '../fields.ts'
import type { Values } from './useDraft.ts'

/** A record's typed values and links by the names a form uses. */
export function formValues(register: RegisterDescription, record: RecordItem): Values {
  return {
    ...Object.fromEntries(
      register.fields.filter((f) => !f.computed).map((f) => [keyOf(f), fieldValue(record, f) ?? null]),
    ),
    ...Object.fromEntries(register.links.map((l) => [l.name, record.values[l.name] ?? null])),
  }
}

/** Splits names as a form uses them into the register's own values and the organisation's. */
export function splitCustom(values: Values): { values: Values; custom?: Values } {
  const own = Object.entries(values).filter(([name]) => !name.startsWith('custom.'))
  const custom = Object.entries(values).flatMap(([name, v]) => (name.startsWith('custom.') ? [[name.slice(7), v]] : []))
  return {
    values: Object.fromEntries(own),
    ...(custom.length > 0 ? { custom: Object.fromEntries(custom) as Values } : {}),
  }
}

/** Values a new record begins with, from `with=link:id` in the address. */
export function presetValues(register: RegisterDescription, preset: string | undefined): Values {
  const at = preset?.indexOf(':') ?? -1
  if (preset === undefined || at < 1) return {}
  const name = preset.slice(0, at)
  const value = preset.slice(at + 1)
  const link = register.links.find((l) => l.name === name)
  if (link) return { [name]: link.many ? [value] : value }
  const field = register.fields.find((f) => keyOf(f) === name)
  if (!field) return {}
  if (field.widget === 'standardRefs' || field.widget === 'choices') return { [name]: [value] }
  return { [name]: value }
}

/** The register as a form shows it: without the fields and links that the reader may not write. */
export function writable(register: RegisterDescription, names: readonly string[]): RegisterDescription {
  if (names.length === 0) return register
  const hidden = new Set(names)
  return {
    ...register,
    fields: register.fields.filter((f) => f.custom || !hidden.has(f.name)),
    links: register.links.filter((l) => !hidden.has(l.name)),
  }
}
