import { expect, test } from 'vitest'
import type { ImportFacts } from '../../../server/contract/told.ts'
import {
  dateOrderOf,
  draftFrom,
  mappingFaults,
  pastedName,
  requestOf,
  retarget,
  targetOf,
  targetValue,
  withDateOrder,
} from './draft.ts'

const target = (name: string, label: string, required = false, kind = 'text') =>
  ({ name, label, kind, required, source: 'field', choices: [] }) as const
const facts: ImportFacts = {
  name: 'suppliers.csv',
  hash: 'a'.repeat(64),
  format: 'csv',
  encoding: 'utf-8',
  delimiter: ',',
  sheets: [],
  sheet: null,
  headerRow: 1,
  rowCount: 2,
  checkedByJob: false,
  notes: [],
  columns: [],
  guesses: [],
  preset: null,
  agencies: [],
  proposal: {
    register: 'supplier',
    targets: [
      target('title', 'Name', true),
      target('providesAi', 'Provides AI', true),
      target('reviewBy', 'Review', false, 'date'),
    ],
    columns: [],
    mapping: {
      version: 1,
      keyColumns: [],
      columns: [
        { column: 'Vendor', to: { as: 'field', field: 'title', transforms: [{ do: 'unguard' }] } },
        { column: 'Company', to: { as: 'custom' } },
      ],
    },
    key: 'title',
  },
}

test('a draft takes what is proposed and sends it', () => {
  const draft = draftFrom(facts, { delimiter: ';' })
  expect(requestOf(draft)).toMatchObject({ register: 'supplier', key: 'title', mode: 'createOrUpdate', delimiter: ';' })
  expect(requestOf({ ...draft, preset: 'federal-ai-inventory-2024', agency: 'A' })).toEqual({
    hash: facts.hash,
    name: 'suppliers.csv',
    delimiter: ';',
    preset: 'federal-ai-inventory-2024',
    agency: 'A',
    mode: 'createOrUpdate',
  })
})

test('columns change their target and keep how their text is prepared', () => {
  const [vendor] = facts.proposal?.mapping.columns ?? []
  if (!vendor) throw new Error('no column')
  const dated = withDateOrder(targetOf('field:reviewBy', vendor.to), 'dmy')
  expect(dated).toEqual({
    as: 'field',
    field: 'reviewBy',
    transforms: [{ do: 'unguard' }, { do: 'dateOrder', order: 'dmy' }],
  })
  expect(dateOrderOf(dated)).toBe('dmy')
  expect(targetOf('field:title', dated)).toEqual(vendor.to)
  expect(targetValue(targetOf('ignore', dated))).toBe('ignore')
})

test('fields given twice or not at all are told', () => {
  const draft = draftFrom(facts, {})
  expect(mappingFaults(draft)).toEqual({ twice: [], missing: ['Provides AI'] })
  const mapping = draft.mapping && retarget(draft.mapping, 'Company', { as: 'field', field: 'title' })
  expect(mappingFaults({ ...draft, mapping })).toEqual({ twice: ['Name'], missing: ['Provides AI'] })
  expect(mappingFaults({ ...draft, mode: 'update' }).missing).toEqual([])
})

test('empty cells clear only where rows change records that are there', () => {
  const draft = {
    ...draftFrom(facts, {}),
    preset: null,
    register: 'supplier',
    clears: true,
    mode: 'createOrUpdate' as const,
  }
  expect(requestOf({ ...draft, key: 'title' })).toMatchObject({ emptyCells: 'clear' })
  expect(requestOf({ ...draft, key: 'title', mode: 'create' })).not.toHaveProperty('emptyCells')
  expect(requestOf({ ...draft, key: null })).not.toHaveProperty('emptyCells')
  expect(requestOf({ ...draft, key: 'title', clears: false })).not.toHaveProperty('emptyCells')
})

test('pasted rows are kept as a file named for when they came', () => {
  expect(pastedName(new Date('2026-11-25T08:20:01Z'))).toBe('pasted-2026-11-25-08-20.csv')
})
