import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { isCalmMarkdown } from '../../model/calmMarkdown.ts'
import { type Inline, inlines, type Rich, type Styled, type TextBlock } from '../document.ts'

type Root = ReturnType<typeof fromMarkdown>
type RootContent = Root['children'][number]
type PhrasingContent = Extract<RootContent, { type: 'paragraph' }>['children'][number]

/** Parsing costs a hundred times as much as looking for what might be Markdown; most texts hold none. */
const maybeMarkdown = /[*_`#>[\]~|<\\&]|^\s*[-+] |^\s*\d+[.)] |\n\s*\n|https?:|www\./m

/**
 * What a person wrote in a long text, as blocks: paragraphs, headings, lists, emphasis, links. Markup is text, pictures
 * are their description, and only addresses a reader may safely follow become links. Null when it is plain text, or would take long to read.
 */
export function parseMarkdown(text: string): readonly TextBlock<string>[] | null {
  if (!maybeMarkdown.test(text) || !isCalmMarkdown(text)) return null
  const unified = text.replace(/\r\n?/g, '\n')
  const root = fromMarkdown(unified, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  return root.children.flatMap((node) => blocksOf(node, unified))
}

function blocksOf(node: RootContent, source: string): TextBlock<string>[] {
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', text: plain(node) }]
    case 'paragraph':
      return [{ kind: 'paragraph', text: inlinesOf(node.children, {}, source) }]
    case 'list':
      return [
        { kind: 'list', ordered: node.ordered ?? false, items: node.children.map((item) => itemOf(item, source)) },
      ]
    case 'blockquote':
      return node.children.flatMap((child) => blocksOf(child, source))
    case 'code':
      return [{ kind: 'paragraph', text: [styled(node.value, { code: true })] }]
    case 'table':
      return [{ kind: 'list', items: tableItems(node, source) }]
    case 'thematicBreak':
      return []
    default:
      // HTML, footnotes, definitions: shown as they were typed, so that nothing is hidden.
      return [{ kind: 'paragraph', text: source.slice(node.position?.start.offset, node.position?.end.offset) }]
  }
}

/** An item with what stands below it on lines of its own. */
function itemOf(item: Extract<RootContent, { type: 'listItem' }>, source: string): Rich<string> {
  const tick = item.checked === true ? '☑ ' : item.checked === false ? '☐ ' : ''
  const parts = item.children.flatMap((child) => blocksOf(child, source)).map(linesOf)
  return [tick, ...joinedLines(parts)].filter((part) => part !== '')
}

function linesOf(block: TextBlock<string>): Inline<string>[] {
  switch (block.kind) {
    case 'paragraph':
      return [...inlines(block.text)]
    case 'heading':
      return [styled(block.text, { strong: true })]
    case 'list':
      return joinedLines(
        block.items.map((item, at) => [block.ordered ? `\u2003${at + 1}. ` : '\u2003– ', ...inlines(item)]),
      )
  }
}

const joinedLines = (lines: readonly (readonly Inline<string>[])[]): Inline<string>[] =>
  lines.flatMap((line, at) => (at === 0 ? [...line] : ['\n', ...line]))

/** A row as a line, each value under its heading: a table inside a cell of a table is read by nobody. */
function tableItems(table: Extract<RootContent, { type: 'table' }>, source: string): Rich<string>[] {
  const [head, ...rows] = table.children
  const labels = (head?.children ?? []).map((cell) => plain(cell))
  const cellOf = (cell: { children: PhrasingContent[] }, at: number): Inline<string>[] => [
    ...(labels[at] ? [`${labels[at]}: `] : []),
    ...inlinesOf(cell.children, {}, source),
  ]
  if (rows.length === 0) return [source.slice(table.position?.start.offset, table.position?.end.offset)]
  return rows.map(({ children }) => children.map(cellOf).flatMap((part, at) => (at === 0 ? part : ['; ', ...part])))
}

type Look = Omit<Styled, 'kind' | 'text'>

function inlinesOf(nodes: readonly PhrasingContent[], look: Look, source: string): Inline<string>[] {
  return nodes.flatMap((node): Inline<string>[] => {
    switch (node.type) {
      case 'text':
        return [styled(node.value, look)]
      case 'strong':
        return inlinesOf(node.children, { ...look, strong: true }, source)
      case 'emphasis':
        return inlinesOf(node.children, { ...look, emphasis: true }, source)
      case 'delete':
        return inlinesOf(node.children, { ...look, deleted: true }, source)
      case 'inlineCode':
        return [styled(node.value, { ...look, code: true })]
      case 'break':
        return ['\n']
      case 'html':
        return [styled(node.value, look)]
      case 'image':
        return [styled(node.alt || node.url, look)]
      case 'link': {
        // An address in running text stays text: where it ends is a guess, and nobody said it should be followed.
        const isMeant = '[<'.includes(source[node.position?.start.offset ?? source.length] ?? ' ')
        const href = isMeant ? safeAddress(node.url) : null
        return inlinesOf(node.children, href === null ? look : { ...look, href }, source)
      }
      default:
        return [styled(plain(node), look)]
    }
  })
}

const styled = (text: string, look: Look): Inline<string> =>
  Object.keys(look).length === 0 ? text : { kind: 'styled', text, ...look }

/** Addresses that open a page or a mail, nothing that runs. */
function safeAddress(url: string): string | null {
  const parsed = URL.parse(url)
  return parsed !== null && ['https:', 'http:', 'mailto:'].includes(parsed.protocol) ? parsed.href : null
}

function plain(node: RootContent): string {
  if ('value' in node) return node.value
  if ('alt' in node) return node.alt ?? ''
  if (node.type === 'footnoteReference' || node.type === 'linkReference')
    return 'label' in node ? `[${node.label}]` : ''
  return 'children' in node ? node.children.map((child) => plain(child)).join('') : ''
}
