import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { unzip } from '../../../test/support/zipFiles.ts'
import { renderDocx } from '../docx/renderDocx.ts'
import { renderHtml } from '../html/renderHtml.ts'
import { renderPdf } from '../pdf/renderPdf.ts'
import { tellReport } from '../tell.ts'
import { parseMarkdown } from './parseMarkdown.ts'

const written = `# Purpose

Applications are **ranked**, never *decided* – see [the policy](https://example.org/policy).

1. Collect
2. Score with \`model.v2\`

- [x] told applicants
- checked:
  - by age
  - by ~~town~~ region

| Group | Rate |
| --- | --- |
| A | 4 % |

<script>alert(1)</script>

[here](javascript:alert(1)) ![a chart](https://example.org/x.png)
`

const report = (text: string) =>
  tellReport({
    title: 'Record',
    subtitle: 'One record.',
    organisation: 'Example',
    asOf: '2026-03-31',
    generatedFrom: 'test',
    sections: [
      {
        id: 'r',
        title: 'RISK-1',
        blocks: [{ kind: 'facts', items: [{ label: 'What', value: text, blocks: parseMarkdown(text) ?? [] }] }],
      },
    ],
  })

test('plain text stays plain, and is not parsed', () => {
  expect(parseMarkdown('Two lines\nof plain text, 5 % of it (old).')).toBeNull()
})

test('headings, lists, emphasis and links become blocks; tables one line a row', () => {
  const blocks = parseMarkdown(written) ?? []
  expect(blocks.map(({ kind }) => kind)).toEqual([
    'heading',
    'paragraph',
    'list',
    'list',
    'list',
    'paragraph',
    'paragraph',
  ])
  expect(blocks[1]).toEqual({
    kind: 'paragraph',
    text: [
      'Applications are ',
      { kind: 'styled', text: 'ranked', strong: true },
      ', never ',
      { kind: 'styled', text: 'decided', emphasis: true },
      ' – see ',
      { kind: 'styled', text: 'the policy', href: 'https://example.org/policy' },
      '.',
    ],
  })
  expect(blocks[4]).toEqual({ kind: 'list', items: [['Group: ', 'A', '; ', 'Rate: ', '4 %']] })
})

test('markup that would run or fetch stays text in HTML', () => {
  const html = renderHtml(report(written))
  expect(html).toContain('<strong>ranked</strong>')
  expect(html).toContain('<a href="https://example.org/policy" rel="noreferrer noopener">the policy</a>')
  expect(html).toContain('&lt;script&gt;')
  expect(html).not.toMatch(/<script|<img|href="javascript/)
})

test('Word gets bold and struck words, bullets, numbers that begin at one, and the link', async () => {
  const files = await unzip(Buffer.from(await renderDocx(report(`${written}\n\n${written}`))))
  const xml = files.get('word/document.xml')?.toString('utf8') ?? ''
  expect(xml).toMatch(/<w:b\/>.{0,200}ranked/)
  expect(xml).toMatch(/<w:strike\/>.{0,200}town/)
  const numbered = new Set([...xml.matchAll(/<w:numId w:val="(\d+)"\/>/g)].map(([, id]) => id))
  expect(numbered.size).toBeGreaterThan(2)
  expect(files.get('word/_rels/document.xml.rels')?.toString('utf8')).toContain('https://example.org/policy')
  expect(files.get('word/_rels/document.xml.rels')?.toString('utf8')).not.toContain('javascript')
  expect(xml).toContain('>here<')
})

test('the PDF links outside and holds the words', async () => {
  const pdf = Buffer.from(await renderPdf(report(written)))
  const streams = [...pdf.toString('latin1').matchAll(/stream\r?\n/g)]
  const found = streams.some(({ index, 0: { length } }) => {
    try {
      return inflateRawSync(pdf.subarray(index + length + 2)).includes('example.org/policy')
    } catch {
      return false
    }
  })
  expect(found || pdf.includes('example.org/policy')).toBe(true)
  expect(pdf.includes('javascript')).toBe(false)
})
