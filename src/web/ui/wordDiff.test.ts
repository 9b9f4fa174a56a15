import { describe, expect, it } from 'vitest'
import { wordDiff } from './wordDiff.ts'

const side = (parts: ReturnType<typeof wordDiff>, kind: 'removed' | 'added') =>
  parts
    .filter((p) => p.kind === 'same' || p.kind === kind)
    .map((p) => p.text)
    .join('')

describe('wordDiff', () => {
  it('names only the words that changed', () => {
    expect(wordDiff('The risk is high', 'The risk is low')).toEqual([
      { kind: 'same', text: 'The risk is ' },
      { kind: 'removed', text: 'high' },
      { kind: 'added', text: 'low' },
    ])
  })

  it('shows a rewritten phrase as one removal and one addition', () => {
    expect(wordDiff('Chatbot invents interest rates', 'Bot makes up terms')).toEqual([
      { kind: 'removed', text: 'Chatbot invents interest rates' },
      { kind: 'added', text: 'Bot makes up terms' },
    ])
  })

  it('gives back both sides whatever the texts', () => {
    const pairs = [
      ['', 'new'],
      ['old text', ''],
      ['a b c d', 'b d e a'],
      ['one\ntwo  three', 'one two\nthree'],
    ] as const
    for (const [before, after] of pairs) {
      const parts = wordDiff(before, after)
      expect(side(parts, 'removed')).toBe(before)
      expect(side(parts, 'added')).toBe(after)
    }
  })

  it('shows very long texts whole instead of comparing them', () => {
    const long = 'word '.repeat(3000)
    expect(wordDiff(long, `${long}end`).map((p) => p.kind)).toEqual(['removed', 'added'])
  })
})
