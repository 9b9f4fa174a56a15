import { describe, expect, test } from 'vitest'
import { euAiActTimeline } from './euAiActTimeline.ts'

const applying = (date: string) => euAiActTimeline(date).duties.applying.map((group) => group.id)

describe('euAiActTimeline', () => {
  test('a duty applies on its first day and not on the day before', () => {
    expect(applying('2026-08-01')).not.toContain('transparency')
    expect(applying('2026-08-02')).toContain('transparency')
    expect(applying('2027-12-01')).not.toContain('high_risk_annex_iii')
    expect(applying('2027-12-02')).toContain('high_risk_annex_iii')
    expect(applying('2027-12-02')).not.toContain('high_risk_annex_i')
  })

  test('the prohibitions added in 2026 start later than the first ones', () => {
    const { prohibitions } = euAiActTimeline('2026-11-25')
    expect(prohibitions.later.map((practice) => practice.point)).toEqual(['(ba)', '(bb)'])
    expect(prohibitions.applying).toHaveLength(8)
    expect(euAiActTimeline('2026-12-02').prohibitions.later).toEqual([])
  })

  test('nothing applied before the Regulation existed', () => {
    const before = euAiActTimeline('2024-07-31')
    expect(before.passed).toEqual([])
    expect(before.duties.applying).toEqual([])
    expect(before.upcoming[0]).toMatchObject({ date: '2024-08-01', daysUntil: 1 })
  })

  test('milestones are split without loss, nearest upcoming first', () => {
    const { passed, upcoming } = euAiActTimeline('2026-11-25')
    expect(passed.length + upcoming.length).toBe(13)
    expect(upcoming[0]).toMatchObject({ date: '2026-12-02', daysUntil: 7 })
    expect(upcoming.map((row) => row.daysUntil)).toEqual(upcoming.map((row) => row.daysUntil).toSorted((a, b) => a - b))
  })

  test.each(['', '2026-2-1', '2026-02-30', '2026-13-01', '2026-08-02T00:00:00Z'])('"%s" is refused', (date) => {
    expect(() => euAiActTimeline(date)).toThrow(/Write it as yyyy-mm-dd/)
  })
})
