import {
  type AnyRecord,
  fieldLabel,
  type GuardContext,
  moveLabel,
  type Register,
  stateShown,
} from '../../model/index.ts'
import { joined, say, term } from '../../model/say.ts'

/** Why a move is not possible for a record as it stands, whoever asks; null when it is. */
export function whyNot(register: Register, name: string, record: AnyRecord, context: GuardContext) {
  const definition = register.workflow.moves[name]
  if (!definition) return null
  if (!definition.from.includes(record.state)) {
    const from = definition.from
      .map((s) => say`"${term(stateShown(register, s).label)}"`)
      .reduce((a, b) => say`${a} or ${b}`)
    const now = term(stateShown(register, record.state).label)
    return { code: 'move/wrong-state' as const, reason: say`Possible from ${from}; this record is "${now}".` }
  }
  const missing = (definition.needs ?? []).filter((n) => isEmpty(record[n]))
  if (missing.length > 0) {
    const labels = missing.map((n) => term(fieldLabel(n, register.fields[n] ?? register.links[n])))
    const fields = missing.map((field, i) => ({
      field,
      message: say`${labels[i]} is needed before "${term(moveLabel(name, definition))}".`,
    }))
    return { code: 'move/needs' as const, reason: say`Fill in first: ${joined(labels, ', ')}.`, fields }
  }
  const sentence = definition.unless?.(record, context)
  return sentence ? { code: 'move/refused' as const, reason: sentence } : null
}

export const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
