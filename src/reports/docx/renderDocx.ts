import {
  AlignmentType,
  Bookmark,
  Document,
  Footer,
  Header,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  ShadingType,
  TextRun,
} from 'docx'
import { stampOf } from '../days.ts'
import { type Block, walkSections } from '../document.ts'
import { hueColours, toneLooks } from '../looks.ts'
import type { Frame, ToldReport } from '../tell.ts'
import { rezip } from './rezip.ts'
import { clean, makeRuns, type Runs } from './runs.ts'
import { factsTable, listParagraphs, pageWidth, wordTable } from './tables.ts'
import { type Xmlable, xmlText } from './xmlText.ts'

const levels = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4] as const
const soft = '69645D'

/** Where the sections go once they are text. */
const place = 'the sections of the report'
const placeParagraph = /<w:p>(?:(?!<w:p>).)*the sections of the report(?:(?!<\/w:p>).)*<\/w:p>/s

/** A report as a Word file: real headings, real tables with repeated header rows, links inside, page numbers. */
export async function renderDocx(report: ToldReport): Promise<Uint8Array> {
  const walked = [...walkSections(report.sections)]
  const marks = new Map<string, string>()
  for (const { section } of walked) if (!marks.has(section.id)) marks.set(section.id, `place${marks.size + 1}`)
  const runs = makeRuns(marks)
  const wide = walked.some(({ section }) => section.blocks.some((b) => b.kind === 'table' && b.columns.length > 6))
  const marked = new Set<string>()
  const bodyOf = ({ section, depth }: (typeof walked)[number]) => {
    const title = new TextRun(clean(section.title))
    const mark = marked.has(section.id) ? undefined : marks.get(section.id)
    marked.add(section.id)
    return [
      new Paragraph({
        heading: levels[Math.min(depth, 3)],
        children: mark ? [new Bookmark({ id: mark, children: [title] })] : [title],
      }),
      ...section.blocks.flatMap((block) => blockParts(block, runs, depth, pageWidth(wide))),
    ]
  }
  const { frame } = report
  const [before, between, after] = frame.page
  const facts = [
    { label: frame.organisationLabel, value: report.organisation },
    { label: frame.asOfLabel, value: frame.moment },
    { label: frame.drawnFromLabel, value: report.generatedFrom },
  ]
  const document = new Document({
    title: clean(report.title),
    creator: clean(report.organisation),
    lastModifiedBy: clean(report.organisation),
    description: clean(report.subtitle),
    styles: stylesIn(frame),
    numbering: {
      config: [
        {
          reference: 'bullets',
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: '•',
              style: { paragraph: { indent: { left: 400, hanging: 260 } } },
            },
          ],
        },
        {
          reference: 'ordered',
          levels: [
            {
              level: 0,
              format: LevelFormat.DECIMAL,
              text: '%1.',
              style: { paragraph: { indent: { left: 400, hanging: 400 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            margin: { top: 1300, bottom: 1100, left: 1020, right: 1020 },
            size: { width: 11906, height: 16838, ...(wide ? { orientation: PageOrientation.LANDSCAPE } : {}) },
          },
        },
        headers: {
          default: new Header({
            children: [small([clean(report.organisation), `   ${clean(frame.asOf)}`])],
          }),
        },
        footers: {
          default: new Footer({
            children: [
              small([`${clean(report.title)}   ${before}`, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after]),
            ],
          }),
        },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: runs(report.title) }),
          new Paragraph({ children: runs(report.subtitle, { size: 24 }), spacing: { after: 160 } }),
          ...factsTable(facts, runs, pageWidth(wide)),
          new Paragraph({ children: [new TextRun(place)] }),
        ],
      },
    ],
  })
  // Section by section, each let go once it is text: as objects, what one record says takes a megabyte.
  const context = { file: document, viewWrapper: document.Document, stack: [] }
  const body = walked.map((walk) =>
    bodyOf(walk)
      .map((part) => xmlText(part.prepForXml(context) as Xmlable))
      .join(''),
  )
  const lists = new Map(
    document.Numbering.ConcreteNumbering.map((list) => [`{${list.reference}-${list.instance}}`, String(list.numId)]),
  )
  const written = await Packer.toBuffer(document)
  return rezip(written, stampOf(report.asOf), (name, xml) =>
    name === 'word/document.xml'
      ? xml.replace(placeParagraph, () =>
          body.join('').replace(/(?<=<w:numId w:val=")\{[^}"]+\}/g, (list) => lists.get(list) ?? list),
        )
      : xml,
  )
}

const small = (children: (string | (typeof PageNumber)[keyof typeof PageNumber])[]) =>
  new Paragraph({ children: [new TextRun({ children, size: 16, color: soft })] })

function blockParts(block: Block<string>, runs: Runs, depth: number, width: number) {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ heading: levels[Math.min(depth + 1, 3)], children: runs(block.text) })]
    case 'paragraph':
      return [new Paragraph({ children: runs(block.text) })]
    case 'facts':
      return factsTable(block.items, runs, width)
    case 'table':
      return wordTable(block, runs, width)
    case 'list':
      return listParagraphs(block, runs)
    case 'callout': {
      const { hue, sign } = toneLooks[block.tone]
      const { ink, ground } = hueColours[hue]
      const shading = { type: ShadingType.CLEAR, color: 'auto', fill: ground.slice(1) }
      const title = new Paragraph({
        shading,
        keepNext: true,
        spacing: { after: 0 },
        children: runs(`${sign} ${block.title}`, { bold: true, color: ink.slice(1) }),
      })
      return [title, new Paragraph({ shading, children: runs(block.text) })]
    }
  }
}

const heading = (size: number, before: number) => ({
  run: { size, bold: true, color: '23211E', font: 'Calibri' },
  paragraph: { spacing: { before, after: 100 }, keepNext: true },
})

const stylesIn = ({ locale }: Frame) => ({
  default: {
    document: {
      run: { font: 'Calibri', size: 20, color: '23211E', language: { value: locale } },
      paragraph: { spacing: { after: 100 }, alignment: AlignmentType.START },
    },
    title: { run: { size: 40, bold: true, color: '23211E', font: 'Calibri' }, paragraph: { spacing: { after: 80 } } },
    heading1: heading(28, 360),
    heading2: heading(23, 280),
    heading3: heading(20, 200),
    heading4: heading(20, 160),
  },
})
