import { describe, expect, test } from 'vitest'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { audit } from '../registers/audit.ts'
import { auditProgramme } from '../registers/auditProgramme.ts'
import { controlDecision } from '../registers/controlDecision.ts'
import { finding } from '../registers/finding.ts'
import { workingPaper } from '../registers/workingPaper.ts'
import { auditCoverage, coverageOn } from './auditCoverage.ts'
import { build, snapshotOf } from './testing/build.ts'

type Records = Parameters<typeof snapshotOf>[0]

const programme = build(auditProgramme, { state: 'approved', cycleStartOn: '2026-01-01', cycleEndOn: '2028-12-31' })
const system = build(aiSystem, { stage: 'operation', decisionEffect: 'decides' })
const held = build(audit, {
  kind: 'internal',
  state: 'reported',
  finishedOn: '2026-06-10',
  scopeRefs: ['iso42001:6.1', 'iso42001:A.7'],
  systems: [system.id],
})
const paper = build(workingPaper, {
  audit: held.id,
  state: 'reviewed',
  doneOn: '2026-06-09',
  refs: ['iso42001:6.1.3'],
  systems: [system.id],
})

const coverage = (records: Records) => auditCoverage(snapshotOf([programme, ...records]))
const states = (records: Records, ref: string) =>
  coverage(records)
    .rows.find((row) => row.key === ref)
    ?.cells.map((cell) => cell.state)

describe('audit coverage', () => {
  test('has a row for each clause and control and a column for each year of the cycle', () => {
    const found = coverage([])
    expect(found.rows).toHaveLength(70)
    expect(found.cycle.years.map((year) => [year.from, year.until])).toEqual([
      ['2026-01-01', '2026-12-31'],
      ['2027-01-01', '2027-12-31'],
      ['2028-01-01', '2028-12-31'],
    ])
    expect(found.covered).toBe(0)
    expect(found.missing).toHaveLength(70)
  })

  test('counts as audited only what a working paper shows; the rest of the scope is named as such', () => {
    expect(states([held, paper], 'iso42001:6.1.3')).toEqual(['audited', 'none', 'none'])
    expect(states([held, paper], 'iso42001:6.1.2')).toEqual(['inScope', 'none', 'none'])
    expect(states([held, paper], 'iso42001:A.7.4')).toEqual(['inScope', 'none', 'none'])
    expect(states([held, { ...paper, state: 'open' }], 'iso42001:6.1.3')).toEqual(['inScope', 'none', 'none'])
    expect(states([{ ...held, kind: 'external' }, paper], 'iso42001:6.1.3')).toEqual(['none', 'none', 'none'])
  })

  test('shows what is planned, by audits and by lines of the programme not yet set up', () => {
    const next = build(audit, { kind: 'internal', plannedOn: '2027-03-01', scopeRefs: ['iso42001:9'] })
    const line = {
      title: 'Use',
      plannedOn: '2028-02-01',
      refs: ['iso42001:A.9'],
      weight: null,
      systems: null,
      auditor: null,
    }
    const lined = { ...programme, plannedAudits: [line] }
    const found = auditCoverage(snapshotOf([lined, next]))
    const row = (ref: string) => found.rows.find((each) => each.key === ref)?.cells.map((cell) => cell.state)
    expect(row('iso42001:9.2.1')).toEqual(['none', 'planned', 'none'])
    expect(row('iso42001:A.9.3')).toEqual(['none', 'none', 'planned'])
    expect(found.missing.map((each) => each.key)).not.toContain('iso42001:A.9.3')
  })

  test('asks for nothing where a control is left out', () => {
    const out = build(controlDecision, { control: 'iso42001:A.10.4', applicable: 'no' })
    expect(coverage([out]).missing.map((row) => row.key)).not.toContain('iso42001:A.10.4')
    expect(coverage([]).missing.map((row) => row.key)).toContain('iso42001:A.10.4')
  })

  test('suggests what is most at stake first, with the reasons', () => {
    const major = build(finding, { grade: 'major', refs: ['iso42001:A.8.4'] })
    const quiet = build(aiSystem, { stage: 'development' })
    const { suggestions } = coverage([held, paper, major, system, quiet])
    expect(suggestions[0]?.key).toBe('iso42001:A.8.4')
    expect(suggestions[0]?.reasons.map(String)).toEqual(['Never audited', `Open findings: ${major.ref}`])
    expect(suggestions.map((row) => row.key)).not.toContain(system.id)
    expect(suggestions.map((row) => row.key)).toContain(quiet.id)
  })

  test('knows on which system a clause was looked at', () => {
    const snapshot = snapshotOf([held, paper, system])
    expect(coverageOn(snapshot, 'iso42001:6.1.3', system.id)).toMatchObject({
      lastOn: '2026-06-09',
      papers: [{ id: paper.id }],
    })
    expect(coverageOn(snapshot, 'iso42001:6.1.2', system.id).papers).toEqual([])
  })

  test('takes three years from January when no cycle is on record', () => {
    expect(auditCoverage(snapshotOf([])).cycle).toMatchObject({
      from: '2026-01-01',
      until: '2028-12-31',
      programme: null,
    })
  })
})
