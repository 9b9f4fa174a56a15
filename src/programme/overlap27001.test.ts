import { describe, expect, test } from 'vitest'
import { settings } from '../registers/settings/settings.ts'
import { overlap27001 } from './overlap27001.ts'
import { build, snapshotOf } from './testing/build.ts'

const held = (values: Parameters<typeof build<typeof settings>>[1]) =>
  overlap27001(
    snapshotOf([
      build(settings, { ismsCertified: true, ismsScope: 'All sites', ismsValidUntil: '2028-01-01', ...values }),
    ]),
  )

describe('the overlap with ISO/IEC 27001', () => {
  test('has one row for each of the 32 clauses and 38 controls', () => {
    const { rows, counts } = held({})
    expect(rows).toHaveLength(70)
    expect(rows.filter((r) => r.kind === 'control')).toHaveLength(38)
    expect(counts).toEqual({ equivalent: 14, extends: 28, partial: 20, none: 8 })
  })

  test('saves work while the certificate is valid', () => {
    const found = held({})
    expect(found.certificate).toMatchObject({ state: 'valid', remarks: [] })
    expect(found.shared).toEqual({ rows: 62, of: 70 })
    expect(found.workSaved).toBeCloseTo((14 * 0.9 + 28 * 0.6 + 20 * 0.3) / 70)
    expect(found.reused[0]?.serves.length).toBeGreaterThan(1)
  })

  test('saves nothing once it has run out, or when there is none', () => {
    const expired = held({ ismsValidUntil: '2026-11-24' })
    expect(expired).toMatchObject({ workSaved: 0, shared: { rows: 0 } })
    expect(String(expired.certificate.remarks[0])).toContain('2026-11-24')
    expect(held({ ismsValidUntil: '2026-11-25' }).certificate.state).toBe('valid')
    expect(overlap27001(snapshotOf([])).certificate).toMatchObject({ state: 'none' })
  })

  test('warns of another edition and of an unknown scope', () => {
    expect(held({ ismsEdition: '2013', ismsScope: null }).certificate.remarks).toHaveLength(2)
  })
})
