import { type AnyRecord, labelWord, type Register, say, term } from '../../../model/index.ts'
import type { Rich, Section } from '../../document.ts'
import { rowHtml, sectionHtml, tableEnd, tableStart } from '../../html/blocks.ts'
import { escapeHtml } from '../../html/escape.ts'
import { recordSection } from '../../models/recordSection.ts'
import { noneRecorded, registerColumns, registerRow, registerSentence } from '../../models/registerReport.ts'
import { tellColumns, tellRow, tellSection } from '../../tell.ts'
import { recordPage, recordsPerPage, registerPage, relativeHref, rowsPerPage } from '../packPaths.ts'
import { pageHtml, pagesNav, resolver, type Site, sayHtml } from './page.ts'
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
  let rows: Rich<string>[][] = []
  let sections: Section<string>[] = []
  let table = 1
  let page = 1
  const { names } = site.index
  const { voice } = site
  for await (const record of records) {
    rows.push(tellRow(registerRow(register, record, names, site), voice))
    sections.push(tellSection(recordSection(register, record, names, site), voice))
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
  rows: readonly Rich<string>[][],
  downloads: readonly string[],
): SitePage {
  const path = registerPage(register.name, at)
  const many = term(register.label.many)
  const resolve = resolver(site, path)
  const columns = tellColumns(registerColumns(register), site.voice)
  const caption = site.voice.say(pages === 1 ? many : say`${many}, page ${at} of ${pages}`)
  const body = [
    `<p>${sayHtml(site, term(register.explain))}</p>\n`,
    downloadsHtml(site, path, downloads),
    pagesNav(site, path, pages, at, (page) => registerPage(register.name, page)),
    rows.length === 0
      ? `<p class="empty">${sayHtml(site, noneRecorded(register))}</p>`
      : tableStart({ caption, columns }) + rows.map((row) => rowHtml(columns, row, resolve)).join('') + tableEnd,
  ].join('')
  const subtitle = registerSentence(register, site.index.statesOf(register))
  return { path, html: pageHtml(site, { path, title: many, subtitle, body }) }
}

function recordsPage(site: Site, register: Register, page: number, sections: readonly Section<string>[]): SitePage {
  const path = recordPage(register.name, page)
  const resolve = resolver(site, path, new Set(sections.map(({ id }) => id)))
  const table = Math.floor(((page - 1) * recordsPerPage) / rowsPerPage) + 1
  const back = `<p><a href="${escapeHtml(relativeHref(path, registerPage(register.name, table)))}">${sayHtml(site, say`Back to the list of ${labelWord(register.label.many)}`)}</a></p>\n`
  const first = (page - 1) * recordsPerPage + 1
  const many = term(register.label.many)
  const subtitle = say`${many} ${first} to ${first + sections.length - 1} of ${site.index.countOf(register)}, with everything recorded about them.`
  const body = back + sections.map((section) => sectionHtml(section, resolve)).join('\n')
  return { path, html: pageHtml(site, { path, title: many, subtitle, body }) }
}
