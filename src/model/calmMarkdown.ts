/** What people write stays far below these; what passes them is made to keep whoever reads it waiting. */
const most = {
  /** Quotes and lists within one another. */
  deep: 12,
  /** Marks of emphasis, of links and of code that readers of Markdown pair with one another, in one paragraph. */
  marks: 600,
  /** Lines of one paragraph in a quote or an item that do not begin one themselves. */
  following: 200,
  /** Lines of the whole text that begin an item or a quote, or are rows of a table. */
  begun: 3000,
  /** Columns of a table: every row is filled up to them. */
  columns: 100,
  characters: 200_000,
} as const

/**
 * Whether a text can be read as Markdown in a moment. Readers of Markdown pair every mark with every other and call
 * themselves for whatever lies within something: a line of a thousand dashes keeps them busy for minutes, or ends them.
 * Such a text is shown as it was typed.
 */
export function isCalmMarkdown(text: string): boolean {
  if (text.length > most.characters) return false
  let [marks, following, begun, isInside, isCode] = [0, 0, 0, false, false]
  for (const line of text.split(/\r\n?|\n/)) {
    // Code by itself is not read; inside of items and quotes it ends with them, so there it counts.
    if (!isInside && /^(```+[^`]*|~~~.*)$/.test(line)) isCode = !isCode
    if (isCode) continue
    const { deep, rest } = beginOf(line)
    // Marks are paired within a paragraph, an item, a heading or a row.
    if (deep > 0 || /^\s*(#|\||$)/.test(line)) marks = following = 0
    else if (isInside) following += 1
    isInside = deep > 0 || (isInside && line.trim() !== '')
    if (deep > 0 || line.includes('|')) begun += 1
    marks += countOf(rest, /[*_~]+|!?\[|\]|`+|</g, most.marks)
    if (deep > most.deep || marks > most.marks || following > most.following || begun > most.begun) return false
    if (countOf(rest, /\|/g, most.columns) > most.columns) return false
  }
  return true
}

/** How many quotes and items of lists a line begins, with the room before them that puts it inside those above. */
function beginOf(line: string): { deep: number; rest: string } {
  const start = /^(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/.exec(line)?.[0] ?? ''
  const begun = countOf(start, />|[-+*]|\d+[.)]/g, most.deep)
  const room = /^[ \t]*/.exec(start)?.[0].replaceAll('\t', '    ').length ?? 0
  return { deep: begun === 0 ? 0 : begun + Math.floor(room / 4), rest: line.slice(start.length) }
}

function countOf(text: string, pattern: RegExp, enough: number): number {
  let found = 0
  for (const _ of text.matchAll(pattern)) {
    found += 1
    if (found > enough) break
  }
  return found
}
