import { expect, test } from 'vitest'
import { endsWell, readAdvisories, readSignatures } from './auditAnswer.ts'
import { readBill } from './sbomCheck.ts'

const audit = (counts: Record<string, number>, vulnerabilities = {}) =>
  JSON.stringify(
    {
      auditReportVersion: 2,
      vulnerabilities,
      metadata: { vulnerabilities: { high: 0, critical: 0, total: 0, ...counts } },
    },
    null,
    2,
  )

test('high and critical advisories are a finding, lower ones are told', () => {
  expect(readAdvisories(audit({}))).toEqual({ at: 'clean', said: 'no advisory' })
  expect(readAdvisories(audit({ moderate: 2, total: 2 }))).toMatchObject({
    at: 'clean',
    said: expect.stringContaining('2 advisories'),
  })
  const found = { 'left-behind': { severity: 'critical' }, 'so-so': { severity: 'low' } }
  expect(readAdvisories(audit({ critical: 1, low: 1, total: 2 }, found))).toMatchObject({
    at: 'found',
    said: expect.stringMatching(/^1 high or critical advisories: left-behind\./),
  })
})

test('a registry that offers no audit, or none that is reached, is no finding and no clean bill', () => {
  const refused = JSON.stringify(
    { message: '405 Method Not Allowed - POST https://registry.example/audit', statusCode: 405 },
    null,
    2,
  )
  const unreached = `npm error code ENOTFOUND\n${JSON.stringify({ error: { code: 'ENOTFOUND', summary: '' } }, null, 2)}\nnpm error A log is kept`
  for (const [output, why] of [
    [refused, '405 Method Not Allowed'],
    [unreached, 'ENOTFOUND'],
    ['', 'no answer in time'],
    ['{"found 0', 'no answer in time'],
  ] as const)
    for (const read of [readAdvisories, readSignatures]) {
      const outcome = read(output)
      expect(outcome.at, output).toBe('unanswered')
      expect(outcome.said).toContain(`(${why})`)
      expect(outcome.said).not.toContain('http')
    }
})

test('a wrong signature is a finding, a missing one is told', () => {
  const said = (invalid: unknown[], missing: unknown[]) => readSignatures(JSON.stringify({ invalid, missing }, null, 2))
  const one = { name: 'a', version: '1.0.0' }
  expect(said([], [])).toEqual({ at: 'clean', said: 'all hold' })
  expect(said([], [one])).toMatchObject({ at: 'clean', said: 'all hold; 1 packages have none' })
  expect(said([one], [])).toMatchObject({ at: 'found', said: expect.stringContaining('a@1.0.0') })
})

test('without an answer the check goes on, unless one has to come', () => {
  const [clean, found, unanswered] = (['clean', 'found', 'unanswered'] as const).map((at) => ({ at, said: '' }))
  if (!clean || !found || !unanswered) throw new Error('three outcomes')
  for (const [outcomes, usual, strict] of [
    [[clean, clean], true, true],
    [[clean, unanswered], true, false],
    [[found, clean], false, false],
    [[unanswered, found], false, false],
  ] as const)
    expect([endsWell(outcomes, false), endsWell(outcomes, true)]).toEqual([usual, strict])
})

test('a bill of materials names packages, versions and addresses, and what has no licence', () => {
  const bill = (components: unknown[]) => JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', components })
  const part = { name: 'a', version: '1.0.0', purl: 'pkg:npm/a@1.0.0' }
  expect(readBill(bill([part, { ...part, name: 'b', licenses: [{}] }])).withoutLicence).toEqual(['a@1.0.0'])
  for (const wrong of [[], [{ ...part, version: '' }], [{ ...part, purl: 'a' }]])
    expect(() => readBill(bill(wrong))).toThrow()
})
