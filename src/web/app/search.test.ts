import { describe, expect, it } from 'vitest'
import { parseSearch, stringifySearch } from './search.ts'

describe('search parameters', () => {
  it('come back as they were written', () => {
    const search = { q: '007', asOf: '2026-03-31', filter: ['state:is:draft|approved', 'title:contains:a & b = c+d'] }
    expect(parseSearch(stringifySearch(search))).toEqual(search)
  })

  it('keep one filter a list and leave out what is empty', () => {
    expect(parseSearch('?filter=owner:empty:yes')).toEqual({ filter: ['owner:empty:yes'] })
    expect(stringifySearch({ q: '', filter: [], panel: undefined })).toBe('')
  })
})
