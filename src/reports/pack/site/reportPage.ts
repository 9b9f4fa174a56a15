import { type Said, say } from '../../../model/index.ts'
import type { Report } from '../../document.ts'
import { walkSections } from '../../document.ts'
import { anchorOf } from '../../html/anchors.ts'
import { sectionHtml } from '../../html/blocks.ts'
import { escapeHtml } from '../../html/escape.ts'
import { hole, tellReport } from '../../tell.ts'
import { relativeHref } from '../packPaths.ts'
import { pageHtml, resolver, type Site, sayHtml } from './page.ts'

/** A report as a page of the site, with the places the site has behind its links. */
export function reportPage(site: Site, path: string, drawn: Report, downloads: readonly string[] = []): string {
  const report = tellReport(drawn, site.voice)
  const here = new Set([...walkSections(report.sections)].map(({ section }) => section.id))
  const resolve = resolver(site, path, here)
  const contents = report.sections.map(
    ({ id, title }) => `<li><a href="#${anchorOf(id)}"><bdi>${escapeHtml(title)}</bdi></a></li>`,
  )
  const nav =
    contents.length > 2
      ? `<nav aria-label="${escapeHtml(report.frame.contents)}"><ul>\n${contents.join('\n')}\n</ul></nav>\n`
      : ''
  const sections = report.sections.map((section) => sectionHtml(section, resolve)).join('\n')
  return pageHtml(site, {
    path,
    title: report.title,
    subtitle: report.subtitle,
    body: downloadsHtml(site, path, downloads) + nav + sections,
  })
}

/** `Also as PDF, Word, Excel`. */
export function downloadsHtml(site: Site, from: string, paths: readonly string[]): string {
  if (paths.length === 0) return ''
  const names: Readonly<Record<string, Said>> = { pdf: 'PDF', docx: 'Word', xlsx: 'Excel', jsonl: say`JSON lines` }
  const links = paths.map((path) => {
    const kind = path.slice(path.lastIndexOf('.') + 1)
    return `<a href="${escapeHtml(relativeHref(from, path))}">${sayHtml(site, names[kind] ?? kind)}</a>`
  })
  return `<p class="soft">${alsoAs(site, links.join(', '))}</p>\n`
}

/** The sentence around links; they are HTML already. */
function alsoAs(site: Site, links: string): string {
  const [before = '', after = ''] = site.voice.say(say`Also as ${hole}.`).split(hole)
  return escapeHtml(before) + links + escapeHtml(after)
}
