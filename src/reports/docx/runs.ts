import { ExternalHyperlink, InternalHyperlink, type ParagraphChild, ShadingType, TextRun } from 'docx'
import { type Inline, inlines, type Rich, type Styled } from '../document.ts'
import { hueColours, toneLooks } from '../looks.ts'

/** Turns text with links and badges into runs. */
export interface Runs {
  (
    rich: Rich<string>,
    look?: { readonly bold?: boolean; readonly color?: string; readonly size?: number },
  ): ParagraphChild[]
  /** A number for each numbered list, so that every list begins at one. */
  readonly nextList: () => number
}

const accent = '0C5A56'

/** Runs that link to the places a report has, by their bookmarks. */
export function makeRuns(marks: ReadonlyMap<string, string>): Runs {
  let lists = 0
  const runs = (rich: Rich<string>, look: object = {}) => inlines(rich).flatMap((part) => inlineRuns(part, marks, look))
  return Object.assign(runs, { nextList: () => ++lists })
}

function inlineRuns(part: Inline<string>, marks: ReadonlyMap<string, string>, look: object): ParagraphChild[] {
  if (typeof part === 'string') return lines(part, look)
  if (part.kind === 'badge') {
    const { hue, sign } = toneLooks[part.tone]
    const { ink, ground } = hueColours[hue]
    const shading = { type: ShadingType.CLEAR, color: 'auto', fill: ground.slice(1) }
    // The sign never stands on a line of its own.
    const text = `\u00a0${sign}\u00a0${clean(part.text)}\u00a0`
    return [new TextRun({ ...look, text, bold: true, color: ink.slice(1), shading })]
  }
  if (part.kind === 'styled') {
    const children = lines(part.text, { ...look, ...wordLook(part) })
    return part.href === undefined ? children : [new ExternalHyperlink({ link: part.href, children })]
  }
  const anchor = marks.get(part.to)
  if (anchor === undefined) return lines(part.text, look)
  return [new InternalHyperlink({ anchor, children: lines(part.text, { ...look, color: accent, underline: {} }) })]
}

const wordLook = ({ strong, emphasis, deleted, code, href }: Styled<string>): object => ({
  ...(strong ? { bold: true } : {}),
  ...(emphasis ? { italics: true } : {}),
  ...(deleted ? { strike: true } : {}),
  ...(code ? { font: 'Consolas' } : {}),
  ...(href === undefined ? {} : { color: accent, underline: {} }),
})

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
