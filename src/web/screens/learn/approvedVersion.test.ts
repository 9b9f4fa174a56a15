import { expect, it } from 'vitest'
import type { HistoryEntry } from '../../../server/contract.ts'
import { approvedVersion } from './approvedVersion.ts'

const entry = (version: number, action: string, after?: string | null): HistoryEntry => ({
  ...{ version, action, at: '', actor: '', via: '', reason: null, seq: version, digest: '' },
  changes: after === undefined ? [] : [{ field: 'approvedVersion', label: '', before: null, after }],
})

const life = [
  entry(9, 'move.revise'),
  entry(8, 'move.approve', '2.0'),
  entry(7, 'edit'),
  entry(6, 'move.approve'),
  entry(5, 'move.revise'),
  entry(4, 'move.approve', '1.0'),
  entry(3, 'move.submit'),
  entry(1, 'create'),
]

it('finds the text a label stood for, though a newer one is in force or drafted', () => {
  expect(approvedVersion(life, '2.0')).toBe(8)
})

it('takes the newest of those approved under the same label', () => {
  expect(approvedVersion(life, '1.0')).toBe(6)
})

it('finds nothing for a label that was never approved', () => {
  expect(approvedVersion(life, '3.0')).toBeNull()
  expect(approvedVersion([], '1.0')).toBeNull()
})
