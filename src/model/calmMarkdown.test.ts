import { describe, expect, test } from 'vitest'
import { parseMarkdown } from '../reports/markdown/parseMarkdown.ts'
import { isCalmMarkdown } from './calmMarkdown.ts'

const many = (part: string, length: number) => part.repeat(Math.ceil(length / part.length)).slice(0, length)

describe('texts as people write them are calm', () => {
  test.each([
    ['a plain text of the longest kind', many('A sentence that goes on. ', 200_000)],
    [
      'paragraphs with emphasis, links and code',
      many('A **word**, a [link](https://a.example) and `code_of_it`.\n\n', 100_000),
    ],
    ['a long list', many('* **Name** of a_thing: [what](https://a.example)\n', 60_000)],
    ['lists in lists', Array.from({ length: 6 }, (_, n) => `${'    '.repeat(n)}- item`).join('\n')],
    ['a wide and long table', many(`|${' a |'.repeat(30)}\n`, 120_000)],
    ['code without an empty line', `\`\`\`json\n${many('  "a_b": ["*", "_"],\n', 50_000)}\n\`\`\`\n`],
    ['headings and rules', many('# A *heading*\n---\n', 40_000)],
  ])('%s', (_name, text) => {
    expect(isCalmMarkdown(text)).toBe(true)
    expect(isCalmMarkdown(text.replaceAll('\n', '\r\n'))).toBe(true)
  })
})

describe('texts made to keep readers waiting are not', () => {
  const attacks: [string, string][] = [
    ['quotes in quotes', many('>', 20_000)],
    ['items in items on a line', `${many('- ', 20_000)}a`],
    ['numbered items in items', `${many('1. ', 20_000)}a`],
    ['items in items by room before them', Array.from({ length: 200 }, (_, n) => `${'\t'.repeat(n)}- a`).join('\n')],
    ['marks that find no partner', many('*a_ ', 20_000)],
    ['marks that all find one', `${many('**a ', 10_000)}${many('a** ', 10_000)}`],
    ['brackets', many('[', 20_000)],
    ['pictures', many('![', 20_000)],
    ['a paragraph that follows a quote', `> a\n${many('b\n', 20_000)}`],
    ['more items than anybody reads', many('1. a\n', 20_000)],
    ['items with paragraphs', many('- a\n\n  - b\n\n    c\n', 200_000)],
    ['a table wider than any page', `${many('|a', 4000)}\n${many('|-', 4000)}\n${many('|b\n', 4000)}`],
    ['what lies behind code that an item ends', `- a\n  \`\`\`\n${many('*a_ ', 20_000)}`],
    ['more than anybody writes', many('a *b* c\n\n', 200_001)],
  ]
  test.each(attacks)('%s', (_name, text) => {
    const before = performance.now()
    expect(isCalmMarkdown(text)).toBe(false)
    // Shown as it was typed, instead of ending what reads it or keeping it for minutes.
    expect(parseMarkdown(text)).toBe(null)
    expect(performance.now() - before).toBeLessThan(2000)
  })

  test.each(attacks)(
    '%s, cut down to what is let through, are read in a moment',
    (_name, text) => {
      let [calm, not] = [0, text.length]
      while (not - calm > 50) {
        const middle = Math.floor((calm + not) / 2)
        if (isCalmMarkdown(text.slice(0, middle))) calm = middle
        else not = middle
      }
      const before = performance.now()
      parseMarkdown(text.slice(0, calm))
      expect(performance.now() - before).toBeLessThan(15_000)
    },
    30_000,
  )
})
