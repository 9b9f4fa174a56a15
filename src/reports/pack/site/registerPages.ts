import type { AnyRecord, Register } from '../../../model/index.ts'
import { inSentence } from '../../../model/inSentence.ts'
import type { Rich, Section } from '../../document.ts'
import { rowHtml, sectionHtml, tableEnd, tableStart } from '../../html/blocks.ts'
import { escapeHtml } from '../../html/escape.ts'
import { recordSection } from '../../models/recordSection.ts'
import { registerColumns, registerRow, registerSentence } from '../../models/registerReport.ts'
import { recordPage, recordsPerPage, registerPage, relativeHref, rowsPerPage } from '../packPaths.ts'
import { pageHtml, pagesNav, resolver, type Site } from './page.ts'
import { downloadsHtml } from './reportPage.ts'

export interface SitePage {
  readonly path: string
  readonly html: string
}

/** The pages of a register, made as its records pass by: tables of 500, and 100 records a page with all they say. */
export async function* registerPages(
  site: Site,
  register: Register,
  records: AsyncIterable<AnyRecord>,
  downloads: readonly string[],
): AsyncGenerator<SitePage> {
  const total = site.index.countOf(register)
  const tables = Math.max(1, Math.ceil(total / rowsPerPage))
  let rows: Rich[][] = []
  let sections: Section[] = []
  let table = 1
  let page = 1
  const { names } = site.index
  for await (const record of records) {
    rows.push(registerRow(register, record, names, site))
    sections.push(recordSection(register, record, names, site))
    if (sections.length === recordsPerPage) {
      yield recordsPage(site, register, page, sections)
      sections = []
      page += 1
    }
    if (rows.length === rowsPerPage && table < tables) {
      yield tablePage(site, register, table, tables, rows, downloads)
      rows = []
      table += 1
    }
  }
  if (sections.length > 0) yield recordsPage(site, register, page, sections)
  yield tablePage(site, register, table, tables, rows, downloads)
}

function tablePage(
  site: Site,
  register: Register,
  at: number,
  pages: number,
  rows: readonly Rich[][],
  downloads: readonly string[],
): SitePage {
  const path = registerPage(register.name, at)
  const many = register.label.many
  const resolve = resolver(site, path)
  const columns = registerColumns(register)
  const caption = pages === 1 ? many : `${many}, page ${at} of ${pages}`
  const body = [
    `<p>${escapeHtml(register.explain)}</p>\n`,
    downloadsHtml(path, downloads),
    pagesNav(path, pages, at, (page) => registerPage(register.name, page)),
    rows.length === 0
      ? `<p class="empty">No ${escapeHtml(many.toLowerCase())} are recorded.</p>`
      : tableStart({ caption, columns }) + rows.map((row) => rowHtml(columns, row, resolve)).join('') + tableEnd,
  ].join('')
  const subtitle = registerSentence(register, site.index.statesOf(register))
  return { path, html: pageHtml(site, { path, title: many, subtitle, body }) }
}

function recordsPage(site: Site, register: Register, page: number, sections: readonly Section[]): SitePage {
  const path = recordPage(register.name, page)
  const resolve = resolver(site, path, new Set(sections.map(({ id }) => id)))
  const table = Math.floor(((page - 1) * recordsPerPage) / rowsPerPage) + 1
  const back = `<p><a href="${escapeHtml(relativeHref(path, registerPage(register.name, table)))}">Back to the list of ${escapeHtml(inSentence(register.label.many))}</a></p>\n`
  const first = (page - 1) * recordsPerPage + 1
  const subtitle = `${register.label.many} ${first} to ${first + sections.length - 1} of ${site.index.countOf(register)}, with everything recorded about them.`
  const body = back + sections.map((section) => sectionHtml(section, resolve)).join('\n')
  return { path, html: pageHtml(site, { path, title: register.label.many, subtitle, body }) }
}
