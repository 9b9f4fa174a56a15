import { type Field, f, type RecordOf } from '../model/index.ts'
import type { customField } from '../registers/customField.ts'
import type { CustomFieldSource } from '../store/registry.ts'

type Definition = RecordOf<typeof customField>

/** Reads a record of the register of own fields as a field of the same types that registers use. */
export const customFieldSource: CustomFieldSource = {
  register: 'customField',
  toField(record) {
    // Records of this register were validated against its definition.
    const own = record as unknown as Definition
    const field = fieldOf(own)
    return field ? { register: own.registerName, key: own.key, field } : null
  },
}

function fieldOf(own: Definition): Field | null {
  if (own.state !== 'active') return null
  const options = { label: own.title, ...(own.help ? { help: own.help } : {}) }
  const list = own.choices ?? []
  switch (own.kind) {
    case 'choice':
    case 'choices':
      return list.length > 0 ? f[own.kind](list, options).optional() : null
    default:
      return f[own.kind](options).optional()
  }
}
