import { expect, test } from 'vitest'
import type { AnyRecord } from '../../model/index.ts'
import { asRegister } from '../../model/index.ts'
import { document } from '../../registers/document/document.ts'
import { differences } from './history.ts'

const register = asRegister(document)
const record = (values: Record<string, unknown>): AnyRecord => ({
  ...Object.fromEntries([...Object.keys(register.fields), ...Object.keys(register.links)].map((name) => [name, null])),
  id: 'doc-1',
  register: 'document',
  ref: 'DOC-1',
  title: 'Policy',
  state: 'draft',
  owner: null,
  version: 1,
  createdAt: '2026-01-01T00:00:00.000000Z',
  createdBy: 'acc-1',
  updatedAt: '2026-01-01T00:00:00.000000Z',
  archived: false,
  custom: {},
  ...values,
})

test('each own field is a change of its own, told by its key', () => {
  const before = record({ custom: { costCentre: 'A1', room: 'B' } })
  const after = record({ custom: { costCentre: 'A2', room: 'B', reviewed: true } })
  expect(differences(register, before, after)).toEqual([
    { field: 'custom.costCentre', before: 'A1', after: 'A2' },
    { field: 'custom.reviewed', before: null, after: true },
  ])
  expect(differences(register, null, before).map((change) => change.field)).toContain('custom.room')
})

test('a name is told, the account behind it that only rules compare is not', () => {
  const after = record({ preparedBy: 'Ada', preparedByAccount: 'acc-2' })
  expect(differences(register, record({}), after)).toEqual([{ field: 'preparedBy', before: null, after: 'Ada' }])
})
