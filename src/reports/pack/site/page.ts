import { anchorOf } from '../../html/anchors.ts'
import type { Resolve } from '../../html/blocks.ts'
import { escapeHtml } from '../../html/escape.ts'
import { reportFooter, reportHeader } from '../../html/renderHtml.ts'
import type { ReportHead } from '../../material.ts'
import type { PackIndex } from '../packIndex.ts'
import { registerPage, relativeHref } from '../packPaths.ts'
import type { PackSource } from '../packSource.ts'

/** What all pages of one pack share. */
export interface Site {
  readonly source: PackSource
  readonly index: PackIndex
  readonly head: ReportHead
  readonly personal: boolean
  /** Clauses and controls with a place on the clause map. */
  readonly refs: ReadonlySet<string>
}

const mainPages = [
  ['index.html', 'Start'],
  ['soa.html', 'Statement of applicability'],
  ['clauses.html', 'Clause map'],
  ['readiness.html', 'Readiness'],
  ['registers.html', 'Registers'],
  ['evidence.html', 'Evidence'],
] as const

export interface PageText {
  readonly path: string
  readonly title: string
  readonly subtitle: string
  /** HTML between header and footer. */
  readonly body: string
}

export function pageHtml(site: Site, page: PageText): string {
  return pageStart(site, page) + page.body + pageEnd(site)
}

/** Everything before the body; long pages are written in pieces. */
function pageStart(site: Site, { path, title, subtitle }: Omit<PageText, 'body'>): string {
  const href = (to: string) => escapeHtml(relativeHref(path, to))
  const links = mainPages.map(([to, label]) => {
    const current = to === path ? ' aria-current="page"' : ''
    return `<li><a href="${href(to)}"${current}>${label}</a></li>`
  })
  return `<!doctype html>
<html lang="en">
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
<a class="skip" href="#content">Skip to the content</a>
<nav class="site" aria-label="Pack"><ul>
${links.join('\n')}
</ul></nav>
${reportHeader({ ...site.head, title, subtitle })}
<main id="content">
`
}

const pageEnd = (site: Site): string =>
  `\n</main>\n${reportFooter({ ...site.head, title: '', subtitle: '' })}\n</body>\n</html>\n`

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
export function pagesNav(from: string, count: number, at: number, pathOf: (page: number) => string): string {
  if (count < 2) return ''
  const items = Array.from({ length: count }, (_, i) => i + 1).map((page) =>
    page === at
      ? `<li><strong aria-current="page">${page}</strong></li>`
      : `<li><a href="${escapeHtml(relativeHref(from, pathOf(page)))}">${page}</a></li>`,
  )
  return `<nav class="pages" aria-label="Pages of this list"><ul>${items.join('')}</ul></nav>\n`
}
