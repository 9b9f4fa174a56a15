import { describe, expect, it } from 'vitest'
import type { RegisterDescription } from '../../../server/contract.ts'
import { listQuery, parseFilter, readListState, writeListState } from './listState.ts'

// Only what reading and writing an address looks at.
const register = { columns: ['ref', 'title'], sort: '-score' } as unknown as RegisterDescription

describe('the address of a list', () => {
  it('is empty for the view the register declares', () => {
    const written = writeListState(readListState({}, register), register)
    expect(Object.values(written).filter((v) => v !== undefined)).toEqual([])
  })

  it('gives back every part of a view', () => {
    const search = {
      filter: ['state:is:draft|approved', 'title:contains:a:b'],
      sort: 'title',
      q: 'words',
      columns: 'ref,owner',
      layout: 'board',
      archived: 'true',
      panel: 'RISK-1',
    }
    expect(writeListState(readListState(search, register), register)).toEqual(search)
  })

  it('drops what is not a filter and keeps colons in values', () => {
    expect(parseFilter('nonsense')).toBeNull()
    expect(parseFilter('refs:has:iso42001:A.5.2')).toEqual({ name: 'refs', operator: 'has', value: 'iso42001:A.5.2' })
  })

  it('asks the server for the same filters and order', () => {
    const query = listQuery(readListState({ filter: ['owner:empty:yes'], sort: 'title' }, register))
    expect(query).toMatchObject({ filter: ['owner:empty:yes'], sort: 'title' })
  })
})
