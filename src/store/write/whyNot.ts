import {
  type AnyRecord,
  fieldLabel,
  type GuardContext,
  moveLabel,
  type Register,
  stateShown,
} from '../../model/index.ts'

/** Why a move is not possible for a record as it stands, whoever asks; null when it is. */
export function whyNot(register: Register, name: string, record: AnyRecord, context: GuardContext) {
  const definition = register.workflow.moves[name]
  if (!definition) return null
  if (!definition.from.includes(record.state)) {
    const from = definition.from.map((s) => `"${stateShown(register, s).label}"`).join(' or ')
    const now = stateShown(register, record.state).label
    return { code: 'move/wrong-state' as const, reason: `Possible from ${from}; this record is "${now}".` }
  }
  const missing = (definition.needs ?? []).filter((n) => isEmpty(record[n]))
  if (missing.length > 0) {
    const labels = missing.map((n) => fieldLabel(n, register.fields[n] ?? register.links[n]))
    const fields = missing.map((field, i) => ({
      field,
      message: `${labels[i]} is needed before "${moveLabel(name, definition)}".`,
    }))
    return { code: 'move/needs' as const, reason: `Fill in first: ${labels.join(', ')}.`, fields }
  }
  const sentence = definition.unless?.(record, context)
  return sentence ? { code: 'move/refused' as const, reason: sentence } : null
}

export const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
