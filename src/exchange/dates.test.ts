import { describe, expect, test } from 'vitest'
import { federalSample, hasFederalSample } from '../../test/fixtures/exchange/federalSample.ts'
import { isDate, readDate } from './dates.ts'
import { readTable } from './tabular/readTable.ts'

describe('read', () => {
  test.each([
    ['2024-10-16', '2024-10-16'],
    ['2024-10-16T09:30:00Z', '2024-10-16'],
    ['2024/1/5', '2024-01-05'],
    ['2024-10', '2024-10'],
    ['10/2023', '2023-10'],
    ['3/14/2024', '2024-03-14'],
    ['14.3.2024', '2024-03-14'],
    ['4/4/2024', '2024-04-04'],
    ['Jan 2021', '2021-01'],
    ['Sept. 2021', '2021-09'],
    ['January 5, 2021', '2021-01-05'],
    ['5th of January 2021', '2021-01-05'],
    ['5-Jan-2021', '2021-01-05'],
    [' 2021 ', '2021'],
    ['29 February 2024', '2024-02-29'],
  ])('%j is %s', (text, iso) => {
    expect(readDate(text)).toEqual({ iso, precision: ['year', 'month', 'day'][iso.split('-').length - 1] })
  })

  test('a declared order decides, and is contradicted aloud', () => {
    expect(readDate('3/4/2024', { order: 'mdy' })).toMatchObject({ iso: '2024-03-04' })
    expect(readDate('3/4/2024', { order: 'dmy' })).toMatchObject({ iso: '2024-04-03' })
    const refused = readDate('14/3/2024', { order: 'mdy' })
    expect(refused).toMatchObject({ reason: 'impossible' })
    expect('problem' in refused && String(refused.problem)).toContain('as declared')
  })
})

describe('kept as text', () => {
  test.each([
    ['3/4/2024', 'ambiguous', '2024-03-04 or 2024-04-03'],
    ['3/14/24', 'ambiguous', 'two digits'],
    ['22-Nov', 'ambiguous', '22 November of a year not given, or November 2022'],
    ['Nov-22', 'ambiguous', 'November 2022'],
    ['2/30/2024', 'impossible', '2024-02-30'],
    ['13/2023', 'impossible', '2023-13'],
    ['10/12023', 'impossible', 'separator'],
    ['3024', 'impossible', 'year'],
    ['', 'absent', 'empty'],
    ['N/A', 'absent', 'no date'],
    ['N/A - Active as R&D only.', 'absent', 'why'],
    ['Q3 FY24', 'inexact', 'fiscal'],
    ['Q4FY25', 'inexact', 'fiscal'],
    ['Pre-2021', 'inexact', 'before'],
    ['Current model: 2019-2023', 'inexact', 'span'],
    ['2022-08 (estimated)', 'inexact', '2022-08 and a remark'],
    ['2024-02-15 (kick-off); 2024-08-23 (signed)', 'ambiguous', 'several dates'],
    ['45231', 'not-a-date', 'bare number'],
    ['TBD', 'not-a-date', 'not a date'],
    ['Ongoing', 'not-a-date', 'not a date'],
  ])('%j: %s', (text, reason, part) => {
    const read = readDate(text)
    expect(read).toMatchObject({ text, reason })
    expect('problem' in read && String(read.problem)).toContain(part)
  })
})

describe.runIf(hasFederalSample)('the published federal inventory', () => {
  test('every filled date cell is a day or has a stated reason', async () => {
    const table = await readTable(federalSample('inventory.csv'), 'inventory.csv')
    const filled = table.rows.flatMap((row) => row.cells.slice(11, 15)).filter((text) => text.trim() !== '')
    const counts: Record<string, number> = {}
    for (const text of filled) {
      const date = readDate(text, { order: 'mdy' })
      const kind = isDate(date) ? date.precision : date.reason
      counts[kind] = (counts[kind] ?? 0) + 1
    }
    expect(counts).toEqual({ day: 2958, absent: 200, impossible: 1, 'not-a-date': 10, inexact: 13, ambiguous: 66 })
  })
})
