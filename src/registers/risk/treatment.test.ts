import { describe, expect, test } from 'vitest'
import type { AnyRecord } from '../../model/index.ts'
import { treatmentOptions } from '../../standard/riskManagement.ts'
import type { RatedRisk } from './riskLevel.ts'
import { missingRatings, needsActions, whyNeverAcceptable, whyNotCarried } from './treatment.ts'

const today = '2026-11-25'
const risk: RatedRisk & { expectedBenefit: string | null } = {
  type: 'risk',
  consequenceOrganization: 2,
  consequenceIndividuals: 4,
  consequenceSociety: 1,
  likelihood: 3,
  confidence: 'medium',
  residualConsequence: null,
  residualLikelihood: null,
  expectedBenefit: null,
}

const linked = (state: string, values: Record<string, unknown>): AnyRecord => ({
  id: 'x-1',
  register: 'any',
  ref: 'ANY-1',
  title: 'Linked',
  state,
  owner: null,
  version: 1,
  createdAt: '2026-01-01T00:00:00.000000Z',
  createdBy: 'acc-1',
  updatedAt: '2026-01-01T00:00:00.000000Z',
  archived: false,
  custom: {},
  ...values,
})
const acceptance = (values: Record<string, unknown> = {}, state = 'accepted') =>
  linked(state, { expiresOn: '2027-01-01', scoreAtAcceptance: 12, ...values })

describe('a risk above appetite', () => {
  test('is not carried without an acceptance', () => {
    expect(String(whyNotCarried(risk, {}, today))).toMatch(/high, above the appetite \(low\)/)
  })

  test('is carried once it was accepted as it stands', () => {
    expect(whyNotCarried(risk, { acceptances: [acceptance()] }, today)).toBe(false)
    expect(whyNotCarried(risk, { acceptances: [acceptance({ expiresOn: today })] }, today)).toBe(false)
  })

  test.each([
    ['ran out', acceptance({ expiresOn: '2026-11-24' })],
    ['has no end', acceptance({ expiresOn: null })],
    ['was given for a lower score', acceptance({ scoreAtAcceptance: 9 })],
    ['was only asked for', acceptance({}, 'proposed')],
    ['was refused', acceptance({}, 'refused')],
  ])('is not carried by an acceptance that %s', (_words, given) => {
    expect(String(whyNotCarried(risk, { acceptances: [given] }, today))).toMatch(/above the appetite/)
  })

  test('goes by the appetite of approved criteria only', () => {
    const criteria = (state: string) => [linked(state, { appetite: 'high' })]
    expect(whyNotCarried(risk, { criteria: criteria('approved') }, today)).toBe(false)
    expect(String(whyNotCarried(risk, { criteria: criteria('draft') }, today))).toMatch(/above the appetite/)
  })

  test('falls to appetite by treatment', () => {
    expect(whyNotCarried({ ...risk, residualConsequence: 2, residualLikelihood: 2 }, {}, today)).toBe(false)
  })
})

test('prohibited uses and the gravest harm to people are never accepted', () => {
  expect(whyNeverAcceptable(risk, [linked('registered', { legalClass: 'high' })])).toBe(false)
  expect(String(whyNeverAcceptable(risk, [linked('registered', { legalClass: 'prohibited' })]))).toMatch(/ANY-1/)
  expect(whyNeverAcceptable(risk, [linked('retired', { legalClass: 'prohibited' })])).toBe(false)
  expect(String(whyNeverAcceptable({ ...risk, consequenceIndividuals: 5 }, []))).toMatch(/gravest harm/)
})

test('missing ratings are named', () => {
  expect(missingRatings(risk)).toEqual([])
  expect(missingRatings({ ...risk, consequenceSociety: null, confidence: null })).toEqual([
    'the consequence for society',
    'how sure the estimate is',
  ])
  expect(missingRatings({ ...risk, type: 'opportunity', likelihood: null })).toEqual(['the expected benefit'])
})

test('every treatment option either asks for actions or is a decision by itself', () => {
  const asking = treatmentOptions.map((option) => option.id).filter(needsActions)
  expect(asking).toEqual(['remove_source', 'modify_likelihood', 'modify_consequence', 'share'])
  expect(needsActions(null)).toBe(false)
})
