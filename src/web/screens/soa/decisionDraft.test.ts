import { describe, expect, it } from 'vitest'
import type { SoaLine } from '../../../server/contract/told.ts'
import type { RecordItem } from '../../../server/contract.ts'
import { changesFor, draftOf, whyNotDecidable } from './decisionDraft.ts'

const line: SoaLine = {
  control: 'iso42001:A.5.2',
  title: 'AI system impact assessment process',
  source: 'annex_a',
  record: null,
  decision: 'undecided',
  isDecided: false,
  reasons: [],
  justification: null,
  exclusionJustification: null,
  proposal: {
    decision: 'include',
    reasons: [
      { reason: 'risk', because: 'RISK-1 needs it.', causes: [] },
      { reason: 'risk', because: 'RISK-2 needs it.', causes: [] },
    ],
    justification: 'Two risks need it.',
  },
  implementation: null,
  howImplemented: null,
  plannedFor: null,
  lastVerifiedOn: null,
  owner: null,
  evidence: { count: 0, validCount: 0, newestOn: null, ageDays: null, validUntil: null, records: [] },
  documents: [],
  openFindings: [],
  warnings: [],
}
const record = { id: 'id-1', version: 4, state: 'open' } as RecordItem
const words = (key: string) => key

describe('a decision about a control', () => {
  it('begins with what the records speak for, one text for each reason', () => {
    expect(draftOf(line)).toMatchObject({
      applicable: 'yes',
      reasons: { risk: 'RISK-1 needs it. RISK-2 needs it.' },
      justification: 'Two risks need it.',
    })
  })

  it('begins with what is recorded, once something is', () => {
    const held = { ...line, decision: 'excluded' as const, exclusionJustification: 'No data is acquired.' }
    expect(draftOf(held)).toMatchObject({
      applicable: 'no',
      reasons: {},
      exclusionJustification: 'No data is acquired.',
    })
  })

  it('cannot be taken without a choice and its reason', () => {
    const draft = draftOf(line)
    expect(whyNotDecidable(draft, words)).toBeNull()
    expect(whyNotDecidable({ ...draft, applicable: 'undecided' }, words)).toBe('choose')
    expect(whyNotDecidable({ ...draft, applicable: 'no' }, words)).toBe('whyOut')
    expect(whyNotDecidable({ ...draft, reasons: { law: ' ' }, justification: '' }, words)).toBe('whyIn')
  })

  it('makes the line and decides it at once', () => {
    expect(
      changesFor(line, draftOf(line), null, true, 'new').map((c) => [c.do, 'version' in c ? c.version : 0]),
    ).toEqual([
      ['create', 0],
      ['move', 1],
    ])
  })

  it('reopens a decided line before it is decided anew, and not merely to save it', () => {
    const decided = { ...record, state: 'decided' }
    const kinds = (decides: boolean) =>
      changesFor(line, draftOf(line), decided, decides, 'new').map((c) => [c.do, 'version' in c ? c.version : 0])
    expect(kinds(true)).toEqual([
      ['move', 4],
      ['edit', 5],
      ['move', 6],
    ])
    expect(kinds(false)).toEqual([['edit', 4]])
  })

  it('drops the reasons for including it when it is left out', () => {
    const [change] = changesFor(line, { ...draftOf(line), applicable: 'no' }, record, false, 'new')
    expect(change).toMatchObject({ values: { reasons: [], justification: null } })
  })
})
