import { describe, expect, test } from 'vitest'
import { controls } from '../../standard/controls.ts'
import { type SoaLine, whyNotApprovable } from './whyNotApprovable.ts'

const complete: SoaLine[] = controls.map((c) => ({
  control: `iso42001:${c.id}`,
  source: 'annex_a',
  applicable: 'yes',
  justification: 'Reduces a risk.',
  exclusionJustification: null,
}))
const withFirst = (change: Partial<SoaLine>): SoaLine[] =>
  complete.map((line, i) => (i === 0 ? { ...line, ...change } : line))

describe('a statement of applicability', () => {
  test('may be approved when all 38 reference controls are decided with reasons', () => {
    expect(complete).toHaveLength(38)
    expect(whyNotApprovable(complete)).toBe(false)
  })

  test('may hold controls of the organisation', () => {
    const own = { ...withFirst({})[0]!, control: 'own:LOG-1', source: 'own' }
    expect(whyNotApprovable([...complete, own])).toBe(false)
  })

  test.each([
    ['a reference control has no line', complete.slice(1), 'have no line: iso42001:A.2.2'],
    ['a control has two lines', [...complete, complete[0]!], 'two lines: iso42001:A.2.2'],
    ['a decision is open', withFirst({ applicable: 'undecided' }), 'Decide whether'],
    ['an exclusion has no reason', withFirst({ applicable: 'no' }), 'left out: iso42001:A.2.2'],
    ['an inclusion has no reason', withFirst({ justification: null }), 'included: iso42001:A.2.2'],
  ])('is refused when %s', (_case, lines, words) => {
    expect(String(whyNotApprovable(lines))).toContain(words)
  })

  test('an exclusion with its reason passes', () => {
    const lines = withFirst({ applicable: 'no', justification: null, exclusionJustification: 'No data is acquired.' })
    expect(whyNotApprovable(lines)).toBe(false)
  })

  test('names five of many controls and counts the rest', () => {
    expect(String(whyNotApprovable([]))).toContain('and 33 more')
  })
})
