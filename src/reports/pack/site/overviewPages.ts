import type { Register } from '../../../model/index.ts'
import { showMoment } from '../../days.ts'
import { link, type Report } from '../../document.ts'
import { rowHtml, tableEnd, tableStart } from '../../html/blocks.ts'
import { escapeHtml } from '../../html/escape.ts'
import { type CarriedFile, evidenceColumns, evidenceRow, evidenceSentence } from '../../models/evidenceIndex.ts'
import { readinessSentence } from '../../models/readinessReport.ts'
import { registerSentence } from '../../models/registerReport.ts'
import { soaSentence } from '../../models/soaReport.ts'
import { evidencePage, registerPage, rowsPerPage } from '../packPaths.ts'
import type { LeftOut } from '../packSource.ts'
import { pageHtml, pagesNav, resolver, type Site } from './page.ts'
import type { SitePage } from './registerPages.ts'

/** All registers with what they hold. */
export function registersReport(site: Site): Report {
  const sentence = (register: Register) => registerSentence(register, site.index.statesOf(register))
  return {
    ...site.head,
    title: 'Registers',
    subtitle: `${site.index.records.toLocaleString('en')} records in ${site.source.registers.length} registers.`,
    sections: [
      {
        id: 'registers',
        title: 'All registers',
        blocks: [
          {
            kind: 'table',
            caption: 'Registers, what they are for and what they hold',
            columns: [
              { label: 'Register', width: 1.6 },
              { label: 'Records', width: 0.8, kind: 'number' },
              { label: 'Holds', width: 3 },
              { label: 'For', width: 5 },
            ],
            rows: site.source.registers.map((register) => [
              [link(`register:${register.name}`, register.label.many)],
              site.index.countOf(register).toLocaleString('en'),
              sentence(register),
              register.explain,
            ]),
          },
        ],
      },
    ],
  }
}

/** The evidence index, 500 files a page. */
export async function* evidencePages(site: Site): AsyncGenerator<SitePage> {
  const pages = Math.max(1, Math.ceil(site.index.files / rowsPerPage))
  let files: CarriedFile[] = []
  let at = 1
  for await (const file of site.source.files()) {
    files.push(withNames(site, file))
    if (files.length === rowsPerPage && at < pages) {
      yield filesPage(site, at, pages, files)
      files = []
      at += 1
    }
  }
  yield filesPage(site, at, pages, files)
}

/** The names the pack uses, which leave personal data out where that was asked for. */
const withNames = (site: Site, file: CarriedFile): CarriedFile => ({
  ...file,
  records: file.records.map((record) => site.index.names(record.id) ?? record),
})

function filesPage(site: Site, at: number, pages: number, files: readonly CarriedFile[]): SitePage {
  const path = evidencePage(at)
  const resolve = resolver(site, path)
  const caption = 'Files, with the records they were attached to'
  const table =
    files.length === 0
      ? '<p class="empty">No files are attached to records.</p>'
      : tableStart({ caption, columns: evidenceColumns }) +
        files.map((file) => rowHtml(evidenceColumns, evidenceRow(file), resolve)).join('') +
        tableEnd
  const note =
    '<p>Each file lies in the folder <code>evidence</code> under the hash of its contents. Kinds of file that a browser would run end in <code>.bin</code>; rename a copy to open one.</p>\n'
  const body = note + pagesNav(path, pages, at, evidencePage) + table
  const subtitle = evidenceSentence(site.index.files, site.index.fileBytes)
  return { path, html: pageHtml(site, { path, title: 'Evidence index', subtitle, body }) }
}

/** Where a reader begins: what this is, where it stands, where to go, and how to check it. */
export function startPage(site: Site, leftOut: readonly LeftOut[]): string {
  const { source, index } = site
  const card = (href: string, title: string, text: string) =>
    `<li><a href="${escapeHtml(href)}">${escapeHtml(title)}</a><p>${escapeHtml(text)}</p></li>`
  const register = (name: string, title: string) => {
    const found = source.registers.find((each) => each.name === name)
    return found === undefined ? [] : [card(registerPage(name), title, registerSentence(found, index.statesOf(found)))]
  }
  const cards = [
    card('soa.html', 'Statement of applicability', soaSentence(source.soaLines, source.asOf)),
    card('clauses.html', 'Clause map', 'Each clause and control, what it asks for, and the records that answer it.'),
    card('readiness.html', 'Readiness', readinessSentence(source.readiness)),
    ...register('finding', 'Findings'),
    ...register('document', 'Documents'),
    card(
      'registers.html',
      'Registers',
      `${index.records.toLocaleString('en')} records in ${source.registers.length} registers.`,
    ),
    card('evidence.html', 'Evidence index', evidenceSentence(index.files, index.fileBytes)),
  ]
  const left = leftOut.map(({ what, why }) => `<li>${escapeHtml(what)}: ${escapeHtml(why)}</li>`)
  const body = `<ul class="cards">
${cards.join('\n')}
</ul>
<section aria-labelledby="check"><h2 id="check">How to check this pack</h2>
<p>The file <code>manifest.json</code> names every file of this pack with its SHA-256 hash, and the state of the log of changes it was made from. The verifier recomputes all of it and shares no code with the program that wrote the pack:</p>
<pre><code>node verifyPack.ts pack.zip</code></pre>
<dl>
<div><dt>Log entries</dt><dd>${source.logHead.size.toLocaleString('en')}</dd></div>
<div><dt>Root of the log (RFC 6962)</dt><dd><code>${escapeHtml(source.logHead.root)}</code></dd></div>
</dl>
<p>Compare the root with one you hold from elsewhere: a checkpoint you downloaded before, a printed report, an e-mail. A pack that was changed together with its manifest shows only there.</p>
</section>
<section aria-labelledby="left-out"><h2 id="left-out">What is left out</h2>
${left.length === 0 ? '<p>Nothing was left out.</p>' : `<ul>\n${left.join('\n')}\n</ul>`}
</section>`
  const title = 'Audit pack'
  const subtitle = `The AI management system of ${source.organisation} as it stood on ${showMoment(source.asOf)}: decisions, records, evidence and the log of every change.`
  return pageHtml(site, { path: 'index.html', title, subtitle, body })
}
