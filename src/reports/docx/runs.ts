import { InternalHyperlink, type ParagraphChild, ShadingType, TextRun } from 'docx'
import { type Inline, inlines, type Rich } from '../document.ts'
import { hueColours, toneLooks } from '../looks.ts'

/** Turns text with links and badges into runs. */
export type Runs = (
  rich: Rich,
  look?: { readonly bold?: boolean; readonly color?: string; readonly size?: number },
) => ParagraphChild[]

const accent = '0C5A56'

/** Runs that link to the places a report has, by their bookmarks. */
export function makeRuns(marks: ReadonlyMap<string, string>): Runs {
  return (rich, look = {}) => inlines(rich).flatMap((part) => inlineRuns(part, marks, look))
}

function inlineRuns(part: Inline, marks: ReadonlyMap<string, string>, look: object): ParagraphChild[] {
  if (typeof part === 'string') return lines(part, look)
  if (part.kind === 'badge') {
    const { hue, sign } = toneLooks[part.tone]
    const { ink, ground } = hueColours[hue]
    const shading = { type: ShadingType.CLEAR, color: 'auto', fill: ground.slice(1) }
    return [new TextRun({ ...look, text: ` ${sign} ${clean(part.text)} `, bold: true, color: ink.slice(1), shading })]
  }
  const anchor = marks.get(part.to)
  if (anchor === undefined) return lines(part.text, look)
  return [new InternalHyperlink({ anchor, children: lines(part.text, { ...look, color: accent, underline: {} }) })]
}

function lines(text: string, look: object): TextRun[] {
  return clean(text)
    .split('\n')
    .map((line, at) => new TextRun({ ...look, text: line, ...(at > 0 ? { break: 1 } : {}) }))
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids these characters
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Text as XML can hold it. */
export function clean(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(forbidden, '\ufffd')
}
