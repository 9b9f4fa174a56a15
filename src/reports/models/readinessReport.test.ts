import { expect, test } from 'vitest'
import type { ReadinessFinding, ReadinessShown } from '../material.ts'
import { tellReport } from '../tell.ts'
import { readinessReport, refSection } from './readinessReport.ts'

const head = { organisation: 'Example', asOf: '2026-03-31T00:00:00.000000Z', generatedFrom: 'test' }
const finding = (n: number, severity: 'major' | 'ofi'): ReadinessFinding => ({
  key: `RR-001/${String(n).padStart(5, '0')}`,
  title: `Finding ${n}`,
  severity,
  refs: [],
  fix: '',
  why: '',
  record: null,
  accepted: null,
})
const readiness = (findings: readonly ReadinessFinding[]): ReadinessShown => ({
  asOf: head.asOf,
  score: 0.5,
  clauses: [],
  controls: [],
  findings: findings.slice(0, 1000),
  openCount: findings.length,
  accepted: [],
  acceptedCount: 0,
  counts: { major: 0, minor: 0, ofi: 0 },
})
const table = (findings: readonly ReadinessFinding[]) => {
  const [block] = tellReport(readinessReport(readiness(findings), head)).sections[0]?.blocks ?? []
  if (block?.kind !== 'table') throw new Error('the findings are no table')
  return block
}

test('prints every finding while a person can read them', () => {
  const short = table(Array.from({ length: 1000 }, (_, n) => finding(n, 'ofi')))
  expect(short.rows).toHaveLength(1000)
  expect(short.caption).toBe('Findings, heaviest first')
})

test('prints the heaviest of very many, and says how many there are', () => {
  const many = Array.from({ length: 3000 }, (_, n) => finding(n, n === 0 ? 'major' : 'ofi'))
  const long = table(many)
  expect(long.rows).toHaveLength(1000)
  expect(long.rows[0]?.[0]).toBe('Finding 0')
  expect(long.caption).toContain('the first 1,000 of 3,000')
})

test('names some of very many records, and says how many more', () => {
  const records = Array.from({ length: 30 }, (_, n) => ({
    id: `r${n}`,
    register: 'risk',
    ref: `RISK-${n}`,
    title: 'x',
    state: 'identified',
    archived: false,
  }))
  const section = refSection({
    ref: 'iso42001:8.2',
    title: 'AI risk assessment',
    score: 1,
    status: 'conforms',
    findings: 0,
    evidenceAgeDays: null,
    requirements: [{ id: 'REQ', text: 'Results are kept', met: true, because: '', records }],
  })
  const told = JSON.stringify(section)
  expect(told).toContain('RISK-24')
  expect(told).not.toContain('RISK-25')
  expect(told).toContain('and 5 more')
})
