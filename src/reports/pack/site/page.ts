import { asSentence, type Said, say } from '../../../model/index.ts'
import { anchorOf } from '../../html/anchors.ts'
import type { Resolve } from '../../html/blocks.ts'
import { escapeHtml } from '../../html/escape.ts'
import { languageOf, reportFooter, reportHeader } from '../../html/renderHtml.ts'
import type { ReportHead } from '../../material.ts'
import type { Frame } from '../../tell.ts'
import type { ReportVoice } from '../../voice.ts'
import type { PackIndex } from '../packIndex.ts'
import { registerPage, relativeHref } from '../packPaths.ts'
import type { PackSource } from '../packSource.ts'

/** What all pages of one pack share. */
export interface Site {
  readonly source: PackSource
  readonly index: PackIndex
  readonly head: ReportHead
  readonly personal: boolean
  /** The language of its pages and documents. */
  readonly voice: ReportVoice
  readonly frame: Frame
  /** Clauses and controls with a place on the clause map. */
  readonly refs: ReadonlySet<string>
}

const mainPages = [
  ['index.html', asSentence(say`start`)],
  ['soa.html', say`Statement of applicability`],
  ['clauses.html', say`Clause map`],
  ['readiness.html', say`Readiness`],
  ['registers.html', say`Registers`],
  ['evidence.html', say`Evidence`],
] as const

export interface PageText {
  readonly path: string
  readonly title: Said
  readonly subtitle: Said
  /** HTML between header and footer. */
  readonly body: string
}

export function pageHtml(site: Site, page: PageText): string {
  return pageStart(site, page) + page.body + pageEnd(site)
}

/** Everything before the body; long pages are written in pieces. */
function pageStart(site: Site, page: Omit<PageText, 'body'>): string {
  const { path } = page
  const { frame, voice } = site
  const [title, subtitle] = [voice.say(page.title), voice.say(page.subtitle)]
  const href = (to: string) => escapeHtml(relativeHref(path, to))
  const links = mainPages.map(([to, label]) => {
    const current = to === path ? ' aria-current="page"' : ''
    return `<li><a href="${href(to)}"${current}>${sayHtml(site, label)}</a></li>`
  })
  return `<!doctype html>
<html${languageOf(frame)}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${title} – ${site.head.organisation}`)}</title>
<link rel="stylesheet" href="${href('assets/pack.css')}">
<script src="${href('assets/pack.js')}" defer></script>
</head>
<body>
<a class="skip" href="#content">${escapeHtml(frame.skip)}</a>
<nav class="site" aria-label="${sayHtml(site, say`Pack`)}"><ul>
${links.join('\n')}
</ul></nav>
${reportHeader({ organisation: site.head.organisation, title, subtitle, frame })}
<main id="content">
`
}

function pageEnd({ head, voice, frame }: Site): string {
  const footer = reportFooter({ organisation: head.organisation, generatedFrom: voice.say(head.generatedFrom), frame })
  return `\n</main>\n${footer}\n</body>\n</html>\n`
}

/** What a page says, as HTML in the language of the pack. */
export const sayHtml = ({ voice }: Pick<Site, 'voice'>, said: Said): string => escapeHtml(voice.say(said))

/** Finds the address, seen from a page, of a record, clause, register or file; undefined when the pack holds none. */
export function resolver(site: Site, from: string, here: ReadonlySet<string> = new Set()): Resolve {
  const place = (path: string | undefined, id?: string) =>
    path === undefined ? undefined : relativeHref(from, path) + (id === undefined ? '' : `#${anchorOf(id)}`)
  const registers = new Set(site.source.registers.map(({ name }) => name))
  return (to) => {
    if (here.has(to)) return `#${anchorOf(to)}`
    if (to.startsWith('file:')) return place(site.index.fileOf(to.slice(5)))
    if (to.startsWith('register:')) return registers.has(to.slice(9)) ? place(registerPage(to.slice(9))) : undefined
    if (site.refs.has(to)) return place('clauses.html', to)
    return place(site.index.pageOf(to), to)
  }
}

/** Links to the pages a long list is cut into. */
export function pagesNav(
  site: Pick<Site, 'voice'>,
  from: string,
  count: number,
  at: number,
  pathOf: (page: number) => string,
): string {
  if (count < 2) return ''
  const items = Array.from({ length: count }, (_, i) => i + 1).map((page) =>
    page === at
      ? `<li><strong aria-current="page">${page}</strong></li>`
      : `<li><a href="${escapeHtml(relativeHref(from, pathOf(page)))}">${page}</a></li>`,
  )
  return `<nav class="pages" aria-label="${sayHtml(site, say`Pages of this list`)}"><ul>${items.join('')}</ul></nav>\n`
}
