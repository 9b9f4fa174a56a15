import { createHash } from 'node:crypto'
import { walkSections } from '../document.ts'
import type { Frame, ToldReport } from '../tell.ts'
import { anchorOf } from './anchors.ts'
import { type Resolve, sectionHtml } from './blocks.ts'
import { escapeHtml } from './escape.ts'
import { styles } from './styles.ts'

const styleSheet = `\n${styles}`

/** The one style sheet of a report by its hash, and nothing else: for the page itself and for the header it is sent with. */
export const reportPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(styleSheet).digest('base64')}'`

/** A report as one HTML file that needs nothing else: no script, no image, no font, nothing from the network. */
export function renderHtml(report: ToldReport): string {
  const places = new Set([...walkSections(report.sections)].map(({ section }) => section.id))
  const resolve: Resolve = (to) => (places.has(to) ? `#${anchorOf(to)}` : undefined)
  const contents = report.sections.length > 2 ? contentsHtml(report) : ''
  return `<!doctype html>
<html${languageOf(report.frame)}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${reportPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${report.title} – ${report.organisation}`)}</title>
<style>${styleSheet}</style>
</head>
<body>
<a class="skip" href="#content">${escapeHtml(report.frame.skip)}</a>
${reportHeader(report)}
<main id="content">
${contents}${report.sections.map((section) => sectionHtml(section, resolve)).join('\n')}
</main>
${reportFooter(report)}
</body>
</html>
`
}

/** Language and direction of a page; from left to right is what browsers take for granted. */
export const languageOf = ({ language, direction }: Frame): string =>
  ` lang="${language}"${direction === 'rtl' ? ' dir="rtl"' : ''}`

type Head = Pick<ToldReport, 'organisation' | 'title' | 'subtitle' | 'generatedFrom' | 'frame'>

export function reportHeader({ organisation, title, subtitle, frame }: Omit<Head, 'generatedFrom'>): string {
  return `<header>
<p class="kicker"><bdi>${escapeHtml(organisation)}</bdi> · ${escapeHtml(frame.asOfSmall)}</p>
<h1 dir="auto">${escapeHtml(title)}</h1>
<p class="lead" dir="auto">${escapeHtml(subtitle)}</p>
</header>`
}

export function reportFooter({
  organisation,
  generatedFrom,
  frame,
}: Pick<Head, 'organisation' | 'generatedFrom' | 'frame'>): string {
  return `<footer><p><bdi>${escapeHtml(organisation)}</bdi> · ${escapeHtml(frame.asOfSmall)}\n${escapeHtml(generatedFrom)}</p></footer>`
}

function contentsHtml({ sections, frame }: ToldReport): string {
  const items = sections.map(
    ({ id, title }) => `<li><a href="#${anchorOf(id)}"><bdi>${escapeHtml(title)}</bdi></a></li>`,
  )
  return `<nav aria-label="${escapeHtml(frame.contents)}"><ul>\n${items.join('\n')}\n</ul></nav>\n`
}
