import { expect, test } from 'vitest'
import type { Finding } from '../../../server/contract.ts'
import { bySeverity, filterFindings, isWithin } from './findingFilter.ts'

const finding = (key: string, given: Partial<Finding> = {}): Finding => ({
  key,
  rule: key,
  title: 'Risk without owner',
  severity: 'minor',
  refs: ['iso42001:6.1.2'],
  fix: 'Name one',
  why: 'RISK-1 has no owner.',
  record: null,
  register: 'risk',
  accepted: null,
  ...given,
})
const keys = (list: readonly Finding[]) => list.map((each) => each.key)

test('a part holds what stands below it and nothing else', () => {
  expect(isWithin('iso42001:6.1.2', '6')).toBe(true)
  expect(isWithin('iso42001:A.6.2.4', 'A.6')).toBe(true)
  expect(isWithin('iso42001:10.2', '1')).toBe(false)
  expect(isWithin('iso42001:A.6.2.4', '6')).toBe(false)
})

test('accepted findings are shown only when asked for', () => {
  const all = [finding('a'), finding('b', { accepted: { until: '2027-01-01', reason: 'Waits' } })]
  expect(keys(filterFindings(all, {}))).toEqual(['a'])
  expect(keys(filterFindings(all, { accepted: 'yes' }))).toEqual(['b'])
})

test('all that is asked for has to fit', () => {
  const all = [
    finding('a'),
    finding('b', { severity: 'major' }),
    finding('c', { severity: 'major', refs: ['iso42001:5.2'] }),
  ]
  expect(keys(filterFindings(all, { severity: 'major', part: '6' }))).toEqual(['b'])
  expect(keys(filterFindings(all, { q: 'no OWNER' }))).toEqual(['a', 'b', 'c'])
  expect(keys(filterFindings(all, { q: 'supplier' }))).toEqual([])
})

test('the gravest stand first', () => {
  expect(
    keys(bySeverity([finding('o', { severity: 'ofi' }), finding('m'), finding('M', { severity: 'major' })])),
  ).toEqual(['M', 'm', 'o'])
})
