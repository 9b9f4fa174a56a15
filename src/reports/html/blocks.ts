import {
  type Badge,
  type Block,
  type Fact,
  type Inline,
  inlines,
  type Rich,
  type Section,
  type Styled,
  type Table,
} from '../document.ts'
import { toneLooks } from '../looks.ts'
import { anchorOf } from './anchors.ts'
import { escapeHtml } from './escape.ts'

/** Where a link leads; undefined when the place is not there, and the text stands alone. */
export type Resolve = (to: string) => string | undefined

/** A section as HTML, its heading at the given level (2 to 6). */
export function sectionHtml(section: Section<string>, resolve: Resolve, level = 2): string {
  const id = anchorOf(section.id)
  const tag = `h${Math.min(level, 6)}`
  const inner = section.blocks.map((block) => blockHtml(block, resolve, level + 1)).join('\n')
  const below = (section.sections ?? []).map((child) => sectionHtml(child, resolve, level + 1)).join('\n')
  return `<section id="${id}" aria-labelledby="${id}-title">
<${tag} id="${id}-title" dir="auto">${escapeHtml(section.title)}</${tag}>
${inner}${below ? `\n${below}` : ''}
</section>`
}

export function blockHtml(block: Block<string>, resolve: Resolve, level: number): string {
  switch (block.kind) {
    case 'heading':
      return `<h${Math.min(level, 6)} dir="auto">${escapeHtml(block.text)}</h${Math.min(level, 6)}>`
    case 'paragraph':
      return paragraphs(block.text, resolve)
    case 'facts':
      return factsHtml(block.items, resolve)
    case 'table':
      return tableHtml(block, resolve)
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul'
      const items = block.items.map((item) => `<li dir="auto">${richHtml(item, resolve)}</li>`).join('\n')
      return `<${tag}>\n${items}\n</${tag}>`
    }
    case 'callout': {
      const { hue, sign } = toneLooks[block.tone]
      return `<aside class="callout ${hue}"><p><strong><span aria-hidden="true">${sign}</span> ${escapeHtml(block.title)}</strong></p>
${paragraphs(block.text, resolve)}</aside>`
    }
  }
}

export function richHtml(rich: Rich<string>, resolve: Resolve): string {
  return inlines(rich)
    .map((part) => inlineHtml(part, resolve))
    .join('')
}

function inlineHtml(part: Inline<string>, resolve: Resolve): string {
  if (typeof part === 'string') return escapeHtml(part)
  if (part.kind === 'badge') return badgeHtml(part)
  if (part.kind === 'styled') return styledHtml(part)
  const href = resolve(part.to)
  const text = `<bdi>${escapeHtml(part.text)}</bdi>`
  return href === undefined ? text : `<a href="${escapeHtml(href)}">${text}</a>`
}

function styledHtml({ text, strong, emphasis, deleted, code, href }: Styled<string>): string {
  const marks = [strong ? 'strong' : '', emphasis ? 'em' : '', deleted ? 'del' : '', code ? 'code' : ''].filter(Boolean)
  const inner = marks.reduceRight((html, mark) => `<${mark}>${html}</${mark}>`, escapeHtml(text))
  return href === undefined ? inner : `<a href="${escapeHtml(href)}" rel="noreferrer noopener">${inner}</a>`
}

export function badgeHtml({ tone, text }: Badge<string>): string {
  const { hue, sign } = toneLooks[tone]
  return `<span class="badge ${hue}"><span aria-hidden="true">${sign}</span> ${escapeHtml(text)}</span>`
}

/** A blank line parts paragraphs; single line ends are kept by the style. */
function paragraphs(rich: Rich<string>, resolve: Resolve): string {
  if (typeof rich !== 'string') return `<p dir="auto">${richHtml(rich, resolve)}</p>`
  return rich
    .split(/\r?\n\s*\r?\n/)
    .map((text) => `<p dir="auto">${escapeHtml(text)}</p>`)
    .join('\n')
}

function factsHtml(items: readonly Fact<string>[], resolve: Resolve): string {
  const rows = items.map(({ label, value, blocks }) => {
    const shown = blocks
      ? `<dd>\n${blocks.map((block) => blockHtml(block, resolve, 6)).join('\n')}\n</dd>`
      : `<dd dir="auto">${richHtml(value, resolve)}</dd>`
    return `<div><dt>${escapeHtml(label)}</dt>${shown}</div>`
  })
  return `<dl>\n${rows.join('\n')}\n</dl>`
}

/** The head of a table up to its first row; `tableEnd` closes it. Long tables are written row by row in between. */
export function tableStart(table: Omit<Table<string>, 'rows' | 'kind'>): string {
  const total = table.columns.reduce((sum, column) => sum + (column.width ?? 1), 0)
  const cols = table.columns.map(
    ({ width }) => `<col class="w${Math.max(1, Math.round(((width ?? 1) / total) * 20))}">`,
  )
  const heads = table.columns.map(({ label, kind }) => `<th scope="col"${cellClass(kind)}>${escapeHtml(label)}</th>`)
  const name = escapeHtml(table.caption)
  return `<div class="table" role="region" aria-label="${name}" tabindex="0"><table>
<caption>${name}</caption>
<colgroup>${cols.join('')}</colgroup>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>
`
}

export const tableEnd = '</tbody></table></div>'

/** A row; its first cell heads the row. */
export function rowHtml(columns: Table<string>['columns'], row: readonly Rich<string>[], resolve: Resolve): string {
  const cells = columns.map(({ kind }, at) => {
    const inner = richHtml(row[at] ?? '', resolve)
    const direction = kind === 'number' || kind === 'date' || inner === '' ? '' : ' dir="auto"'
    return at === 0
      ? `<th scope="row"${cellClass(kind)}${direction}>${inner}</th>`
      : `<td${cellClass(kind)}${direction}>${inner}</td>`
  })
  return `<tr>${cells.join('')}</tr>\n`
}

const cellClass = (kind: string | undefined) => (kind && kind !== 'text' ? ` class="c-${kind}"` : '')

function tableHtml(table: Table<string>, resolve: Resolve): string {
  if (table.rows.length === 0) return `<p class="empty">${escapeHtml(table.empty ?? '')}</p>`
  return tableStart(table) + table.rows.map((row) => rowHtml(table.columns, row, resolve)).join('') + tableEnd
}
