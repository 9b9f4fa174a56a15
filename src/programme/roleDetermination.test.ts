import { describe, expect, test } from 'vitest'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { systemDocument } from '../registers/systemDocument.ts'
import { parseStandardRef } from '../standard/index.ts'
import { proposeRoles } from './roleChanges.ts'
import { determineAllRoles, determineRoles } from './roleDetermination.ts'
import { build, snapshotOf } from './testing/build.ts'

type Values = Parameters<typeof build<typeof aiSystem>>[1]

function roles(values: Values, others: Parameters<typeof snapshotOf>[0] = []) {
  const system = build(aiSystem, { stage: 'operation', ...values })
  const found = determineRoles(snapshotOf([system, ...others]), system)
  return { ...found, names: found.roles.map((r) => r.role), legal: found.legalRoles.map((r) => r.role) }
}

describe('the roles for a system', () => {
  test('built here and used here: producer and user, provider and deployer', () => {
    const found = roles({ origin: 'own', usedByScopedProcess: true, externalEffect: false })
    expect(found.names).toEqual(['producer', 'customer_user'])
    expect(found.legal).toEqual(['provider', 'deployer'])
    expect(found.open).toEqual([])
    expect(found.proposedOnly).toEqual(['producer', 'customer_user'])
  })

  test('offered to customers, by a document written for them', () => {
    const manual = build(systemDocument, { system: 'sys', audience: ['customers'] })
    const found = roles({ id: 'sys', origin: 'own', usedByScopedProcess: false }, [manual])
    expect(found.names).toEqual(['provider', 'producer'])
    expect(found.roles[0]?.records).toMatchObject([{ id: manual.id }])
    expect(found.legal).toEqual(['provider'])
  })

  test('a bought product is used, unless the record says it is not', () => {
    expect(roles({ origin: 'bought_product' }).names).toEqual(['customer_user'])
    expect(roles({ origin: 'bought_product', usedByScopedProcess: false }).names).toEqual([])
  })

  test('training further raises the question of Art 25 and asserts no provider', () => {
    const found = roles({ origin: 'fine_tuned_third_party', usedByScopedProcess: true })
    expect(found.legal).toEqual(['deployer'])
    expect(found.open.join(' ')).toContain('Art 25')
  })

  test('without facts nothing is proposed and everything is asked', () => {
    const found = roles({ origin: null })
    expect(found.names).toEqual([])
    expect(found.open).toHaveLength(3)
  })

  test('what differs from the record is named on both sides', () => {
    const found = roles({ origin: 'own', usedByScopedProcess: false, orgRoles: ['partner'] })
    expect(found).toMatchObject({ proposedOnly: ['producer'], recordedOnly: ['partner'] })
  })

  test('the class of the system decides which provisions of the law its roles meet', () => {
    const high = roles({ origin: 'bought_product', usedByScopedProcess: true, legalClass: 'high' })
    expect(high.applies.provisions.map((p) => p.ref)).toContain('eu-ai-act:Art 26(5)')
    expect(high.applies.provisions.map((p) => p.ref)).not.toContain('eu-ai-act:Art 9')
    const minimal = roles({ origin: 'bought_product', usedByScopedProcess: true, legalClass: 'minimal' })
    expect(minimal.applies.provisions.map((p) => p.ref)).toEqual(['eu-ai-act:Art 4'])
    expect(String(high.applies.controls.find(({ ref }) => ref === 'iso42001:A.10.3')?.because)).toBe('customer user')
  })

  test('every control and provision named exists', () => {
    const all = ['provider', 'producer', 'customer_user', 'partner', 'subject', 'authority'] as const
    const { applies } = roles({ orgRoles: [...all], legalRole: ['provider', 'deployer'], legalClass: 'high' })
    for (const { ref } of [...applies.controls, ...applies.provisions])
      expect([ref, parseStandardRef(ref)]).toEqual([ref, ref])
  })

  test('retired systems are left out of the overview', () => {
    const snapshot = snapshotOf([build(aiSystem, { stage: 'operation' }), build(aiSystem, { stage: 'retirement' })])
    expect(determineAllRoles(snapshot)).toHaveLength(1)
  })
})

test('the reason given with proposed roles says each thing once', () => {
  const system = build(aiSystem, {
    stage: 'operation',
    origin: 'own',
    usedByScopedProcess: true,
    externalEffect: false,
  })
  const reason = String(proposeRoles(snapshotOf([system]))[0]?.reason)
  expect(reason.match(/A process in scope uses it\./g)).toHaveLength(1)
  expect(reason.match(/Built here\./g)).toHaveLength(1)
})
