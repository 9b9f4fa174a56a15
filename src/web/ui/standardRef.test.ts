import { describe, expect, test } from 'vitest'
import { isStandardRef, shortRef } from './standardRef.ts'

describe('how clauses and controls are named', () => {
  test('those of ISO/IEC 42001 and one’s own by their number alone, others with their framework', () => {
    expect(shortRef('iso42001:A.5.2')).toBe('A.5.2')
    expect(shortRef('own:OVERSIGHT-1')).toBe('OVERSIGHT-1')
    expect(shortRef('iso27001:A.5.8')).toBe('ISO/IEC 27001 A.5.8')
  })

  test('a text is one only when it is nothing else', () => {
    expect(isStandardRef('iso42001:A.5.2')).toBe(true)
    expect(isStandardRef('own:OVERSIGHT-1')).toBe(true)
    for (const text of ['', 'A.5.2', 'own: a word of ours', 'iso42001', 'constructor:1', 'note:A.5.2', ':A.5.2'])
      expect(isStandardRef(text), text).toBe(false)
  })
})
