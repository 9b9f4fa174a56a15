import type { FieldDescription, RecordItem } from '../../../server/contract.ts'
import { useModel } from '../../app/model.tsx'

/** Fields of an AI system, as the register declares them, by name. */
export function useSystemFields(): (name: string) => FieldDescription | undefined {
  const register = useModel().byName('aiSystem')
  return (name) => register?.fields.find((field) => field.name === name)
}

/** Facts that decide which duties, risks and controls apply; without them nothing can be proposed. */
export const decisiveFacts = [
  'owner',
  'inScope',
  'orgRoles',
  'legalClass',
  'decisionEffect',
  'autonomy',
  'origin',
  'personalData',
  'externalEffect',
  'intendedUses',
] as const

const isMissing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  value === 'unknown' ||
  (Array.isArray(value) && value.length === 0)

/** Names of the decisive facts that a system does not state. */
export const missingFacts = (system: RecordItem): readonly string[] =>
  decisiveFacts.filter((name) => isMissing(name === 'owner' ? system.owner : system.values[name]))
