import { expect, test } from 'vitest'
import { refsChanged } from './refsChanged.ts'

test.each([
  ['AIS-1, RISK-2', 'RISK-2, TOOL-3, AIS-1', { added: ['TOOL-3'], removed: [], stay: 2 }],
  ['AIS-1, RISK-2 …', 'AIS-1', { added: [], removed: ['RISK-2'], stay: 1 }],
  ['AIS-1', null, { added: [], removed: ['AIS-1'], stay: 0 }],
  [null, 'AIS-11', { added: ['AIS-11'], removed: [], stay: 0 }],
  ['AIS-1', 'AIS-11', { added: ['AIS-11'], removed: ['AIS-1'], stay: 0 }],
])('%s and %s', (before, after, told) => {
  expect(refsChanged(before, after)).toEqual(told)
})
