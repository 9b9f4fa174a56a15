import type { FieldDescription, LinkDescription, RecordItem, RegisterDescription } from '../../server/contract.ts'
import { t } from '../app/i18n.ts'

/** A value of a record that has a name: what all records share, a field, a computed value or a link. */
export type Property =
  | {
      readonly kind: 'shared'
      readonly name: 'ref' | 'title' | 'state' | 'owner' | 'createdAt' | 'updatedAt'
      readonly label: string
    }
  | { readonly kind: 'field'; readonly name: string; readonly label: string; readonly field: FieldDescription }
  | { readonly kind: 'link'; readonly name: string; readonly label: string; readonly link: LinkDescription }

/** Name a field has in filters, sorting and changes: custom fields carry a prefix. */
export const keyOf = (field: FieldDescription) => (field.custom ? `custom.${field.name}` : field.name)

/** Every property of a register's records, in the order a reader expects. */
export function propertiesOf(register: RegisterDescription): readonly Property[] {
  const title = register.fields.find((f) => f.name === 'title')
  const owner = register.links.find((l) => l.name === 'owner')
  return [
    { kind: 'shared', name: 'ref', label: t('Number') },
    { kind: 'shared', name: 'title', label: title?.label ?? t('Title') },
    { kind: 'shared', name: 'state', label: t('State') },
    ...(owner ? [{ kind: 'shared', name: 'owner', label: owner.label } as const] : []),
    ...register.fields
      .filter((f) => f.name !== 'title')
      .map((field) => ({ kind: 'field', name: keyOf(field), label: field.label, field }) as const),
    ...register.links
      .filter((l) => l.name !== 'owner')
      .map((link) => ({ kind: 'link', name: link.name, label: link.label, link }) as const),
    { kind: 'shared', name: 'createdAt', label: t('Created') },
    { kind: 'shared', name: 'updatedAt', label: t('Changed') },
  ]
}

export const fieldValue = (record: RecordItem, field: FieldDescription): unknown =>
  field.custom ? record.custom[field.name] : record.values[field.name]

/** Ids a link holds, whether it takes one or many. */
export function linkedIds(record: RecordItem, name: string): readonly string[] {
  const value = record.values[name]
  if (Array.isArray(value)) return value.filter((v): v is string => typeof v === 'string')
  return typeof value === 'string' ? [value] : []
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Label of a choice, as it stands at the beginning of a line. */
export function choiceLabel(field: FieldDescription, value: unknown): string {
  const label = field.choices.find((c) => c.value === String(value))?.label ?? String(value)
  return label.charAt(0).toLocaleUpperCase() + label.slice(1)
}
