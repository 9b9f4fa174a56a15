import { expect, test } from 'vitest'
import { registers } from '../../../registers/index.ts'
import { readinessRules } from '../../../standard/readinessRules.ts'
import { requirements } from '../../../standard/requirements.ts'
import { documentHomes } from '../documentHomes.ts'
import { requirementEvidence } from './requirementEvidence.ts'

const names = registers.map((register) => register.name)
const rules = [
  ...readinessRules.map((rule) => rule.id),
  ...registers.flatMap((register) => register.readiness.map((question) => `${register.name}.${question.id}`)),
]

test('says for every requirement of clauses 4 to 10 what shows it, and for nothing else', () => {
  expect(Object.keys(requirementEvidence).toSorted()).toEqual(requirements.map((r) => r.id).toSorted())
})

test.each(Object.entries(requirementEvidence))(
  '%s needs something to be there, and names what exists',
  (_id, evidence) => {
    // Without a proof, an empty organisation would meet it.
    expect(evidence.proofs.length).toBeGreaterThan(0)
    for (const proof of evidence.proofs) expect(names).toEqual(expect.arrayContaining([...proof.reads]))
    expect(rules).toEqual(expect.arrayContaining([...evidence.silent]))
  },
)

test('the homes of documented information are registers and states that exist', () => {
  for (const { register, states } of Object.values(documentHomes)) {
    const found = registers.find((r) => r.name === register)
    expect(Object.keys(found?.workflow.states ?? {})).toEqual(expect.arrayContaining([...states]))
  }
})
