import type { Report } from '../../document.ts'
import { walkSections } from '../../document.ts'
import { anchorOf } from '../../html/anchors.ts'
import { sectionHtml } from '../../html/blocks.ts'
import { escapeHtml } from '../../html/escape.ts'
import { relativeHref } from '../packPaths.ts'
import { pageHtml, resolver, type Site } from './page.ts'

/** A report as a page of the site, with the places the site has behind its links. */
export function reportPage(site: Site, path: string, report: Report, downloads: readonly string[] = []): string {
  const here = new Set([...walkSections(report.sections)].map(({ section }) => section.id))
  const resolve = resolver(site, path, here)
  const contents = report.sections.map(
    ({ id, title }) => `<li><a href="#${anchorOf(id)}"><bdi>${escapeHtml(title)}</bdi></a></li>`,
  )
  const nav = contents.length > 2 ? `<nav aria-label="Contents"><ul>\n${contents.join('\n')}\n</ul></nav>\n` : ''
  const sections = report.sections.map((section) => sectionHtml(section, resolve)).join('\n')
  return pageHtml(site, {
    path,
    title: report.title,
    subtitle: report.subtitle,
    body: downloadsHtml(path, downloads) + nav + sections,
  })
}

/** `Also as PDF, Word, Excel`. */
export function downloadsHtml(from: string, paths: readonly string[]): string {
  if (paths.length === 0) return ''
  const names: Readonly<Record<string, string>> = { pdf: 'PDF', docx: 'Word', xlsx: 'Excel', jsonl: 'JSON lines' }
  const links = paths.map((path) => {
    const kind = path.slice(path.lastIndexOf('.') + 1)
    return `<a href="${escapeHtml(relativeHref(from, path))}">${names[kind] ?? kind}</a>`
  })
  return `<p class="soft">Also as ${links.join(', ')}.</p>\n`
}
