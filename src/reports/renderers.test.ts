import { expect, test } from 'vitest'
import * as sample from '../../test/support/reportSample.ts'
import { unzip } from '../../test/support/zipFiles.ts'
import { readTable } from '../exchange/tabular/readTable.ts'
import { stampOf } from './days.ts'
import { badge, link, plainText } from './document.ts'
import { renderDocx } from './docx/renderDocx.ts'
import { renderHtml } from './html/renderHtml.ts'
import { clauseMapReport } from './models/clauseMapReport.ts'
import { evidenceIndex } from './models/evidenceIndex.ts'
import { readinessReport } from './models/readinessReport.ts'
import { recordReport } from './models/recordSection.ts'
import { registerReport } from './models/registerReport.ts'
import { sheetColumns, sheetRow } from './models/registerSheet.ts'
import { soaReport, soaSheet } from './models/soaReport.ts'
import { renderPdf } from './pdf/renderPdf.ts'
import { tellReport, tellSheet } from './tell.ts'
import { renderXlsx } from './xlsx/renderXlsx.ts'

const { head, names, records, supplierRegister, findingRegister } = sample
const suppliers = tellReport(registerReport(supplierRegister, records.supplier ?? [], names, head))

const every = tellReport({
  ...head,
  title: 'Every block',
  subtitle: 'One of each.',
  sections: [
    {
      id: 'a',
      title: 'A',
      blocks: [
        { kind: 'heading', text: 'Heading' },
        { kind: 'paragraph', text: 'One.\n\nTwo.' },
        { kind: 'facts', items: [{ label: 'Label', value: [link('b', 'to B'), ' ', link('nowhere', 'to nowhere')] }] },
        { kind: 'list', items: ['first', 'second'] },
        { kind: 'list', ordered: true, items: ['one', 'two'] },
        { kind: 'callout', tone: 'major', title: 'Look', text: 'Here.' },
        { kind: 'table', caption: 'Nothing', columns: [{ label: 'X' }], rows: [], empty: 'None at all.' },
        {
          kind: 'table',
          caption: 'Full',
          columns: [{ label: 'X' }, { label: 'Y', kind: 'number' }],
          rows: [[[badge('due')], '1']],
        },
      ],
      sections: [{ id: 'b', title: 'B', blocks: [] }],
    },
  ],
})

