import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { describe, expect, test } from 'vitest'

/**
 * What a sentence takes from outside and how: a bare value, or a plural with its cases apart from `one` and words such
 * as it, since languages differ in where they need those.
 */
function places(message: string): readonly string[] {
  const found = new Set<string>()
  // A compiled message is a list of words and places; a place is a list too: name, format, and for a plural its cases.
  const walk = (parts: unknown): void => {
    if (!Array.isArray(parts)) return
    for (const place of parts) {
      if (!Array.isArray(place)) continue
      const [name, format, cases] = place
      found.add(format === undefined ? `${name}` : `${name}, ${format}`)
      if (typeof cases !== 'object' || cases === null) continue
      for (const [when, words] of Object.entries(cases)) {
        if (/^\d+$|^other$/.test(when)) found.add(`${name} ${when}`)
        walk(words)
      }
    }
  }
  walk(compileMessage(message))
  return [...found].sort()
}

const read = (language: string, name: string): Record<string, string> =>
  JSON.parse(readFileSync(join(import.meta.dirname, language, name), 'utf8'))

describe.each(['de'])('the catalogue %s', (language) => {
  const sentences = ['messages.json', 'data.json', 'guidance.json'].flatMap((name) =>
    Object.entries(read(language, name)),
  )

  test('fills in what the English sentence does, and nothing else', () => {
    const wrong = sentences
      .map(([english, said]) => ({
        english,
        asked: places(english),
        given: places(said),
      }))
      .filter(({ asked, given }) => asked.join() !== given.join())
    expect(wrong).toEqual([])
  })

  test('leaves nothing empty', () => {
    expect(sentences.filter(([, said]) => said.trim() === '')).toEqual([])
  })
})

describe('places of a sentence', () => {
  test.each([
    ['plain words', []],
    ['{ref} at {day}', ['day', 'ref']],
    ['{count, plural, one {# risk} other {# risks}} of {who}', ['count other', 'count, plural', 'who']],
    ['{n, plural, =0 {none of {who}} other {#}}', ['n 0', 'n other', 'n, plural', 'who']],
  ])('%s', (text, expected) => {
    expect(places(text)).toEqual(expected)
  })

  test('a plural said as a bare number is another place', () => {
    expect(places('{count, plural, one {# risk} other {# risks}}')).not.toEqual(places('{count} Risiken'))
  })
})
