import { expect, test } from 'vitest'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { registers } from '../registers/index.ts'
import { model } from '../registers/model.ts'
import { risk } from '../registers/risk/risk.ts'
import { proposeDecisions } from './decisionProposal.ts'
import { proposeTasks } from './gap.ts'
import type { ProposedChange } from './proposedChange.ts'
import { proposeRisks } from './riskProposal.ts'
import { build, snapshotOf } from './testing/build.ts'
import { proposeTreatment } from './treatmentProposal.ts'
import { proposeTriages } from './triageProposal.ts'

/** What the register of a change would refuse. */
function refused({ register: name, values }: ProposedChange): string[] {
  const register = registers.find((each) => each.name === name)
  if (register === undefined) return [`there is no register ${name}`]
  return Object.entries(values).flatMap(([key, value]) => {
    const field = register.fields[key]
    if (field === undefined) return key in register.links ? [] : [`${name} has no ${key}`]
    if (value === null) return field.isOptional ? [] : [`${name}.${key} is needed`]
    const result = field.type.schema(field).safeParse(value)
    return result.success ? [] : [`${name}.${key}: ${result.error.message}`]
  })
}

const language = build(model, { kind: 'language_model', origin: 'third_party_service' })
const system = build(aiSystem, {
  title: 'L'.repeat(250),
  stage: 'operation',
  models: [language.id],
  origin: 'third_party_service',
  decisionEffect: 'decides',
  personalData: true,
  externalEffect: true,
  userFacing: true,
  autonomy: 'autonomous',
  learnsInUse: true,
  touches: ['safety'],
  vulnerablePeople: true,
})
const grave = build(risk, { catalogueId: 'AIR-036', consequenceIndividuals: 4, likelihood: 4 })
const snapshot = snapshotOf([language, system, grave])
const gapRow = {
  ref: 'iso42001:A.7.3',
  title: 'Acquisition of data',
  kind: 'control' as const,
  isExcluded: false,
  score: 0,
  requirements: [{ id: 'R', text: 'Text', strength: 'required', have: [], gap: 'Missing.' }],
  findings: 0,
  found: [],
  documents: [],
  effort: { size: 'medium' as const, days: 2, because: '1 to begin' },
}

test.each<[string, readonly ProposedChange[]]>([
  ['decisions', proposeDecisions(snapshot)],
  [
    'risks',
    [...proposeRisks(snapshot).aimsWide, ...proposeRisks(snapshot).bySystem.flatMap((s) => s.proposals)].map(
      (p) => p.change,
    ),
  ],
  ['treatment', proposeTreatment(snapshot, grave).map((p) => p.change)],
  ['triages', proposeTriages(snapshot).map((p) => p.change)],
  ['tasks', proposeTasks([gapRow], snapshot)],
])('proposed %s are values their register takes', (_what, changes) => {
  expect(changes.length).toBeGreaterThan(0)
  expect(changes.flatMap(refused)).toEqual([])
  expect(changes.every((change) => change.reason !== '')).toBe(true)
})
