import { expect, test } from 'vitest'
import type { RecordItem } from '../../../server/contract.ts'
import { findingAges } from './findingAges.ts'

const finding = (openedOn: string, grade: string): RecordItem => ({
  id: openedOn,
  register: 'finding',
  ref: 'FND-1',
  title: 'x',
  state: 'open',
  archived: false,
  owner: null,
  version: 1,
  createdAt: '',
  updatedAt: '',
  values: { openedOn, grade },
  custom: {},
})

test('a finding is counted in one band alone, by the days since it was opened', () => {
  const [month, quarter, half, older] = findingAges(
    [
      finding('2026-06-30', 'major'),
      finding('2026-05-31', 'minor'),
      finding('2026-05-30', 'minor'),
      finding('2026-04-01', 'ofi'),
      finding('2025-12-31', 'major'),
      finding('2026-06-29', 'conforms'),
    ],
    '2026-06-30',
  )
  expect(month?.counts).toEqual({ major: 1, minor: 1, ofi: 0 })
  expect(quarter?.counts).toEqual({ major: 0, minor: 1, ofi: 1 })
  expect(half?.counts).toEqual({ major: 0, minor: 0, ofi: 0 })
  expect(older?.counts).toEqual({ major: 1, minor: 0, ofi: 0 })
})
