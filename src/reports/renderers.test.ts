import { expect, test } from 'vitest'
import * as sample from '../../test/support/reportSample.ts'
import { unzip } from '../../test/support/zipFiles.ts'
import { readTable } from '../exchange/tabular/readTable.ts'
import { voiceOf } from '../server/language/voiceOf.ts'
import { stampOf } from './days.ts'
import { badge, link, plainText } from './document.ts'
import { renderDocx } from './docx/renderDocx.ts'
import { fitWords } from './fitWords.ts'
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

test.each([
  ['English', undefined, 'statement-of-applicability.golden.html'],
  ['German', voiceOf('de'), 'statement-of-applicability.de.golden.html'],
])('the statement of applicability in %s reads as reviewed', async (_name, voice, golden) => {
  const html = renderHtml(tellReport(soaReport(sample.soaLines, head), voice))
    .replace(/sha256-[^']+/, 'sha256-…')
    .replace(/<style>.*<\/style>/s, '')
  await expect(html).toMatchFileSnapshot(`../../test/golden/${golden}`)
})

test('a PDF and a Word file say which language they are in, and are the same each time in each', async () => {
  const german = tellReport(soaReport(sample.soaLines, head), voiceOf('de'))
  const [english, pdf, word] = [
    Buffer.from(await renderPdf(tellReport(soaReport(sample.soaLines, head)))),
    Buffer.from(await renderPdf(german)),
    await renderDocx(german),
  ]
  expect(english.toString('latin1')).toContain('/Lang (en)')
  expect(pdf.toString('latin1')).toContain('/Lang (de)')
  expect(Buffer.compare(pdf, Buffer.from(await renderPdf(german)))).toBe(0)
  expect(Buffer.compare(word, await renderDocx(german))).toBe(0)
  const parts = await unzip(word)
  expect(parts.get('word/styles.xml')?.toString('utf8')).toContain('<w:lang w:val="de-DE"/>')
  const footers = [...parts].filter(([path]) => path.startsWith('word/footer')).map(([, part]) => part.toString('utf8'))
  expect(footers.join('').replace(/<[^>]*>/g, '')).toContain('Erklärung zur Anwendbarkeit   Seite ')
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

test('a German sheet has German heads, states and choices; numbers, days and what people wrote stay values', async () => {
  const rows = (records.supplier ?? []).map((record) => sheetRow(supplierRegister, record, names))
  const told = tellSheet({ sheet: 'x', columns: sheetColumns(supplierRegister), rows }, voiceOf('de'))
  const [first, second] = await Array.fromAsync(told.rows)
  expect(told.columns.slice(0, 3).map(({ label }) => label)).toEqual(['Nummer', 'Name', 'Zustand'])
  expect(first).toMatchObject({
    title: 'Northlight Models',
    state: 'Genehmigt',
    provides: 'Modell; Plattform',
    providesAi: true,
    reviewBy: '2027-03-31',
    version: 2,
  })
  expect(second?.description).toBe('=HYPERLINK("http://example.org","click")')
})

test('columns hold the longest word of their head and badges, and stay as they are where it fits', () => {
  const columns = [
    { label: 'A', width: 5 },
    { label: 'Verantwortungsbereich', width: 1 },
    { label: 'C', kind: 'badge' as const },
  ]
  const rows = [['x', 'y', [{ kind: 'badge' as const, tone: 'due' as const, text: 'Nichtkonformität' }]]]
  const [first, second, third] = fitWords(columns, rows)
  expect(first).toBe(columns[0])
  expect(second?.width).toBeGreaterThan(1.5)
  expect(third?.width).toBeGreaterThan(1.4)
  expect(fitWords([{ label: 'A' }, { label: 'B' }], [['a word that breaks', 'x']])).toEqual([
    { label: 'A' },
    { label: 'B' },
  ])
})

test('personal data is left out unless asked for', () => {
  const people = [sample.personRegister, records.person ?? [], names, head] as const
  expect(JSON.stringify(registerReport(...people))).not.toMatch(/Ingrid|ingrid@/)
  expect(JSON.stringify(registerReport(...people, { personal: true }))).toContain('ingrid@example.org')
})

test('plain text keeps the words of links and badges', () => {
  expect(String(plainText(['State: ', badge('inForce'), ' ', link('x', 'RISK-1')]))).toBe('State: In force RISK-1')
})
