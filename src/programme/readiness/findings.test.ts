import { describe, expect, test } from 'vitest'
import { aiSystem } from '../../registers/aiSystem/aiSystem.ts'
import { findingAcceptance } from '../../registers/findingAcceptance.ts'
import { registers } from '../../registers/index.ts'
import { risk } from '../../registers/risk/risk.ts'
import { makeSnapshot, updateSnapshot } from '../snapshot.ts'
import { build } from '../testing/build.ts'
import { type FindingMark, isWithin } from './findings.ts'
import type { FindingQuery, FindingSort } from './readiness.ts'
import { computeReadiness } from './readinessCache.ts'
import { generate } from './testing/generate.ts'

const now = '2026-11-25T12:00:00.000000Z'
const records = generate(600, 21)
const snapshot = makeSnapshot(records, now)
const readiness = computeReadiness(snapshot, registers)
const { findings } = readiness
const all = [...findings.each()]

function walk(query: FindingQuery, sort: FindingSort, limit: number): string[] {
  const keys: string[] = []
  let after: FindingMark | undefined
  do {
    const page = findings.page(query, sort, limit, after)
    expect(page.items.length).toBeLessThanOrEqual(limit)
    keys.push(...page.items.map((finding) => finding.key))
    after = page.next ?? undefined
  } while (after !== undefined)
  return keys
}

test('every finding has a key of its own and is found by it', () => {
  expect(all.length).toBeGreaterThan(200)
  expect(new Set(all.map((finding) => finding.key)).size).toBe(all.length)
  for (const finding of all.filter((_, i) => i % 7 === 0)) expect(findings.byKey(finding.key)).toEqual(finding)
  expect(findings.byKey('RR-002/nobody')).toBeUndefined()
  expect(findings.byKey('RR-000')).toBeUndefined()
})

describe.each([
  {},
  { severity: 'major' },
  { rule: 'RR-020' },
  { part: '6' },
  { part: 'iso42001:A.6' },
  { register: 'risk' },
  { accepted: true },
  { accepted: false },
  { record: records.find((r) => r.register === 'risk')?.id ?? '' },
  { q: 'risk-1' },
] as readonly FindingQuery[])('asked for %j', (query) => {
  const fits = all.filter(
    (f) =>
      (query.severity === undefined || f.severity === query.severity) &&
      (query.rule === undefined || f.rule === query.rule) &&
      (query.part === undefined || f.refs.some((r) => isWithin(r, (query.part ?? '').replace('iso42001:', '')))) &&
      (query.register === undefined || f.register === query.register) &&
      (query.record === undefined || f.record?.id === query.record) &&
      (query.accepted === undefined || (f.accepted !== null) === query.accepted) &&
      (query.q === undefined ||
        `${f.rule} ${f.title} ${f.record?.ref ?? ''} ${f.record?.title ?? ''}`.toLowerCase().includes(query.q)),
  )

  test('counts, lists and pages the same ones, each once', () => {
    const keys = fits.map((f) => f.key).toSorted()
    expect(findings.count(query)).toBe(keys.length)
    expect([...findings.each(query)].map((f) => f.key).toSorted()).toEqual(keys)
    for (const [sort, limit] of [
      ['effect', 7],
      ['severity', 50],
    ] as const) {
      expect(walk(query, sort, limit)).toEqual([...findings.each(query, sort)].map((f) => f.key))
    }
  })
})

test('what helps most stands first, or the gravest', () => {
  const effects = new Map(readiness.rules.map((rule) => [rule.rule, rule.effect]))
  const byEffect = [...findings.each({}, 'effect')].map((f) => effects.get(f.rule) ?? 0)
  expect(byEffect).toEqual(byEffect.toSorted((a, b) => b - a))
  const grades = [...findings.each({}, 'severity')].map((f) => ['major', 'minor', 'ofi'].indexOf(f.severity))
  expect(grades).toEqual(grades.toSorted((a, b) => a - b))
})

test('a page goes on where the last one ended, though findings came and left meanwhile', () => {
  const risks = ['1', '2', '3', '4', '5'].map((n) =>
    build(risk, { ref: `RISK-${n}`, objectives: [], state: 'analysed' }),
  )
  const first = computeReadiness(makeSnapshot(risks, now), registers).findings.page({ rule: 'RR-031' }, 'effect', 2)
  expect(first.items.map((f) => f.record?.ref)).toEqual(['RISK-1', 'RISK-2'])
  const [, second, third] = risks
  const later = updateSnapshot(
    makeSnapshot(risks, now),
    [
      { ...second!, archived: true },
      { ...third!, objectives: ['o'] },
      build(risk, { ref: 'RISK-6', objectives: [], state: 'analysed' }),
    ],
    now,
  )
  const next = computeReadiness(later, registers).findings.page(
    { rule: 'RR-031' },
    'effect',
    9,
    first.next ?? undefined,
  )
  expect(next.items.map((f) => f.record?.ref)).toEqual(['RISK-4', 'RISK-5', 'RISK-6'])
  expect(next.next).toBeNull()
})

test('numbers of the summary are those of the list', () => {
  const system = build(aiSystem, { inScope: null })
  const accepted = build(findingAcceptance, {
    rule: 'RR-002',
    about: system.id,
    state: 'accepted',
    until: '2026-12-31',
  })
  const {
    rules,
    counts,
    accepted: number,
    ...rest
  } = computeReadiness(makeSnapshot([...records, system, accepted], now), registers)
  const list = [...rest.findings.each()]
  expect(number).toBe(list.filter((f) => f.accepted !== null).length)
  expect(number).toBeGreaterThan(0)
  for (const severity of ['major', 'minor', 'ofi'] as const)
    expect(counts[severity]).toBe(list.filter((f) => f.severity === severity && f.accepted === null).length)
  for (const { rule, open, accepted: lived, registers: names } of rules) {
    const own = list.filter((f) => f.rule === rule)
    expect([rule, open, lived]).toEqual([
      rule,
      own.filter((f) => f.accepted === null).length,
      own.filter((f) => f.accepted !== null).length,
    ])
    expect([...new Set(own.map((f) => f.register))].toSorted()).toEqual([...names].toSorted())
  }
})

test('a part holds what stands below it and nothing else', () => {
  expect(isWithin('iso42001:6.1.2', '6')).toBe(true)
  expect(isWithin('iso42001:A.6.2.4', 'A.6')).toBe(true)
  expect(isWithin('iso42001:10.2', '1')).toBe(false)
  expect(isWithin('iso42001:A.6.2.4', '6')).toBe(false)
})
