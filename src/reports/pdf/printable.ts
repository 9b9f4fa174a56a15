import { type Block, type Inline, inlines, type Rich, type ShownTone, walkSections } from '../document.ts'
import { hueColours, toneLooks } from '../looks.ts'
import type { ToldReport } from '../tell.ts'

/** The families text is set in, first that has the character wins. */
export const fontFamilies = ['Source Sans 3', 'DejaVu Sans', 'Noto Sans SC', 'Noto Sans KR', 'Noto Emoji']

/** More columns than this need the page turned. */
const uprightColumns = 6

/** A report as the layout expects it: sections in one row with their depth, links only where their target exists. */
export function printable(report: ToldReport, clean: (text: string) => string): Record<string, unknown> {
  const walked = [...walkSections(report.sections)]
  const places = new Set(walked.map(({ section }) => section.id))
  const used = new Set<string>()
  const { frame } = report
  const part = (inline: Inline<string>) => {
    if (typeof inline === 'string') return clean(inline)
    if (inline.kind === 'badge') return { ...look(inline.tone), text: clean(inline.text) }
    if (inline.kind === 'styled') return { ...inline, text: clean(inline.text) }
    const text = clean(inline.text)
    return places.has(inline.to) ? { to: inline.to, text } : { text }
  }
  const rich = (value: Rich<string>) => inlines(value).map(part)
  const block = (it: Block<string>) => printableBlock(it, rich, clean)
  return {
    title: clean(report.title),
    subtitle: clean(report.subtitle),
    organisation: clean(report.organisation),
    moment: frame.moment,
    asOf: frame.asOf,
    labels: [frame.organisationLabel, frame.asOfLabel, frame.drawnFromLabel],
    page: frame.page,
    // The layout knows languages by their code alone.
    language: frame.language.split('-')[0],
    direction: frame.direction,
    generatedFrom: clean(report.generatedFrom),
    date: report.asOf.slice(0, 10).split('-').map(Number),
    wide: walked.some(({ section }) =>
      section.blocks.some((b) => b.kind === 'table' && b.columns.length > uprightColumns),
    ),
    fonts: fontFamilies,
    mono: ['DejaVu Sans Mono', ...fontFamilies],
    hues: hueColours,
    sections: walked.map(({ section, depth }) => {
      // A label may stand once only; later sections of the same name are reached through the first.
      const id = used.has(section.id) ? `${section.id}#${used.size}` : section.id
      used.add(id)
      return { id, depth, title: clean(section.title), blocks: section.blocks.map(block) }
    }),
  }
}

const look = (tone: ShownTone) => toneLooks[tone]

function printableBlock(
  it: Block<string>,
  rich: (value: Rich<string>) => unknown[],
  clean: (text: string) => string,
): unknown {
  switch (it.kind) {
    case 'heading':
      return { kind: it.kind, text: clean(it.text) }
    case 'paragraph':
      return { kind: it.kind, text: rich(it.text) }
    case 'facts':
      return {
        kind: it.kind,
        items: it.items.map(({ label, value, blocks }) => ({
          label: clean(label),
          ...(blocks ? { blocks: blocks.map((b) => printableBlock(b, rich, clean)) } : { value: rich(value) }),
        })),
      }
    case 'list':
      return { kind: it.kind, ordered: it.ordered ?? false, items: it.items.map(rich) }
    case 'callout':
      return { kind: it.kind, ...look(it.tone), title: clean(it.title), text: rich(it.text) }
    case 'table':
      return {
        kind: it.kind,
        caption: clean(it.caption),
        empty: clean(it.empty ?? ''),
        columns: it.columns.map((c) => ({ label: clean(c.label), width: c.width ?? 1, kind: c.kind ?? 'text' })),
        // Wrapped, so that the layout can lay all cells in one row without losing where one ends.
        rows: it.rows.map((row) => it.columns.map((_column, at) => ({ parts: rich(row[at] ?? '') }))),
      }
  }
}