test('the statement of applicability reads as reviewed', async () => {
  const html = renderHtml(tellReport(soaReport(sample.soaLines, head)))
    .replace(/sha256-[^']+/, 'sha256-…')
    .replace(/<style>.*<\/style>/s, '')
  await expect(html).toMatchFileSnapshot('../../test/golden/statement-of-applicability.golden.html')
})

test('every control of Annex A has its row, and one without a line is named as undecided', () => {
  const text = JSON.stringify(soaReport(sample.soaLines.slice(1), head))
  expect(text).toContain('No line exists for A.2.2.')
  expect(JSON.stringify(soaReport(sample.soaLines, head))).not.toContain('No line exists')
})

test('text of people is never markup in HTML', () => {
  const html = renderHtml(suppliers)
  expect(html).toContain('&lt;b&gt;Rakete&lt;/b&gt; &amp; &quot;Söhne&quot;')
  expect(html).not.toContain('<b>Rakete')
  expect(html).not.toMatch(/<script|https?:\/\/[^&]*"|src=/)
})

test('links lead to places the report holds and stand as text otherwise', () => {
  const html = renderHtml(every)
  expect(html).toContain('<a href="#b"><bdi>to B</bdi></a>')
  expect(html).toContain('<bdi>to nowhere</bdi>')
  expect(html).not.toContain('#nowhere')
  expect(html).toContain('None at all.')
})

test('ids that are not in the report are counted, not shown', () => {
  const finding = records.finding?.[0]
  const text = JSON.stringify(recordReport(findingRegister, finding as never, names, head))
  expect(text).toContain('one record not in this report')
  expect(text).not.toContain(sample.sampleId(supplierRegister, 99))
})

test.each([
  ['every block', every],
  ['suppliers', suppliers],
  ['readiness', tellReport(readinessReport(sample.readiness, head))],
  ['clause map', tellReport(clauseMapReport(sample.readiness, sample.registers, head))],
  ['evidence', tellReport(evidenceIndex(sample.files, head))],
])('the PDF of %s is tagged, declared accessible and the same each time', async (_name, report) => {
  const pdf = Buffer.from(await renderPdf(report))
  const text = pdf.toString('latin1')
  expect(text).toMatch(/\/MarkInfo\s*<<\s*\/Marked true/)
  expect(text).toContain('/StructTreeRoot')
  expect(text).toContain('pdfuaid:part')
  expect(text).toMatch(/\/S \/TH\b/)
  expect(text).toMatch(/\/S \/H1\b/)
  expect(text).toContain('D:20260930')
  expect(Buffer.compare(pdf, Buffer.from(await renderPdf(report)))).toBe(0)
})

test('a character that no font can draw is printed as its code', async () => {
  const rare = { ...every, title: 'Rare \u{10330} and \u0007' }
  expect(Buffer.from(await renderPdf(rare)).toString('latin1')).toContain('/StructTreeRoot')
})

test('a table of 800 rows repeats its header over many pages', async () => {
  const rows = Array.from({ length: 800 }, (_, at) => [`Row ${at}`, String(at)])
  const table = { kind: 'table' as const, caption: 'Long', columns: [{ label: 'X' }, { label: 'Y' }], rows }
  const pdf = Buffer.from(await renderPdf({ ...every, sections: [{ id: 'long', title: 'Long', blocks: [table] }] }))
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(15)
})

test('the Word file has real headings, tables with header rows and links inside, and is the same each time', async () => {
  const docx = await renderDocx(every)
  const xml = (await unzip(docx)).get('word/document.xml')?.toString('utf8') ?? ''
  expect(xml).toContain('<w:pStyle w:val="Heading1"/>')
  expect(xml).toContain('<w:tblHeader/>')
  expect(xml).toContain('<w:hyperlink w:history="1" w:anchor="place2">')
  expect(xml).toContain('None at all.')
  expect(Buffer.compare(docx, await renderDocx(every))).toBe(0)
  const hostile = (await unzip(await renderDocx(suppliers))).get('word/document.xml')?.toString('utf8')
  expect(hostile).toContain('&lt;b&gt;Rakete&lt;/b&gt; &amp;')
})

test('sheets open again with the values that went in, formulas as text', async () => {
  const write = () => {
    const rows = (records.supplier ?? []).map((record) => sheetRow(supplierRegister, record, names))
    const sheet = { sheet: 'Suppliers', columns: sheetColumns(supplierRegister), rows }
    return renderXlsx(tellSheet(sheet), stampOf(sample.asOf))
  }
  const bytes = await write()
  expect(Buffer.compare(bytes, await write())).toBe(0)
  const xml = (await unzip(bytes)).get('xl/worksheets/sheet1.xml')?.toString('utf8')
  expect(xml).not.toContain('<f>')
  const table = await readTable(bytes, 'suppliers.xlsx')
  expect(JSON.stringify(table)).toContain('=HYPERLINK(\\"http://example.org\\",\\"click\\")')
  const soa = await readTable(
    await renderXlsx(tellSheet(soaSheet(sample.soaLines, sample.asOf)), stampOf(sample.asOf)),
    'soa.xlsx',
  )
  expect(JSON.stringify(soa)).toContain('Second reader for refusals')
})

test('personal data is left out unless asked for', () => {
  const people = [sample.personRegister, records.person ?? [], names, head] as const
  expect(JSON.stringify(registerReport(...people))).not.toMatch(/Ingrid|ingrid@/)
  expect(JSON.stringify(registerReport(...people, { personal: true }))).toContain('ingrid@example.org')
})

test('plain text keeps the words of links and badges', () => {
  expect(String(plainText(['State: ', badge('inForce'), ' ', link('x', 'RISK-1')]))).toBe('State: In force RISK-1')
})
