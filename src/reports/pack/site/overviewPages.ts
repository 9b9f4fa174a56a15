import { count, type Register, type Said, Sentence, say, term } from '../../../model/index.ts'
import { link, type Report } from '../../document.ts'
import { figure, figures, moment } from '../../figures.ts'
import { rowHtml, tableEnd, tableStart } from '../../html/blocks.ts'
import { escapeHtml } from '../../html/escape.ts'
import { type CarriedFile, evidenceColumns, evidenceRow, evidenceSentence } from '../../models/evidenceIndex.ts'
import { readinessSentence } from '../../models/readinessReport.ts'
import { registerSentence } from '../../models/registerReport.ts'
import { soaSentence } from '../../models/soaReport.ts'
import { hole, tellColumns, tellRow } from '../../tell.ts'
import { evidencePage, registerPage, rowsPerPage } from '../packPaths.ts'
import type { LeftOut } from '../packSource.ts'
import { pageHtml, pagesNav, resolver, type Site, sayHtml } from './page.ts'
import type { SitePage } from './registerPages.ts'

/** All registers with what they hold. */
export function registersReport(site: Site): Report {
  const sentence = (register: Register) => registerSentence(register, site.index.statesOf(register))
  return {
    ...site.head,
    title: say`Registers`,
    subtitle: recordsIn(site),
    sections: [
      {
        id: 'registers',
        title: say`All registers`,
        blocks: [
          {
            kind: 'table',
            caption: say`Registers, what they are for and what they hold`,
            columns: [
              { label: say`Register`, width: 1.6 },
              { label: say`Records`, width: 0.8, kind: 'number' },
              { label: say`Holds`, width: 3 },
              { label: say`For`, width: 5 },
            ],
            rows: site.source.registers.map((register) => [
              [link(`register:${register.name}`, term(register.label.many))],
              figure(site.index.countOf(register)),
              sentence(register),
              term(register.explain),
            ]),
          },
        ],
      },
    ],
  }
}

const recordsIn = ({ index, source }: Site): Said =>
  say`${figures(count(index.records, 'record'))} in ${count(source.registers.length, 'register')}.`

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
  const caption = site.voice.say(say`Files, with the records they were attached to`)
  const columns = tellColumns(evidenceColumns, site.voice)
  const table =
    files.length === 0
      ? `<p class="empty">${sayHtml(site, evidenceSentence(0, 0))}</p>`
      : tableStart({ caption, columns }) +
        files.map((file) => rowHtml(columns, tellRow(evidenceRow(file), site.voice), resolve)).join('') +
        tableEnd
  const note = `<p>${withCode(
    site,
    say`Each file lies in the folder ${'evidence'} under the hash of its contents. Kinds of file that a browser would run end in ${'.bin'}; rename a copy to open one.`,
  )}</p>\n`
  const body = note + pagesNav(site, path, pages, at, evidencePage) + table
  const subtitle = evidenceSentence(site.index.files, site.index.fileBytes)
  return { path, html: pageHtml(site, { path, title: say`Evidence index`, subtitle, body }) }
}

/** Where a reader begins: what this is, where it stands, where to go, and how to check it. */
export function startPage(site: Site, leftOut: readonly LeftOut[]): string {
  const { source, index } = site
  const card = (href: string, title: Said, text: Said) =>
    `<li><a href="${escapeHtml(href)}">${sayHtml(site, title)}</a><p>${sayHtml(site, text)}</p></li>`
  const register = (name: string, title: Said) => {
    const found = source.registers.find((each) => each.name === name)
    return found === undefined ? [] : [card(registerPage(name), title, registerSentence(found, index.statesOf(found)))]
  }
  const cards = [
    card('soa.html', say`Statement of applicability`, soaSentence(source.soaLines, source.asOf)),
    card(
      'clauses.html',
      say`Clause map`,
      say`Each clause and control, what it asks for, and the records that answer it.`,
    ),
    card('readiness.html', say`Readiness`, readinessSentence(source.readiness)),
    ...register('finding', say`Findings`),
    ...register('document', say`Documents`),
    card('registers.html', say`Registers`, recordsIn(site)),
    card('evidence.html', say`Evidence index`, evidenceSentence(index.files, index.fileBytes)),
  ]
  const left = leftOut.map(({ what, why }) => `<li>${sayHtml(site, what)}: ${sayHtml(site, why)}</li>`)
  const body = `<ul class="cards">
${cards.join('\n')}
</ul>
<section aria-labelledby="check"><h2 id="check">${sayHtml(site, say`How to check this pack`)}</h2>
<p>${withCode(site, say`The file ${'manifest.json'} names every file of this pack with its SHA-256 hash, and the state of the log of changes it was made from. The verifier recomputes all of it and shares no code with the program that wrote the pack:`)}</p>
<pre><code>node verify/verify.mjs pack.zip</code></pre>
<dl>
<div><dt>${sayHtml(site, say`Log entries`)}</dt><dd>${sayHtml(site, figure(source.logHead.size))}</dd></div>
<div><dt>${sayHtml(site, say`Root of the log (RFC 6962)`)}</dt><dd><code>${escapeHtml(source.logHead.root)}</code></dd></div>
</dl>
<p>${sayHtml(site, say`Compare the root with one you hold from elsewhere: a checkpoint you downloaded before, a printed report, an e-mail. A pack that was changed together with its manifest shows only there.`)}</p>
</section>
<section aria-labelledby="left-out"><h2 id="left-out">${sayHtml(site, say`What is left out`)}</h2>
${left.length === 0 ? `<p>${sayHtml(site, say`Nothing was left out.`)}</p>` : `<ul>\n${left.join('\n')}\n</ul>`}
</section>`
  const title = say`Audit pack`
  const subtitle = say`The AI management system of ${source.organisation} as it stood on ${moment(source.asOf)}: decisions, records, evidence and the log of every change.`
  return pageHtml(site, { path: 'index.html', title, subtitle, body })
}

/** A sentence as HTML with the names of files in it as code; they are plain words of ours. */
function withCode(site: Site, { id, values }: Sentence): string {
  const marked = values.map((value) => `${hole}${value}${hole}`)
  return sayHtml(site, new Sentence(id, marked))
    .split(hole)
    .map((part, at) => (at % 2 === 0 ? part : `<code>${part}</code>`))
    .join('')
}
