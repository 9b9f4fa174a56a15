import { describe, expect, it } from 'vitest'
import type { SoaLine } from '../../../server/contract/told.ts'
import { belongsTo, countShows, groupLines } from './soaStanding.ts'

const evidence = { count: 0, validCount: 0, newestOn: null, ageDays: null, validUntil: null, records: [] }
const line = (control: string, change: Partial<SoaLine> = {}): SoaLine => ({
  control,
  title: control,
  source: control.startsWith('own:') ? 'own' : 'annex_a',
  record: null,
  decision: 'included',
  isDecided: true,
  reasons: [],
  justification: null,
  exclusionJustification: null,
  proposal: { decision: 'include', reasons: [], justification: '' },
  implementation: 'implemented',
  howImplemented: null,
  plannedFor: null,
  lastVerifiedOn: null,
  owner: null,
  evidence: { ...evidence, count: 1, validCount: 1 },
  documents: [],
  openFindings: [],
  warnings: [],
  ...change,
})

describe('parts of the statement of applicability', () => {
  it('counts an answer nobody with authority decided as undecided', () => {
    expect(belongsTo(line('iso42001:A.2.2', { isDecided: false }), 'undecided')).toBe(true)
    expect(belongsTo(line('iso42001:A.2.2'), 'undecided')).toBe(false)
  })

  it('asks no evidence and no work of a control left out', () => {
    const out = line('iso42001:A.2.2', { decision: 'excluded', implementation: null, evidence })
    expect(belongsTo(out, 'unproven')).toBe(false)
    expect(belongsTo(out, 'open')).toBe(false)
    expect(belongsTo({ ...out, decision: 'included' }, 'unproven')).toBe(true)
    expect(belongsTo({ ...out, decision: 'included' }, 'open')).toBe(true)
  })

  it('counts evidence that ran out as none', () => {
    const old = line('iso42001:A.2.2', { evidence: { ...evidence, count: 3, ageDays: 900 } })
    expect(countShows([old, line('iso42001:A.2.3')]).unproven).toBe(1)
  })

  it('groups by objective, with own controls last as they come', () => {
    const groups = groupLines(['iso42001:A.2.2', 'iso42001:A.10.2', 'iso42001:A.10.3', 'own:LOG-1'].map((c) => line(c)))
    expect(groups.map((g) => [g.ref, g.lines.length])).toEqual([
      ['iso42001:A.2', 1],
      ['iso42001:A.10', 2],
      [null, 1],
    ])
  })
})
