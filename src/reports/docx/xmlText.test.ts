import { expect, test } from 'vitest'
import { xmlText } from './xmlText.ts'

test('attributes and contents are written in order, escaped, and without what XML cannot hold', () => {
  const text = '<b> & "q" \'s\' \u0007end'
  expect(
    xmlText({
      'w:p': [
        { _attr: { 'w:id': 7, 'w:name': 'a"b' } },
        { 'w:r': [{ 'w:t': [{ _attr: { 'xml:space': 'preserve' } }, text] }] },
      ],
    }),
  ).toBe(
    '<w:p w:id="7" w:name="a&quot;b"><w:r><w:t xml:space="preserve">&lt;b&gt; &amp; &quot;q&quot; &apos;s&apos; end</w:t></w:r></w:p>',
  )
})

test('an element without contents closes itself', () => {
  expect(xmlText({ 'w:b': { _attr: { 'w:val': false } } })).toBe('<w:b w:val="false"/>')
  expect(xmlText({ 'w:br': {} })).toBe('<w:br/>')
})
